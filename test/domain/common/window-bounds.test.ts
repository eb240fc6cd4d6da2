import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  cornerOf,
  fitTo,
  homeOf,
  type Upright,
  type WindowBounds,
  windowBoundsSchema,
} from '../../../src/domain/common/window-bounds.ts';

describe('a stored place', () => {
  const place = { left: 100, top: 100, width: 400, height: 320 };
  it.each<[string, Partial<WindowBounds>, boolean]>([
    ['on the first monitor', {}, true],
    ['on a monitor to the left', { left: -1920 }, true],
    ['on a monitor above', { top: -1080 }, true],
    ['on a large monitor to the left and above', { left: -3840, top: -2160 }, true],
    ['of a minimised window of Windows', { left: -32_000, top: -32_000 }, false],
    ['too narrow to read', { width: 199 }, false],
    ['with a fraction', { left: 0.5 }, false],
  ])('%s: valid is %s', (_, different, isValid) => {
    expect(v.is(windowBoundsSchema, { ...place, ...different })).toBe(isValid);
  });
});

describe('without a stored place, the call window opens at the browser window', () => {
  it.each<[string, Partial<WindowBounds>, { left: number; top: number } | null]>([
    ['on the first monitor', { left: 0, top: 0, width: 1920, height: 1080 }, { left: 1496, top: 736 }],
    [
      'on a monitor to the left',
      { left: -1920, top: 0, width: 1920, height: 1080 },
      { left: -424, top: 736 },
    ],
    ['on a monitor above', { left: 0, top: -1080, width: 1920, height: 1080 }, { left: 1496, top: -344 }],
    [
      'maximised on Windows, eight pixels beyond the monitor',
      { left: -1928, top: -8, width: 1936, height: 1056 },
      { left: -416, top: 704 },
    ],
    [
      'smaller than the call window',
      { left: -900, top: -700, width: 300, height: 200 },
      { left: -900, top: -700 },
    ],
    ['with fractions', { left: 0.4, top: 0.4, width: 1000, height: 1000 }, null],
    ['minimised by Windows', { left: -32_000, top: -32_000, width: 160, height: 28 }, null],
    ['unknown', {}, null],
  ])('%s', (_, browserWindow, corner) => {
    expect(cornerOf(browserWindow)).toEqual(corner);
  });
});

describe('the height of the call window', () => {
  const screen: Upright = { top: 0, height: 1040 };
  const home: Upright = { top: 100, height: 320 };
  it.each<[string, number, Upright, Upright, Upright]>([
    ['stays while the cards fit', 300, home, screen, home],
    ['grows with the cards', 480.4, home, screen, { top: 100, height: 481 }],
    ['grows to a limit', 2_000, home, screen, { top: 100, height: 720 }],
    ['grows no further than a small screen', 2_000, home, { top: 0, height: 600 }, { top: 0, height: 600 }],
    ['stays as high as the agent made it', 300, { top: 0, height: 900 }, screen, { top: 0, height: 900 }],
    [
      'moves up instead of leaving the screen',
      480,
      { top: 700, height: 320 },
      screen,
      { top: 560, height: 480 },
    ],
    [
      'moves up on a monitor above',
      480,
      { top: -344, height: 320 },
      { top: -1080, height: 1080 },
      { top: -480, height: 480 },
    ],
    [
      'leaves a window that the agent put partly off the screen where it is',
      300,
      { top: 900, height: 320 },
      screen,
      { top: 900, height: 320 },
    ],
    ['never moves a window down', 480, { top: -50, height: 320 }, screen, { top: -50, height: 480 }],
  ])('%s', (_, needed, from, on, fitted) => {
    expect(fitTo(needed, from, on)).toEqual(fitted);
  });

  it.each<[string, Upright, Upright]>([
    ['nobody moved it', { top: 560, height: 480 }, home],
    ['the frame moved it a little', { top: 568, height: 472 }, home],
    ['the agent moved it', { top: 200, height: 480 }, { top: 200, height: 320 }],
    ['the agent made it lower', { top: 560, height: 250 }, { top: 560, height: 250 }],
    ['the agent made it higher', { top: 300, height: 740 }, { top: 300, height: 740 }],
  ])('returns to its place, when %s', (_, now, back) => {
    expect(homeOf(home, { top: 560, height: 480 }, now)).toEqual(back);
  });
});
