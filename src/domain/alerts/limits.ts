/** Limits for a server that invents calls. It must not flood the agent with pages and alerts. Pure. */
import { type Call, isLive } from '../calls/call.ts';
import type { Millis } from '../common/types.ts';

/** At most `MOST` automatic tabs, and as many lookups, begin within `WITHIN_MS` (ms). */
const MOST = 5;
const WITHIN_MS = 10_000;

/**
 * Returns the recent times plus `at`, or null when that exceeds the limit. Times are in ms. After the clock
 * was set back, times that lie too far in the future are dropped.
 */
export function withinLimit(times: readonly Millis[], at: Millis): readonly Millis[] | null {
  const recent = times.filter((time) => Math.abs(at - time) < WITHIN_MS);
  return recent.length >= MOST ? null : [...recent, at];
}

/** With more notified calls than this, one notification replaces theirs. */
const CROWD_BEGINS_ABOVE = 10;
/**
 * At this number of notified calls, each gets a notification again. The gap to `CROWD_BEGINS_ABOVE` keeps
 * notifications from flickering when calls come and go at the limit.
 */
const CROWD_ENDS_AT = 5;

/** Returns the live calls that have a notification. */
export const notified = (calls: Readonly<Record<string, Call>>): readonly Call[] =>
  Object.values(calls).filter(
    (call) => isLive(call) && call.card && call.alerts > 0 && call.suppressed === null,
  );

/** Returns true when one notification stands for all calls. `was` is the previous result. */
export const isCrowd = (calls: Readonly<Record<string, Call>>, was: boolean): boolean =>
  notified(calls).length > (was ? CROWD_ENDS_AT : CROWD_BEGINS_ABOVE);
