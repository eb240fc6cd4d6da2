/** The day in the address of the page, and the time of day. */
import { useEffect, useState } from 'preact/hooks';
import { type HistoryBounds, keptAt } from '../../domain/history/bounds.ts';
import type { Millis } from '../../domain/common/types.ts';
import { shownDay, type ShownDay } from '../../domain/history/shown-day.ts';
import { useDay } from '../app/use-stored-item.ts';

/**
 * Returns the day that the page shows. The browser's back and forward buttons change it. Without a day in
 * the address, it changes at midnight.
 */
export function useShownDay(bounds: HistoryBounds): ShownDay {
  const today = useDay();
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return shownDay(hash, today, keptAt(today, bounds).since);
}

/** How often the mark of the present time moves, in ms. */
const MINUTE_MS = 60_000;

/** Returns the time in ms. It updates each minute. */
export function useMinute(): Millis {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
