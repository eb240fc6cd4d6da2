/** The position and size of the call window: what is valid, where it opens, and how high it becomes. Pure. */
import * as v from 'valibot';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-20_000), v.maxValue(20_000));
/**
 * Checks a place: whole CSS pixels from -20,000 to 20,000, at least 200 wide and 120 high. A monitor to the
 * left of the first one, or above it, has negative coordinates.
 */
export const windowBoundsSchema = v.object({
  left: pixels,
  top: pixels,
  width: v.pipe(pixels, v.minValue(200)),
  height: v.pipe(pixels, v.minValue(120)),
});
/** The position of a window on the screen and its size, in CSS pixels. */
export type WindowBounds = v.InferOutput<typeof windowBoundsSchema>;

/** The size of a call window that the agent has never resized. */
export const CALL_WINDOW_SIZE = { width: 400, height: 320 } as const;
/** The greatest height that a call window takes by itself, in CSS pixels. */
const MAX_HEIGHT = 720;
/** Distance of a new call window from the edges of the browser's window. */
const MARGIN = 24;
/**
 * Window managers move a new window by the width of its frame, and round sizes. Differences up to this, in
 * CSS pixels, are not the agent's.
 */
export const TOLERANCE = 12;

/** A point on the screen, in CSS pixels. */
export type Corner = Pick<WindowBounds, 'left' | 'top'>;

/**
 * Returns the place of a new call window: the lower right corner of the agent's browser window. It is on the
 * same monitor, and seldom covers what the agent types. A browser window that is smaller than the call
 * window gives its upper left corner. Returns null if the browser window has no known place: Windows puts a
 * minimised one at -32,000.
 */
export function cornerOf(browserWindow: Partial<WindowBounds>): Corner | null {
  const { left, top, width, height } = browserWindow;
  if (width === undefined || height === undefined) return null;
  if (!v.is(pixels, left) || !v.is(pixels, top)) return null;
  return {
    left: Math.round(Math.max(left, left + width - CALL_WINDOW_SIZE.width - MARGIN)),
    top: Math.round(Math.max(top, top + height - CALL_WINDOW_SIZE.height - MARGIN)),
  };
}

/** Where a window is between top and bottom of the desktop, in CSS pixels. */
export type Upright = Pick<WindowBounds, 'top' | 'height'>;

/**
 * Returns where the call window belongs while its cards need no more room. `home` is the last such place, and
 * `set` is what the window was last set to by itself. If the window is elsewhere now, the agent has moved or
 * resized it: that place counts from now on.
 */
export function homeOf(home: Upright, set: Upright, now: Upright): Upright {
  const isSame = (side: 'top' | 'height'): boolean => Math.abs(now[side] - set[side]) <= TOLERANCE;
  if (!isSame('height')) return now;
  return isSame('top') ? home : { ...home, top: now.top };
}

/**
 * Returns the place at which the cards fit. `needed` is the height of the window with all its cards. The
 * window is never lower than the agent left it (`home`), and not higher than `MAX_HEIGHT` or the screen. It
 * moves up as far as it would otherwise leave the screen. `screen` is the usable part of the screen.
 */
export function fitTo(needed: number, home: Upright, screen: Upright): Upright {
  const height = Math.max(home.height, Math.min(Math.ceil(needed), MAX_HEIGHT, screen.height));
  if (height === home.height) return home;
  const lowest = Math.max(screen.top, screen.top + screen.height - height);
  return { top: Math.min(home.top, lowest), height };
}
