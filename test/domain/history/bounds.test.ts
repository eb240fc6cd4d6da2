import { describe, expect, it } from 'vitest';
import { isSurplus, isTrimDue, keptAt, MAX_OUTAGES, MAX_RINGS } from '../../../src/domain/history/bounds.ts';

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;

describe('the history', () => {
  it.each([
    [
      { historyDays: 30, historyCalls: 5_000 },
      { since: NOW - 30 * DAY_MS, calls: 5_000 },
    ],
    [
      { historyDays: 365, historyCalls: 20_000 },
      { since: NOW - 365 * DAY_MS, calls: 20_000 },
    ],
    [
      { historyDays: 0, historyCalls: 5_000 },
      { since: NOW - DAY_MS, calls: 0 },
    ],
    [
      { historyDays: 30, historyCalls: 0 },
      { since: NOW - 30 * DAY_MS, calls: 0 },
    ],
  ])('with %j keeps %j, and always the same number of rings and outages', (bounds, kept) => {
    expect(keptAt(NOW, bounds)).toEqual({ ...kept, rings: MAX_RINGS, outages: MAX_OUTAGES });
  });

  it('keeps more rings than half a year of 100 rings a day', () => {
    expect(MAX_RINGS).toBeGreaterThan(180 * 100);
  });
});

describe('the oldest row', () => {
  it.each([
    ['stays within both bounds', NOW, 10, 10, false],
    ['goes where there are more rows', NOW, 11, 10, true],
    ['goes where it is too old', NOW - 1, 1, 10, true],
    ['goes where no rows are kept', NOW, 1, 0, true],
  ])('%s', (_, at, count, most, goes) => {
    expect(isSurplus({ at, count }, { most, since: NOW })).toBe(goes);
  });
});

describe('surplus rows', () => {
  it.each([
    ['are left alone for a minute', 60_000, 999, false],
    ['are looked for after a minute', 60_001, 1, true],
    ['are looked for when the clock was set back', -60_001, 1, true],
    ['are looked for at once after a thousand new rows', 0, 1_000, true],
  ])('%s', (_, passed, newRows, due) => {
    expect(isTrimDue(NOW + passed, NOW, newRows)).toBe(due);
  });
});
