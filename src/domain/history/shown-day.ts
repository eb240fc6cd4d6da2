/** The day that the activity page shows. Its address names it: `#2026-11-29`; without a day it is today. */
import type { Millis } from '../common/types.ts';

/** A day in the agent's time zone, from midnight to midnight. */
export interface ShownDay {
  readonly from: Millis;
  readonly until: Millis;
  readonly isToday: boolean;
  /** The hash of the day before. Null if nothing of it is kept any more. */
  readonly before: string | null;
  /** The hash of the day after; '' for today. Null if this is today. */
  readonly after: string | null;
}

const DAY = /^#(\d{4})-(\d\d)-(\d\d)$/;

/**
 * Returns the day of a hash. A hash that names no day, or one that is still to come, means today. `keptSince`
 * is the time of the oldest rings that are kept.
 */
export function shownDay(hash: string, now: Millis, keptSince: Millis): ShownDay {
  const today = midnight(now, 0);
  const named = readDay(hash);
  const from = named === null || named > today ? today : named;
  const until = midnight(from, 1);
  const isToday = from === today;
  return {
    from,
    until,
    isToday,
    before: from > keptSince ? dayHash(midnight(from, -1)) : null,
    after: isToday ? null : afterHash(until, today),
  };
}

const afterHash = (next: Millis, today: Millis): string => (next === today ? '' : dayHash(next));

/** Returns the midnight that many days away. Days of 23 or 25 hours count as days. */
function midnight(at: Millis, days: number): Millis {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function dayHash(at: Millis): string {
  const date = new Date(at);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `#${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Returns the midnight at which the day begins. Null if the hash names no day of the calendar. */
function readDay(hash: string): Millis | null {
  const [, year, month, day] = DAY.exec(hash) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const from = new Date(Number(year), Number(month) - 1, Number(day)).getTime();
  return dayHash(from) === hash ? from : null;
}
