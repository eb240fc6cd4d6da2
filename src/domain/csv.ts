/** Tables for spreadsheets (RFC 4180), safe to open: no cell is taken for a formula. */

/** What a spreadsheet runs when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV. The mark in front makes spreadsheets read it as UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

function cell(text: string): string {
  const safe = FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
