/**
 * Writes tables as CSV for spreadsheets (RFC 4180). No text can run as a formula or turn into another number
 * or a date, whichever program opens the table. An apostrophe in front of a text prevents it. Nothing else is
 * added, so removing the apostrophes gives the same texts back.
 */
import Papa from 'papaparse';

/**
 * Characters at which a spreadsheet may begin a new cell. The separator depends on the language of the
 * computer and on the choices at the import. A program can therefore split one of our cells into several.
 */
const SEPARATORS = ',;|\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029';

/**
 * Characters that begin a formula, and characters that some programs turn into these. Those are the
 * full-width, small, raised and lowered forms, the mathematical minus and the Hebrew plus.
 */
const SIGNS = '=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩';

/** Characters that programs drop from the front of a cell, or that are invisible there. */
const DROPPED = '\\s"\'\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800';

const FORMULA = `(?=(?:(?![${SEPARATORS}])[${DROPPED}])*[${SIGNS}])`;

const DIGITS = '0-9٠-٩۰-۹';

/**
 * Matches a text that a spreadsheet would turn into a number or a date: `0501234567` would lose its zero, a
 * call's id its last digits, and the queue `1-2` would become a day of February. A number with several
 * dashes, such as `050-123-4567`, stays a text by itself.
 */
const NUMERIC = [
  `(?=[^${DIGITS}]*[${DIGITS}])[${DIGITS}\\s.,:/()%]+$`,
  '\\d[\\d.,]*e[+-]?\\d+$',
  '(?:\\d{1,2}|\\d{4})-(?:\\d{1,2}|\\d{4})(?:-(?:\\d{1,2}|\\d{4}))?$',
].join('|');

/**
 * Matches the places that need an apostrophe: in front of a formula, in front of a number, and in front of a
 * tab or line break at the beginning of a text. Some programs drop such a tab or line break. A text that
 * begins with apostrophes of its own gets one more, so that removing one is right.
 */
export const TO_BE_GUARDED = new RegExp(
  `^(?='*(?!')(?:[\\t\\r\\n]|${NUMERIC}))|(?:^|(?<=[${SEPARATORS}]))${FORMULA}`,
  'giu',
);

const TO_BE_QUOTED = new RegExp(`["'${SEPARATORS}]`, 'u');

/** A cell: a text, a number to calculate with, or a time. */
export type Cell = string | number | Date;

/** What stands between two cells. Spreadsheets expect the list separator of the computer's region. */
export type Separator = ',' | ';';

/** Returns a table as CSV text. It begins with a byte order mark, so that spreadsheets read it as UTF-8. */
export const toCsv = (rows: readonly (readonly Cell[])[], separator: Separator = ','): string =>
  `\ufeff${Papa.unparse(
    rows.map((row) => row.map(written)),
    { delimiter: separator, newline: '\r\n', quotes: (cell) => TO_BE_QUOTED.test(String(cell)) },
  )}\r\n`;

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  return typeof cell === 'string' ? cell.replace(TO_BE_GUARDED, "'") : localTime(cell);
}

/**
 * Returns `2026-11-02 09:22:01`, in the computer's time zone. Spreadsheets of every language read it as a
 * time.
 */
export function localTime(time: Date): string {
  const two = (count: number): string => String(count).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
