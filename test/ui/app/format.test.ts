import { describe, expect, it } from 'vitest';
import { formatDuration, endOfDay, formatMoment, startOfDay } from '../../../src/ui/app/format.ts';

describe('a duration', () => {
  it.each([
    [0, '00:00'],
    [12_900, '00:12'],
    [187_000, '03:07'],
    [3_599_000, '59:59'],
    [3_787_000, '1:03:07'],
    [-4_000, '00:00'],
  ])('of %i ms is shown as %s', (duration, shown) => {
    expect(formatDuration(duration, 'en')).toBe(shown);
    expect(formatDuration(duration, 'he')).toBe(shown);
  });
});

describe('a moment', () => {
  const at = (day: number, hour: number, minute: number): number =>
    new Date(2026, 10, day, hour, minute).getTime();

  it.each([
    ['today by its time', at(23, 0, 5), '00:05'],
    ['yesterday by its word, however few hours ago', at(22, 23, 58), 'yesterday 23:58'],
    ['earlier days by their date', at(20, 10, 42), 'Nov 20, 10:42'],
  ])('is shown %s', (_, then, shown) => {
    expect(formatMoment(then, at(23, 1, 0), 'en')).toBe(shown);
  });

  it('is shown in Hebrew', () => {
    expect(formatMoment(at(22, 10, 42), at(23, 10, 42), 'he')).toBe('אתמול 10:42');
  });
});

describe('a day', () => {
  it('ends where the next one begins, on every day of the year', () => {
    for (let day = 0; day < 366; day++) {
      const noon = new Date(2026, 0, 1 + day, 12).getTime();
      expect(endOfDay(noon)).toBe(startOfDay(new Date(2026, 0, 2 + day, 12).getTime()));
    }
  });
});
