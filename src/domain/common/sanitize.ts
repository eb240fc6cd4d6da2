/** Makes texts and ids from outside safe to show and to store. */

/**
 * Matches most texts: printable ASCII with single spaces. This check is quick, because a busy account sends
 * thousands of texts a second.
 */
const CLEAN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * Scripts whose letters change their form beside a joiner, from Arabic to Khmer. Names in these scripts need
 * joiners.
 */
const JOINED = 'Arab Syrc Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr'
  .split(' ')
  .map((script) => `\\p{scx=${script}}`);
const JOINERS = '\\u200c\\u200d';
const BEHIND_JOINED_LETTER = `(?<=(?=[\\p{L}\\p{M}])(?!\\p{DI})[${JOINED.join('')}][${JOINERS}])`;

/** An emoji with its additions: skin tone, the choice between picture and text, the region of a flag. */
const PICTURE = '\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|[\\ufe0e\\ufe0f])?';
const REGION = '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}';
const EMOJI = `${REGION}|${PICTURE}(?:\\u200d${PICTURE})*|[\\d#*]\\ufe0f\\u20e3`;

/** Visible signs that Unicode counts as formatting: they enclose the digits behind them. */
const SHOWN = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';
/**
 * Characters that look like nothing or like a blank, although Unicode counts them as letters, symbols or
 * marks.
 */
const EMPTY = '\\u2800\\u{1d159}\\u{13441}\\u{13442}\\u{16fe4}';
/**
 * Invisible characters. `DI` means default-ignorable: never drawn, whatever the font (Unicode, chapter 5.21).
 */
const UNSEEN = `(?![${SHOWN}])[\\s\\p{Cc}\\p{Cf}\\p{DI}${EMPTY}]`;

/**
 * Matches a text that needs cleaning. The character class alone is several times quicker than the patterns
 * below.
 */
const NEEDS_CARE = new RegExp(`[\\p{M}\\p{C}\\p{DI}${EMPTY}]|[^\\S ]|^ | $| {2}`, 'u');

/**
 * Matches each part of a text that is not simply a letter or a sign. The first alternative that matches
 * counts.
 */
const PARTS = new RegExp(
  [
    `(${EMOJI})`,
    `([${JOINERS}])${BEHIND_JOINED_LETTER}[${JOINERS}]*`,
    // A mark belongs to the letter before it, so an invisible mark is removed without a blank.
    '(?=\\p{M})\\p{DI}()',
    // Any other invisible character may have separated two words, so it becomes a blank.
    `(?:${UNSEEN})+`,
  ].join('|'),
  'gu',
);

/** Returns what replaces a part: the group that has matched, or else a blank. */
const shownOf = (_: string, emoji?: string, joiner?: string, nothing?: string): string =>
  emoji ?? joiner ?? nothing ?? ' ';

/** Matches marks that have no letter below them. */
const LOST_MARKS = new RegExp(`(^| )[\\p{M}${JOINERS}][\\p{M}${JOINERS} ]*`, 'gu');

/**
 * Most marks on one letter. More of them cover the lines above and below. No language needs more in a name.
 */
const MOST_STACKED = 4;
const STACKED = `(?:[${JOINERS}]?[\\p{Mn}\\p{Me}])`;
const TOO_MANY_STACKED = new RegExp(`(${STACKED}{${String(MOST_STACKED)}})${STACKED}+[${JOINERS}]?`, 'gu');

/**
 * Returns the text as it may be shown, with single spaces and few marks on a letter. Removes characters that
 * turn the writing direction around, are no text or are invisible. Keeps emoji, and the joiners and marks
 * that scripts need. Returns '' if nothing in the text is visible.
 */
export function sanitize(text: string): string {
  if (CLEAN.test(text) || !NEEDS_CARE.test(text)) return text;
  const shown = text.toWellFormed().replace(PARTS, shownOf);
  return shown.replace(LOST_MARKS, '$1').replace(TOO_MANY_STACKED, '$1').trim();
}

/**
 * Returns whether an id may be a key of a plain object. A name that every object has, such as `toString`, may
 * not.
 */
export const isKey = (id: string): boolean => !(id in Object.prototype);

/**
 * Characters that show nothing, move other letters or are drawn over them: all such characters but the plain
 * space.
 */
const DECEIVING = /(?! )[\p{C}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Returns the text with the code of each such character in its place: `‹U+202E›`. */
export const revealHidden = (text: string): string =>
  text.replace(DECEIVING, (char) => `‹U+${codeOf(char)}›`);
const codeOf = (char: string): string =>
  (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
