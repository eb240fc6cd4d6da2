/**
 * Finds the encoding of a text file. Many lists come in the code page of an old Windows and do not say so.
 */

/** The encodings that a person can choose, by the labels of `TextDecoder`. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1255',
  'windows-1256',
  'windows-1251',
  'windows-1252',
  'windows-1250',
  'windows-1253',
  'windows-1254',
] as const;
/** An encoding that a person can choose. */
export type Encoding = (typeof ENCODINGS)[number];

/** The code pages that are tried. When two fit equally well, the first one counts. */
const CANDIDATES = ['windows-1255', 'windows-1256', 'windows-1251', 'windows-1252'] as const;
/** How many bytes are looked at for a code page. */
const SAMPLE_BYTES = 65_536;

/**
 * Returns the encoding of a file. `knownNames` counts the column names in a text that are known, because a
 * header is the best evidence.
 */
export function detectEncoding(bytes: Uint8Array, knownNames: (text: string) => number): Encoding {
  const marked = markOf(bytes) ?? unmarkedUtf16(bytes);
  if (marked !== null) return marked;
  if (isUtf8(bytes)) return 'utf-8';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const scored = CANDIDATES.flatMap((encoding) => {
    const text = strictly(sample, encoding);
    return text === null
      ? []
      : [{ encoding, known: knownNames(text), plausible: plausibility(text, encoding) }];
  });
  scored.sort((a, b) => b.known - a.known || b.plausible - a.plausible);
  return scored[0]?.encoding ?? 'windows-1252';
}

/** Returns the text of a file without byte order marks. Bytes that the encoding does not have become `�`. */
export const decodeBytes = (bytes: Uint8Array, encoding: string): string =>
  new TextDecoder(encoding).decode(bytes).replace(/^\ufeff+/, '');

/** Returns whether all bytes are valid UTF-8. */
export const isUtf8 = (bytes: Uint8Array): boolean => strictly(bytes, 'utf-8') !== null;

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function markOf([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** In UTF-16, separators, digits and English names have a zero in every other byte. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  start.forEach((byte, at) => (zeros[at % 2] = (zeros[at % 2] ?? 0) + Number(byte === 0)));
  const [even = 0, odd = 0] = zeros;
  if (odd > start.length / 8 && even === 0) return 'utf-16le';
  return even > start.length / 8 && odd === 0 ? 'utf-16be' : null;
}

const WORDS = /[\p{L}\p{M}]+/gu;
/** What a word looks like in the right code page. Only words with letters beyond ASCII are looked at. */
const PLAUSIBLE: Readonly<Record<(typeof CANDIDATES)[number], RegExp>> = {
  // Letters without points, and final letters only at the end.
  'windows-1255': /^[אבגדהוזחטיכלמנסעפצקרשת]*[א-ת]$/u,
  'windows-1256': /^\p{Script=Arabic}+$/u,
  // No capital follows a small letter.
  'windows-1251': /^(?:\p{Lu}?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+)$/u,
  // Most letters of a word are plain.
  'windows-1252': /^(?=\P{ASCII}{0,2}[A-Za-z])(?:\p{Lu}?[a-zà-ÿßœšž]+|[A-ZÀ-ÞŒŠŽ]+)$/u,
};

/** Returns the share of words that are plausible, from 0 to 1. */
function plausibility(text: string, encoding: (typeof CANDIDATES)[number]): number {
  const words = (text.match(WORDS) ?? []).filter((word) => /\P{ASCII}/u.test(word));
  const good = words.filter((word) => PLAUSIBLE[encoding].test(word.normalize('NFC')));
  return words.length === 0 ? 0 : good.length / words.length;
}
