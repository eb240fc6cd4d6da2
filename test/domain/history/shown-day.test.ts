import { expect, it } from 'vitest';
import { shownDay } from '../../../src/domain/history/shown-day.ts';

const at = (day: number, hour = 0): number => new Date(2026, 10, day, hour).getTime();
const now = at(29, 14);
const kept = at(1, 14);

it.each([
  ['', 29, '#2026-11-28', null],
  ['#2026-11-29', 29, '#2026-11-28', null],
  ['#2026-11-28', 28, '#2026-11-27', ''],
  ['#2026-11-20', 20, '#2026-11-19', '#2026-11-21'],
  ['#2026-11-02', 2, '#2026-11-01', '#2026-11-03'],
  // The first day of which something is kept.
  ['#2026-11-01', 1, null, '#2026-11-02'],
])('the hash "%s" shows its day and the days beside it', (hash, day, before, after) => {
  expect(shownDay(hash, now, kept)).toEqual({
    from: at(day),
    until: at(day + 1),
    isToday: day === 29,
    before,
    after,
  });
});

it.each(['#2026-11-30', '#9999-01-01', '#2026-02-30', '#2026-13-01', '#tomorrow', '#2026-11-1', '#'])(
  'the hash "%s" names no past day, so today is shown',
  (hash) => {
    expect(shownDay(hash, now, kept)).toMatchObject({ from: at(29), isToday: true });
  },
);
