/** Hooks for values that change while a page is open: stored items, what is drawn, and the time. */
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { endOfDay, startOfDay } from './format.ts';
import type { Item } from '../../platform/storage/items.ts';
import { readUntilDone } from './read-with-retry.ts';
import { type PendingUpdates, watchPending } from './save-settings.ts';

/**
 * Returns an item's value and follows its changes. Returns null until the value is read. A read that fails is
 * repeated, and `failed` is called after each failure.
 */
export function useStoredItem<T>(
  item: Pick<Item<T>, 'get' | 'watch'>,
  failed?: () => void,
): { readonly value: T } | null {
  const [seen, setSeen] = useState<{ readonly value: T } | null>(null);
  // This is a layout effect, because a plain effect waits for the next frame. A caller's number must not
  // wait.
  useLayoutEffect(() => {
    // A change event during the first read is newer than the result of that read.
    const stopReading = readUntilDone('item not read', item.get, (value) => setSeen({ value }), failed);
    const stopWatching = item.watch((value) => {
      stopReading();
      setSeen({ value });
    });
    return () => {
      stopReading();
      stopWatching();
    };
  }, [item]);
  return seen;
}

/** Returns the updates of settings that this page has not stored yet. */
export function usePending(): PendingUpdates {
  const [pending, setPending] = useState<PendingUpdates>({ failed: [], saving: [] });
  useLayoutEffect(() => watchPending(setPending), []);
  return pending;
}

/**
 * Returns false in the first frame of a component. Parts that must not delay a caller's number are drawn in
 * the next frame.
 */
export const useAfterFirstRender = (): boolean => useOneFrameLater(true, false);

/** Returns `value` as it was before the newest frame was drawn. In the first frame that is `first`. */
export function useOneFrameLater<T>(value: T, first: T): T {
  const [drawn, setDrawn] = useState(first);
  useEffect(() => setDrawn(value), [value]);
  return drawn;
}

/**
 * How often the day is checked, in ms. A computer may sleep over midnight, and a clock may be set. The check
 * is not made each second, because a page that is open all day must not wake up that often.
 */
const LOOK_AT_DAY_MS = 60_000;

/** Returns the midnight before now, in ms, in the agent's time zone. The value changes with the day. */
export function useDay(): number {
  const [day, setDay] = useState(() => startOfDay(Date.now()));
  useEffect(() => {
    const untilMidnight = Math.max(0, endOfDay(day) - Date.now());
    const look = (): void => setDay(startOfDay(Date.now()));
    const atMidnight = setTimeout(look, untilMidnight);
    const timer = setInterval(look, LOOK_AT_DAY_MS);
    return () => {
      clearTimeout(atMidnight);
      clearInterval(timer);
    };
  }, [day]);
  return day;
}

/** Returns the time in ms. It updates every `everyMs`, by default each second, while `ticking` is true. */
export function useNow(ticking: boolean, everyMs = 1000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [ticking, everyMs]);
  return now;
}
