/** Hooks for what changes while a page is open: stored items, what is drawn, and the time. */
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { endOfDay, startOfDay } from './format.ts';
import type { Item } from '../../platform/storage/items.ts';
import { readUntilDone } from './read-with-retry.ts';
import { type PendingUpdates, watchPending } from './save-settings.ts';

/** An item's value, followed from now on; null until it was read. A read that fails is tried again, and `failed` is called. */
export function useItem<T>(
  item: Pick<Item<T>, 'get' | 'watch'>,
  failed?: () => void,
): { readonly value: T } | null {
  const [seen, setSeen] = useState<{ readonly value: T } | null>(null);
  // A layout effect: plain ones wait for the next frame, and a caller's number must not.
  useLayoutEffect(() => {
    // A change that is heard while the first read is under way is newer than what that read brings.
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

/** The updates of settings that this page has not stored yet. */
export function usePending(): PendingUpdates {
  const [pending, setPending] = useState<PendingUpdates>({ failed: [], saving: [] });
  useLayoutEffect(() => watchPending(setPending), []);
  return pending;
}

/** False in the first frame that a component draws: what is not worth keeping a caller's number waiting comes with the next. */
export function useIsDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  return isDrawn;
}

/** A machine may sleep over midnight, and a clock be set: the day is looked at once in so many ms. A page that is open all day must not wake each second. */
const LOOK_AT_DAY_MS = 60_000;

/** Midnight before now, in ms and the agent's own time zone: new when the day is. */
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

/** The time in ms, new each second while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
