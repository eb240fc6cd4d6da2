/** Reads the body of an HTTP answer up to a maximum length, in the character set in which it was written. */
import { readBytes } from '../../platform/read-bytes.ts';

/**
 * Resolves to the body as text, or to null if it is longer than `maxBytes`. Reading stops at that point, so
 * no more is taken from the network. Rejects if the network fails.
 */
export async function readLimited(response: Response, maxBytes: number): Promise<string | null> {
  const bytes = await readBytes(response, maxBytes);
  if (bytes === null) return null;
  const charset = byteOrderMark(bytes) ?? charsetIn(response.headers.get('Content-Type') ?? '');
  return decoderOf(charset).decode(bytes);
}

/** The character set that the first bytes name, or null. As in browsers, it overrules the header. */
function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/**
 * Returns the label of the character set in a `Content-Type`, or null. The text of another quoted parameter
 * names none. Servers quote the label in both ways.
 */
function charsetIn(contentType: string): string | null {
  const parameters = contentType.matchAll(/;\s*([^\s;=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']*))/g);
  const charset = [...parameters].find(([, name]) => name?.toLowerCase() === 'charset');
  return charset?.slice(2).join('') ?? null;
}

/** Returns a decoder. A character set that is missing or that browsers do not know counts as UTF-8. */
function decoderOf(label: string | null): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8');
  } catch {
    return new TextDecoder();
  }
}
