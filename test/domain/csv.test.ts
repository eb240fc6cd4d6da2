import { expect, it } from 'vitest';
import { toCsv } from '../../src/domain/csv.ts';

const cellOf = (text: string): string => toCsv([[text]]).slice(1, -2);

it.each(['=1+1', '+972501234567', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("http://evil.example")'])('no spreadsheet takes %j for a formula', (text) => {
  expect(cellOf(text).replace(/^"/, '').startsWith("'")).toBe(true);
});

it.each<[string, string]>([
  ['Clark Kent', 'Clark Kent'],
  ['Kent, Clark', '"Kent, Clark"'],
  ['"Super"', '"""Super"""'],
  ['two\nlines', '"two\nlines"'],
  ['תמיכה', 'תמיכה'],
])('%j is written as %s', (text, cell) => {
  expect(cellOf(text)).toBe(cell);
});

it('is read as UTF-8, a line for each row', () => {
  expect(toCsv([['a', 'b'], ['c', 'd']])).toBe('\ufeffa,b\r\nc,d\r\n');
});
