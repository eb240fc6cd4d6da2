/**
 * The folders of a link's path. Servers differ in what they take for a slash or a dot: some decode `%2F`
 * before they choose a route, some decode twice, some accept overlong UTF-8 or full-width letters. Here all
 * of it counts.
 */

/** What is encoded more often than this is not read to its end. Harmless values need one or two rounds. */
const MOST_ROUNDS = 8;

/**
 * The folders of a URL as the most forgiving server would see them, scheme and host as the first ones.
 * Query and fragment are left out. Null where the path is encoded too often to be told.
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

/** Whether a folder is `.` or `..`, also with parameters (`..;a=1`) or with what servers drop or cut. */
export function isDotFolder(folder: string): boolean {
  const [name = ''] = folder.split(/[;?#\0]/);
  return /^\.{1,2}$/.test(name.replace(DROPPED, ''));
}

const DROPPED = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

/** Bytes as `%2F`, or a UTF-16 unit as `%u002F`. */
const ESCAPES = /(?:%[\da-f]{2})+|%u[\da-f]{4}/gi;

function decodedRun(run: string): string {
  if (/^%u/i.test(run)) return charOf(run.slice(2));
  const bytes = run.replace(/%(..)/g, (_, hex: string) => charOf(hex)).replace(OVERLONG, shortest);
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

const charOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** Characters of ASCII in two to four bytes of UTF-8, where one is right: `%c0%af` is a slash. */
const OVERLONG = /(?:[\xc0\xc1]|\xe0[\x80\x81]|\xf0\x80[\x80\x81])[\x80-\xbf]/g;

function shortest(bytes: string): string {
  const [high, low] = [bytes.charCodeAt(bytes.length - 2), bytes.charCodeAt(bytes.length - 1)];
  return String.fromCharCode(((high & 1) << 6) | (low & 0x3f));
}

/** With the plain form in place of each full-width or small one, and of what Windows takes for a slash. */
function asciiForms(text: string): string {
  const slashed = text.replace(/[\u2044\u2215\u29f8]/g, '/').replace(/[\u2216\u29f5\u29f9]/g, '\\');
  // A fraction such as ½ holds a slash of its own, which no server takes for one.
  return slashed.normalize('NFKC').replaceAll('\u2044', '');
}
