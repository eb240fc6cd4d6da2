/** Bounds on what calls may set off without a click: a server that invents calls must not bury the agent in pages, requests and notifications. Pure. */
import { isLive, type Call } from '../calls/call.ts';
import type { Millis } from '../common/types.ts';

/** At most so many automatic tabs, and as many lookups, begin within the time, in ms. */
const MOST = 5;
const WITHIN_MS = 10_000;

/** The times of late with one more, or null where that is one too many. A clock that was set back forgets the times that lie ahead. */
export function withinLimit(times: readonly Millis[], at: Millis): readonly Millis[] | null {
  const recent = times.filter((time) => Math.abs(at - time) < WITHIN_MS);
  return recent.length >= MOST ? null : [...recent, at];
}

/** Above so many calls with a notification of their own there is one for all… */
const CROWD_BEGINS_ABOVE = 10;
/** …until so few are left: calls that come and go at the bound must not make all notifications come and go with them. */
const CROWD_ENDS_AT = 5;

/** The live calls that a notification tells of. */
export const notified = (calls: Readonly<Record<string, Call>>): readonly Call[] =>
  Object.values(calls).filter((call) => isLive(call) && call.card && call.alerts > 0 && call.quiet === null);

/** Whether one notification stands for all, given whether it did so before. */
export const isCrowd = (calls: Readonly<Record<string, Call>>, was: boolean): boolean =>
  notified(calls).length > (was ? CROWD_ENDS_AT : CROWD_BEGINS_ABOVE);
