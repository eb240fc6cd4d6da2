/**
 * Reads the folders of a link's path. Servers differ in what they accept as a slash or a dot. Some decode
 * `%2F` before they choose a route, some decode twice, some accept overlong UTF-8 or full-width letters. All
 * of these count here.
 */

/**
 * Most rounds of decoding. A path that is encoded more often is not read to its end. Harmless values need one
 * or two rounds.
 */
const MOST_ROUNDS = 8;

/**
 * Returns the folders of a URL as the most forgiving server would see them. Scheme and host are the first
 * ones. Query and fragment are left out. Returns null if the path is encoded too often to be read.
 */
export function foldersOf(url: string): readonly string[] | null {
  let path = url.split(/[?#]/)[0] ?? '';
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const decoded = asciiForms(path).replace(ESCAPES, decodedRun);
    if (decoded === path) return path.split(/[/\\]/);
    path = decoded;
  }
  return null;
}

/**
 * Returns whether a folder is `.` or `..`, also with parameters (`..;a=1`) or with characters that servers
 * drop or cut.
 */
export function isDotFolder(folder: string): boolean {
  const [name = ''] = folder.split(/[;?#\0]/);
  return /^\.{1,2}$/.test(name.replace(DROPPED, ''));
}

const DROPPED = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

/** Matches bytes as `%2F`, or a UTF-16 unit as `%u002F`. */
const ESCAPES = /(?:%[\da-f]{2})+|%u[\da-f]{4}/gi;

function decodedRun(run: string): string {
  if (/^%u/i.test(run)) return charOf(run.slice(2));
  const bytes = run.replace(/%(..)/g, (_, hex: string) => charOf(hex)).replace(OVERLONG, shortest);
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

const charOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** Matches an ASCII character in two to four bytes of UTF-8, where one is right: `%c0%af` is a slash. */
const OVERLONG = /(?:[\xc0\xc1]|\xe0[\x80\x81]|\xf0\x80[\x80\x81])[\x80-\xbf]/g;

function shortest(bytes: string): string {
  const [high, low] = [bytes.charCodeAt(bytes.length - 2), bytes.charCodeAt(bytes.length - 1)];
  return String.fromCharCode(((high & 1) << 6) | (low & 0x3f));
}

/**
 * Returns the text with the plain form in place of each full-width or small character, and of each character
 * that Windows accepts as a slash.
 */
function asciiForms(text: string): string {
  const slashed = text.replace(/[\u2044\u2215\u29f8]/g, '/').replace(/[\u2216\u29f5\u29f9]/g, '\\');
  // A fraction such as ½ contains a fraction slash after normalization. No server accepts it as a slash.
  return slashed.normalize('NFKC').replaceAll('\u2044', '');
}
