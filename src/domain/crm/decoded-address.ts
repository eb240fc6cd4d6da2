/**
 * Reads an address as its application reads it, with each character's place in the address as written. Values
 * may be encoded several times: a page that takes another address in its query encodes that once more.
 */

/** Most rounds of decoding. More are never needed by a value that a person searched for. */
const MOST_ROUNDS = 3;

/** A character of the decoded text. It stands for the written characters `from` to `to` (exclusive). */
interface DecodedChar {
  readonly char: string;
  readonly from: number;
  readonly to: number;
  /** How often it is encoded: 0 for a plain character, 1 for `%2B`, 2 for `%252B`. */
  readonly depth: number;
}

/** A decoded text. `chars` has an entry for each of its UTF-16 units. */
export interface DecodedText {
  readonly text: string;
  readonly chars: readonly DecodedChar[];
}

/** Decodes the part of an address from the offset `start` on. Takes linear time. */
export function decodeAddress(address: string, start: number): DecodedText {
  let chars: readonly DecodedChar[] = Array.from(
    { length: Math.max(0, address.length - start) },
    (_, at) => ({
      char: address.charAt(start + at),
      from: start + at,
      to: start + at + 1,
      depth: 0,
    }),
  );
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = decodeOnce(chars);
    if (next.length === chars.length) break;
    chars = next;
  }
  return { text: chars.map(({ char }) => char).join(''), chars };
}

function decodeOnce(chars: readonly DecodedChar[]): readonly DecodedChar[] {
  const decoded: DecodedChar[] = [];
  let at = 0;
  while (at < chars.length) {
    const used = bytesAt(chars, at);
    const parts = chars.slice(at, at + Math.max(1, used.length * 3));
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined) break;
    decoded.push(
      used.length === 0
        ? first
        : {
            char: charOf(used),
            from: first.from,
            to: last.to,
            depth: Math.max(...parts.map(({ depth }) => depth)) + 1,
          },
    );
    at += parts.length;
  }
  return decoded;
}

/** Returns the bytes of the encoded character at this place: `%C2%A0` has two. Empty if there is none. */
function bytesAt(chars: readonly DecodedChar[], at: number): readonly number[] {
  const lead = byteAt(chars, at);
  if (lead === null) return [];
  const bytes = [lead];
  for (let index = 1; index < lengthBy(lead); index += 1) {
    const byte = byteAt(chars, at + index * 3);
    if (byte === null || byte >> 6 !== 0b10) return [lead];
    bytes.push(byte);
  }
  return bytes;
}

function byteAt(chars: readonly DecodedChar[], at: number): number | null {
  if (chars[at]?.char !== '%') return null;
  const hex = (chars[at + 1]?.char ?? '') + (chars[at + 2]?.char ?? '');
  return /^[\da-f]{2}$/i.test(hex) ? Number.parseInt(hex, 16) : null;
}

/** Returns how many bytes a character has in UTF-8, by its first byte. */
function lengthBy(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

/** Returns the character as one UTF-16 unit. A character that needs two is no part of a number. */
function charOf(bytes: readonly number[]): string {
  const char = new TextDecoder().decode(Uint8Array.from(bytes));
  return char.length === 1 ? char : '\uFFFD';
}
