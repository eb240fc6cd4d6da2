import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime, toCsv } from '../../../src/domain/common/csv.ts';
import { cellsOf, withoutGuards } from '../../support/read-csv.ts';

const cellOf = (text: string): string => toCsv([[text]]).slice(1, -2);
/** The cell as an RFC 4180 reader reads it. */
const readBack = (text: string): string =>
  cellOf(text)
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll('""', '"');

describe('a cell that a spreadsheet could run', () => {
  it.each([
    '=1+1',
    '+972501234567',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    ' =HYPERLINK("http://evil.example")',
    '\u00a0=1',
    '\u3000=1',
    // Full-width, small, superscript and subscript signs, the mathematical minus and the Hebrew plus.
    '＝1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '﹦1',
    '﹢1',
    '﹣1',
    '﹫SUM(A1)',
    '⁺1',
    '⁻1',
    '⁼1',
    '₊1',
    '₋1',
    '₌1',
    '−1',
    '﬩1',
    // Behind invisible characters.
    '\u200b=1',
    '\ufeff=1',
    '\u00ad=1',
    '\u2060\u200d＝1',
    '\u3164=1',
    '\u2800=1',
    '\u{e0020}=1',
    '\0=1',
    '\u202e=1',
    // Behind quotes, which a program may drop.
    '"=1"',
    "'=1'",
    ' " =1',
    '"\u200b＋1"',
  ])('%j begins with an apostrophe', (text) => {
    expect(readBack(text)).toBe(`'${text}`);
  });

  it.each([
    ['Dana;=1', "Dana;'=1"],
    ['Dana,=1', "Dana,'=1"],
    ['Dana\t=1', "Dana\t'=1"],
    ['Dana\n=1', "Dana\n'=1"],
    ['Dana\r\n=1', "Dana\r\n'=1"],
    ['Dana|=1', "Dana|'=1"],
    ['Dana\u2028=1', "Dana\u2028'=1"],
    ['Dana; =1', "Dana;' =1"],
    ['Dana;"=1"', `Dana;'"=1"`],
    ['Dana;\u200b＝1', "Dana;'\u200b＝1"],
    ['Dana;@A1,+1\t-1', "Dana;'@A1,'+1\t'-1"],
    [';;;=1', ";;;'=1"],
    ['=1;=2', "'=1;'=2"],
    ['\t=1', "'\t'=1"],
    ['\n=1', "'\n'=1"],
  ])('%j is guarded at each place where a program may split it', (text, guarded) => {
    expect(readBack(text)).toBe(guarded);
  });
});

describe('a text that a spreadsheet would turn into a number or a date', () => {
  it.each([
    '0501234567',
    '972501234567',
    '100',
    '007',
    '20231228102439000000000000000001',
    '050 123 4567',
    '1,234',
    '1.5',
    '5%',
    '(5)',
    '1/2',
    '1-2',
    '12-05-2026',
    '2026-11-02',
    '03-1999',
    '10:30',
    '1e5',
    '12E+3',
    ' 7 ',
    '٠٥٠١٢٣٤',
    "'007",
    "''1-2",
  ])('%j begins with an apostrophe', (text) => {
    expect(readBack(text)).toBe(`'${text}`);
  });

  it.each(['050-123-4567', '1-700-500-123', '*6555', '03-1234567', 'Line 5', '5th', "O'Hara 5", 'ext. 12'])(
    '%j stays a text by itself',
    (text) => {
      expect(readBack(text)).toBe(text);
    },
  );
});

describe('a harmless cell', () => {
  it.each<[string, string]>([
    ['Clark Kent', 'Clark Kent'],
    ['Kent, Clark', '"Kent, Clark"'],
    ['"Super"', '"""Super"""'],
    ['two\nlines', '"two\nlines"'],
    ['Sales; Service', '"Sales; Service"'],
    ['Sales\tService', '"Sales\tService"'],
    ['a=b', 'a=b'],
    ['C++', 'C++'],
    ['Anne-Marie', 'Anne-Marie'],
    ['dana@example.com', 'dana@example.com'],
    ['052-999-8877', '052-999-8877'],
    ['2026-11-02T09:22:01.000Z', '2026-11-02T09:22:01.000Z'],
    ['תמיכה', 'תמיכה'],
    ['', ''],
  ])('%j is written as %s', (text, cell) => {
    expect(cellOf(text)).toBe(cell);
  });
});

it('a table is written as UTF-8 with a line for each row', () => {
  expect(
    toCsv([
      ['a', 'b'],
      ['c', 'd'],
    ]),
  ).toBe('\ufeffa,b\r\nc,d\r\n');
});

it('a number and a time are such that a spreadsheet can calculate with them', () => {
  const time = new Date(2026, 2, 5, 9, 2, 1);
  expect(localTime(time)).toBe('2026-03-05 09:02:01');
  expect(toCsv([[time, 7, '7']])).toBe(`\ufeff2026-03-05 09:02:01,7,"'7"\r\n`);
});

it('a table with another separator has the same cells', () => {
  const row = ['a;b', 'a,b', '05,5', '"x"', 'two\nlines', ''];
  expect(toCsv([row], ';')).toContain(';"a,b";');
  expect(cellsOf(toCsv([row], ';'), ';')).toEqual(cellsOf(toCsv([row], ','), ','));
});

const SIGNS = ['=', '+', '-', '@', '＝', '－', '−'];
const PIECES = [...SIGNS, ';', ',', '\t', '\n', '\r', '|', '"', "'", ' ', '\u200b', '\u3164', 'a', '1', 'א'];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));

it('no cell contains a formula for a program that splits at any separator', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (row) => {
      const written = toCsv([row]).slice(1);
      // This reader splits everywhere. It drops quotes, blanks and invisible characters in front of a field.
      const fields = written.split(/[,;|\t\r\n]/).map((field) => field.replace(/^[\s"\u200b\u3164]+/, ''));
      expect(fields.filter((field) => SIGNS.includes(field.charAt(0)))).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
});

it('every text is the same after writing, reading and removing the apostrophes', () => {
  const pieces = fc.constantFrom(...PIECES, '0', '-', '.', ':', '٠', 'e');
  const any = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(any, any, fc.constantFrom(',' as const, ';' as const), (first, second, separator) => {
      const [cells = []] = cellsOf(toCsv([[first, second, 'x']], separator), separator);
      expect(cells.map(withoutGuards)).toEqual([first, second, 'x']);
    }),
    { numRuns: 5_000 },
  );
});

it('an RFC 4180 reader reads each cell unchanged apart from the apostrophes', () => {
  fc.assert(
    fc.property(text, (cell) => {
      expect(readBack(cell).replaceAll("'", '')).toBe(cell.replaceAll("'", ''));
    }),
  );
});
