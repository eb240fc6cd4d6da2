/** The invisible characters and those that would cover other lines, defined independently for the tests. */

const NEVER_SEEN = /[\p{Cc}\p{DI}\u2028\u2029\u2800\ufff9-\ufffb\u{1d159}\u{13430}-\u{13442}\u{16fe4}]/u;
const JOINER = /[\u200c\u200d]/;
const VARIATION = /[\ufe0e\ufe0f]/;
const TAG = /[\u{e0030}-\u{e0039}\u{e0061}-\u{e007f}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u;
/** By blocks: marks that scripts share, Arabic and Syriac, Indic scripts, Burmese, Khmer and Mongolian. */
const JOINED_LETTER = new RegExp(
  '[\\u0300-\\u036f\\u1cd0-\\u1dff\\u0600-\\u08ff\\ufb50-\\ufdff\\ufe70-\\ufefc\\u0900-\\u0dff' +
    '\\ua8e0-\\ua8ff\\u1000-\\u109f\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\u1780-\\u18af\\u19e0-\\u19ff]',
);

/** The first character, in hexadecimal, that a name must not have at its place. Null for a readable name. */
export function unreadableIn(name: string): string | null {
  const chars = Array.from(name);
  let stacked = 0;
  for (const [at, char] of chars.entries()) {
    const [before = '', after = ''] = [chars[at - 1], chars[at + 1]];
    const isMark = /\p{M}/u.test(char);
    if (/[\p{Mn}\p{Me}]/u.test(char)) stacked += 1;
    else if (!JOINER.test(char)) stacked = 0;
    const isLost = isMark && (before === '' || before === ' ');
    const isInvisible = NEVER_SEEN.test(char) && !isPartOfSign(before, char, after);
    if (stacked > 4 || isLost || isInvisible) return hexOf(char);
  }
  return null;
}

/** Whether an invisible character changes how its neighbours look. */
function isPartOfSign(before: string, char: string, after: string): boolean {
  if (VARIATION.test(char)) return PICTURE.test(before) || (/[\d#*]/.test(before) && after === '\u20e3');
  if (TAG.test(char)) return before === '\u{1f3f4}' || TAG.test(before);
  if (!JOINER.test(char)) return false;
  const isBetweenPictures = (PICTURE.test(before) || VARIATION.test(before)) && PICTURE.test(after);
  return (char === '\u200d' && isBetweenPictures) || JOINED_LETTER.test(before);
}

const hexOf = (char: string): string => (char.codePointAt(0) ?? 0).toString(16);
