/** Texts and ids from outside, made harmless to read and to keep. */

/** Most of what comes: printable ASCII with single spaces. A busy account sends thousands a second. */
const CLEAN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** Scripts whose letters take another form beside a joiner, from Arabic to Khmer: names need them. */
const JOINED = 'Arab Syrc Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr'
  .split(' ')
  .map((script) => `\\p{scx=${script}}`);
const JOINERS = '\\u200c\\u200d';
const BEHIND_JOINED_LETTER = `(?<=(?=[\\p{L}\\p{M}])(?!\\p{DI})[${JOINED.join('')}][${JOINERS}])`;

/** An emoji with what belongs to it: skin tone, the choice between picture and text, a flag's region. */
const PICTURE = '\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|[\\ufe0e\\ufe0f])?';
const REGION = '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}';
const EMOJI = `${REGION}|${PICTURE}(?:\\u200d${PICTURE})*|[\\d#*]\\ufe0f\\u20e3`;

/** Shown, though Unicode counts them as formatting: signs that enclose the digits behind them. */
const SHOWN = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';
/** Shown as nothing or as a blank, though Unicode counts them as letters, symbols or marks. */
const EMPTY = '\\u2800\\u{1d159}\\u{13441}\\u{13442}\\u{16fe4}';
/** `DI`: default-ignorable, never drawn whatever the font (Unicode, chapter 5.21). */
const UNSEEN = `(?![${SHOWN}])[\\s\\p{Cc}\\p{Cf}\\p{DI}${EMPTY}]`;

/** Whether there is anything to do at all: the class alone is several times quicker than what follows. */
const NEEDS_CARE = new RegExp(`[\\p{M}\\p{C}\\p{DI}${EMPTY}]|[^\\S ]|^ | $| {2}`, 'u');

/** Each part of a text that is not simply a letter or sign. What matches first counts. */
const PARTS = new RegExp(
  [
    `(${EMOJI})`,
    `([${JOINERS}])${BEHIND_JOINED_LETTER}[${JOINERS}]*`,
    // A mark belongs to the letter before it, so nothing takes its place.
    '(?=\\p{M})\\p{DI}()',
    // Anything else may have parted two words.
    `(?:${UNSEEN})+`,
  ].join('|'),
  'gu',
);

/** What is shown of a part: the group that has matched, else a blank. */
const shownOf = (_: string, emoji?: string, joiner?: string, nothing?: string): string =>
  emoji ?? joiner ?? nothing ?? ' ';

/** Marks that have no letter below them. */
const LOST_MARKS = new RegExp(`(^| )[\\p{M}${JOINERS}][\\p{M}${JOINERS} ]*`, 'gu');

/** More marks than these on one letter cover the lines above and below. No language needs them in a name. */
const MOST_STACKED = 4;
const STACKED = `(?:[${JOINERS}]?[\\p{Mn}\\p{Me}])`;
const TOO_MANY_STACKED = new RegExp(`(${STACKED}{${String(MOST_STACKED)}})${STACKED}+[${JOINERS}]?`, 'gu');

/**
 * A text as it may be shown: without characters that turn the writing direction around, are no text or cannot
 * be seen, with single spaces and few marks on a letter. Of a name in which nothing can be seen remains ''.
 * Emoji, and the joiners and marks that scripts need, stay.
 */
export function plain(text: string): string {
  if (CLEAN.test(text) || !NEEDS_CARE.test(text)) return text;
  const shown = text.toWellFormed().replace(PARTS, shownOf);
  return shown.replace(LOST_MARKS, '$1').replace(TOO_MANY_STACKED, '$1').trim();
}

/** Whether an id may serve as a key of a plain object: not where every object has something of that name. */
export const isKey = (id: string): boolean => !(id in Object.prototype);

/** What shows nothing, moves other letters or is drawn over them: all such characters but the plain space. */
const DECEIVING = /(?! )[\p{C}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text that shows each such character by its code: `‹U+202E›`. */
export const revealed = (text: string): string => text.replace(DECEIVING, (char) => `‹U+${codeOf(char)}›`);
const codeOf = (char: string): string =>
  (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
