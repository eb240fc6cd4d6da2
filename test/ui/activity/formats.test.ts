import { expect, it, vi } from 'vitest';
import { formatDelay, formatSpan, hourDigits } from '../../../src/ui/activity/formats.ts';

// No browser is needed for formats.
vi.mock('webextension-polyfill', () => ({ default: {} }));

it.each([
  [-5_000, '0 secs'],
  [36_400, '36 secs'],
  [59_600, '1 min'],
  [2_820_000, '47 mins'],
  [3_600_000, '1 hr'],
  [9_660_000, '2 hrs 41 mins'],
])('a stretch of %i ms is shown as %s', (span, shown) => {
  expect(formatSpan(span, 'en')).toBe(shown);
});

it('a stretch of time is shown in the units of the language', () => {
  expect(formatSpan(9_660_000, 'ru')).toBe('2 ч 41 мин');
});

it.each([
  [64, '64 ms'],
  [999, '999 ms'],
  [1_912, '1.9 secs'],
])('a delay of %i ms is shown as %s', (delay, shown) => {
  expect(formatDelay(delay, 'en', (ms) => `${ms} ms`)).toBe(shown);
});

it('an hour has two digits', () => {
  expect(hourDigits(9, 'en')).toBe('09');
});
