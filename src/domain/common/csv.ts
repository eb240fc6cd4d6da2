/** Tables for spreadsheets (RFC 4180). No cell can be run as a formula, whichever program opens the table. */

/**
 * Where a spreadsheet may begin a new cell. The separator depends on the computer's language and on what
 * a person chooses at the import, so a text can be split within what we wrote as one cell.
 */
const SEPARATORS = ',;|\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029';

/**
 * What a formula begins with, and the signs that some programs turn into these: full-width, small, raised
 * and lowered ones, the minus of mathematics and the Hebrew plus.
 */
const SIGNS = '=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩';

/** What programs drop from the front of a cell, or nobody sees there. */
const DROPPED = '\\s"\'\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800';

const FORMULA = `(?=(?:(?![${SEPARATORS}])[${DROPPED}])*[${SIGNS}])`;
/** The place in front of a formula, and of a tab or line break at the front of a text: some programs drop it. */
const TO_BE_GUARDED = new RegExp(`^(?=[\\t\\r\\n])|(?:^|(?<=[${SEPARATORS}]))${FORMULA}`, 'gu');

const TO_BE_QUOTED = new RegExp(`["'${SEPARATORS}]`, 'u');

/** A table as CSV. The mark at its beginning makes spreadsheets read it as UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** A cell. An apostrophe in front of each part that a spreadsheet could run makes a text of it. */
function cell(text: string): string {
  const guarded = text.replace(TO_BE_GUARDED, "'");
  return TO_BE_QUOTED.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
