import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { localTime, toCsv } from '../../../src/domain/common/csv.ts';
import { createTranslator, type Language, type Translator } from '../../../src/platform/i18n.ts';
import { callTable, LIST_SEPARATORS } from '../../../src/ui/activity/csv-rows.ts';
import type english from '../../../src/locales/en.json';
import { callSummary } from '../../support/call-summary.ts';
import { cellsOf, withoutGuards } from '../../support/read-csv.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const translatorOf = (language: Language): Translator =>
  createTranslator(
    language,
    JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8')) as typeof english,
  );
const ringsAt = new Date(2026, 10, 2, 9, 22, 1).getTime();
const calls = [
  callSummary({
    callId: '20231228102439000000000000000001',
    name: '=1+1;"Kent", Clark',
    caller: { kind: 'external', number: '+442079460018' },
    dialed: '0722776772',
    queue: '1-2',
    rings: 3,
    startedAt: ringsAt,
    talkingAt: ringsAt + 5_000,
    endedAt: ringsAt + 65_400,
    outcome: 'answered',
  }),
  callSummary({ name: '007', caller: { kind: 'external', number: '0123' }, dialed: '*6555', queue: 'תמיכה' }),
];

describe.each(['en', 'he', 'ar', 'ru'] as const)('the table of past calls in %s', (language) => {
  const separator = LIST_SEPARATORS[language];
  const translator = translatorOf(language);
  const csv = toCsv(callTable(calls, 'IL', translator), separator);
  const [heads = [], first = [], second = []] = cellsOf(csv, separator);

  it('is UTF-8 with a mark, with the list separator of the language', () => {
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect(separator).toBe(language === 'en' || language === 'he' ? ',' : ';');
    expect([heads.length, first.length, second.length]).toEqual([11, 11, 11]);
    expect(heads).toEqual(callTable([], 'IL', translator)[0]);
    expect(heads.every((head) => head !== '')).toBe(true);
  });

  it('has the time in the agent’s time zone, and numbers to calculate with', () => {
    expect(first[0]).toBe('2026-11-02 09:22:01');
    expect(second[0]).toBe(localTime(new Date(1_000)));
    expect([first[7], first[8]]).toEqual(['3', '60']);
    expect([second[7], second[8]]).toEqual(['1', '']);
  });

  it('has texts that no spreadsheet changes', () => {
    expect([first[2], first[3], first[4], first[5], first[10]]).toEqual([
      `'=1+1;"Kent", Clark`,
      "'+44 20 7946 0018",
      '072-277-6772',
      "'1-2",
      "'20231228102439000000000000000001",
    ]);
    expect([second[2], second[3], second[4], second[5]]).toEqual(["'007", "'0123", '*6555', 'תמיכה']);
  });

  it('names a colleague without characters that nobody sees', () => {
    const answered = callSummary({ outcome: 'answered-elsewhere', answeredBy: 'דנה Cohen' });
    const [, cells = []] = callTable([answered], 'IL', translator);
    expect(cells[6]).toContain('דנה Cohen');
    expect(cells[6]).not.toMatch(/[\u2066-\u2069]/);
  });

  it('is the same table again once it is read back', () => {
    const written = callTable(calls, 'IL', translator).map((row) =>
      row.map((cell) => (cell instanceof Date ? localTime(cell) : String(cell))),
    );
    expect(cellsOf(csv, separator).map((row) => row.map(withoutGuards))).toEqual(written);
  });
});
