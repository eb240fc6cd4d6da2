/**
 * Reads vCards (versions 2.1 to 4.0) into their properties. Works on bytes, because a fold may stand within a
 * letter. No library that was tried reads quoted-printable texts, which Android and Outlook write.
 */
import { decodeBytes, detectEncoding, type Encoding, isUtf8 } from './encodings.ts';

/** A property. `bytes` has a character for each byte. */
export interface Property {
  /** In upper case, without the group. */
  readonly name: string;
  /** `item1` in `item1.TEL`. '' if there is none. */
  readonly group: string;
  /** In upper case: `TYPE=CELL`, `CELL`. */
  readonly params: readonly string[];
  readonly bytes: string;
}

/** The properties that are kept. Pictures and notes are dropped while reading. */
const KEPT = /^(?:N|FN|ORG|TEL|X-MS-TEL|X-ABLABEL|KIND|X-ADDRESSBOOKSERVER-KIND|BEGIN|END)$/;
/** Longest property that is read, in bytes. */
const MAX_PROPERTY = 4_000;
/** How many bytes are turned into a text at once. */
const CHUNK = 32_768;

/** Returns bytes as a text with a character for each byte. */
function binaryOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return parts.join('');
}

const bytesOf = (binary: string): Uint8Array => Uint8Array.from(binary, (char) => char.charCodeAt(0));

/** A vCard file, ready to be read. */
export interface VcardFile {
  readonly binary: string;
  /** The encoding of texts that name none. */
  readonly encoding: Encoding;
  /** The encoding of the file. Differs from `encoding` for UTF-16, which is turned into UTF-8. */
  readonly source: Encoding;
}

/** Opens a file. `chosen` is the encoding that a person chose, or null. */
export function openVcards(raw: Uint8Array, chosen: Encoding | null): VcardFile {
  const detected = detectEncoding(raw, () => 0);
  const isWide = (chosen ?? detected).startsWith('utf-16');
  const bytes = isWide ? new TextEncoder().encode(decodeBytes(raw, chosen ?? detected)) : raw;
  const binary = binaryOf(bytes).replace(/^(?:\xef\xbb\xbf)+/, '');
  if (isWide) return { binary, encoding: 'utf-8', source: chosen ?? detected };
  if (chosen !== null) return { binary, encoding: chosen, source: chosen };
  // A letter across a fold is valid only when the lines are joined.
  const texts = textsOf(binary);
  const encoding = isUtf8(texts) ? 'utf-8' : detectEncoding(texts, () => 0);
  return { binary, encoding, source: encoding };
}

function textsOf(binary: string): Uint8Array {
  let texts = '';
  for (const { name, bytes } of properties(binary)) {
    if (/^(?:N|FN|ORG)$/.test(name)) texts += `${bytes}\n`;
    if (texts.length > 65_536) break;
  }
  return bytesOf(texts);
}

/** Reads the properties that matter. A line that is no property is skipped. */
export function* properties(binary: string): Generator<Property> {
  let at = 0;
  while (at < binary.length) {
    const line = lineAt(binary, at);
    at = line.next;
    const colon = colonOf(line.text);
    if (colon === -1) continue;
    const [head = '', ...params] = partsOf(line.text.slice(0, colon));
    const dot = head.lastIndexOf('.');
    const name = head
      .slice(dot + 1)
      .trim()
      .toUpperCase();
    const isKept = KEPT.test(name);
    const isQuoted = params.some((param) => /^(?:ENCODING=)?QUOTED-PRINTABLE$/i.test(param));
    let text = line.text;
    let last = line.text;
    // Joins folded lines, and quoted-printable lines that end with `=`.
    for (;;) {
      const isSoft = isQuoted && last.endsWith('=');
      const isFolded = binary[at] === ' ' || binary[at] === '\t';
      if (at >= binary.length || !(isSoft || isFolded)) break;
      const more = lineAt(binary, at);
      at = more.next;
      last = more.text;
      if (!isKept || text.length > MAX_PROPERTY) continue;
      text = (isSoft ? text.slice(0, -1) : text) + more.text.slice(isFolded ? 1 : 0);
    }
    if (!isKept) continue;
    const upper = params.map((param) => param.trim().toUpperCase());
    yield {
      name,
      group: head.slice(0, Math.max(0, dot)),
      params: upper,
      bytes: text.slice(colon + 1, MAX_PROPERTY),
    };
  }
}

function lineAt(binary: string, at: number): { readonly text: string; readonly next: number } {
  const feed = binary.indexOf('\n', at);
  const end = feed === -1 ? binary.length : feed;
  const text = binary.slice(at, binary[end - 1] === '\r' && end > at ? end - 1 : end);
  return { text, next: end + 1 };
}

/** Returns the place of the colon before the value. Colons in quotes and brackets belong to a parameter. */
function colonOf(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < line.length && at < MAX_PROPERTY; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted;
    if (line[at] === ':' && !isQuoted) return at;
  }
  return -1;
}

/** Splits at semicolons outside quotes. */
const partsOf = (head: string): string[] => head.match(/(?:"[^"]*"?|[^;"])+/g) ?? [];

/** Returns the text of a property, with its escapes still in it. */
export function textOf({ params, bytes }: Property, { encoding }: VcardFile): string {
  const isQuoted = params.some((param) => /^(?:ENCODING=)?QUOTED-PRINTABLE$/.test(param));
  const plain = isQuoted
    ? bytes.replace(/=([\dA-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : bytes;
  const declared = params
    .find((param) => param.startsWith('CHARSET='))
    ?.slice(8)
    .replaceAll('"', '');
  const raw = bytesOf(plain);
  try {
    return new TextDecoder(declared ?? encoding, { fatal: declared !== undefined }).decode(raw);
  } catch {
    // The declared encoding is unknown or not the true one.
    return new TextDecoder(isUtf8(raw) ? 'utf-8' : encoding).decode(raw);
  }
}
