import { describe, expect, it, vi } from 'vitest';
import {
  dayHeading,
  endOfDay,
  formatDuration,
  formatMoment,
  startOfDay,
  timeAgo,
} from '../../../src/ui/app/format.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

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
    ['earlier days by their date', at(20, 10, 42), '20 Nov, 10:42'],
  ])('is shown %s', (_, then, shown) => {
    expect(formatMoment(then, at(23, 1, 0), 'en')).toBe(shown);
  });

  it('is shown in Hebrew', () => {
    expect(formatMoment(at(22, 10, 42), at(23, 10, 42), 'he')).toBe('אתמול 10:42');
  });
});

describe('a heading of a day', () => {
  const at = (day: number, hour = 12): number => new Date(2026, 10, day, hour).getTime();

  it.each([
    [at(23, 0), 'Today'],
    [at(22, 23), 'Yesterday'],
    [at(20), 'Friday 20 November'],
  ])('of %i is %s', (then, shown) => {
    expect(dayHeading(then, at(23), 'en')).toBe(shown);
  });

  it('begins with a capital letter, where the language has them', () => {
    expect(dayHeading(at(23), at(23), 'ru')).toBe('Сегодня');
    expect(dayHeading(at(23), at(23), 'he')).toBe('היום');
  });
});

describe('a time ago', () => {
  const now = new Date(2026, 10, 23, 12).getTime();

  it.each([
    [20_000, 'now'],
    [-20_000, 'now'],
    [18 * 60_000, '18 min ago'],
    [3 * 3_600_000, '3 hr ago'],
    [20 * 3_600_000, 'yesterday 16:00'],
  ])('of %i ms is shown as %s', (since, shown) => {
    expect(timeAgo(now - since, now, 'en')).toBe(shown);
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
