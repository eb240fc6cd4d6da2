/**
 * Writes tables as CSV for spreadsheets (RFC 4180). No cell can run as a formula, whichever program opens the
 * table.
 */

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
/**
 * Matches the places that need a guard: in front of a formula, and in front of a tab or line break at the
 * beginning of a text. Some programs drop such a tab or line break.
 */
const TO_BE_GUARDED = new RegExp(`^(?=[\\t\\r\\n])|(?:^|(?<=[${SEPARATORS}]))${FORMULA}`, 'gu');

const TO_BE_QUOTED = new RegExp(`["'${SEPARATORS}]`, 'u');

/** Returns a table as CSV text. It begins with a byte order mark, so that spreadsheets read it as UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/**
 * Returns one cell. An apostrophe in front of each part that a spreadsheet could run turns that part into
 * text.
 */
function cell(text: string): string {
  const guarded = text.replace(TO_BE_GUARDED, "'");
  return TO_BE_QUOTED.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
