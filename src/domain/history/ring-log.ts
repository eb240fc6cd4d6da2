/** The ledger: what became of every ring, so that "rang 42, shown 42" can be checked; and when we could not have heard one. */
import type { Surface } from '../alerts/alert-policy.ts';
import type { QuietReason } from '../calls/call.ts';
import type { CallId, Millis } from '../common/types.ts';

/** One ring: when it was heard, where and how soon it was shown, or why it was not. */
export interface RingRecord {
  readonly callId: CallId;
  readonly heardAt: Millis;
  /** When the last surface had taken it; null for one that was not shown. */
  readonly shownAt: Millis | null;
  /** Told as it happened, or found in a snapshot. */
  readonly way: 'live' | 'late';
  readonly surfaces: readonly Surface[];
  /** `failed`: the browser refused every surface. */
  readonly reason: QuietReason | 'failed' | null;
}

/** A time in which calls may be missing; `to` is null while it lasts. */
export interface Outage {
  readonly from: Millis;
  readonly to: Millis | null;
}

export interface Tally {
  readonly rang: number;
  readonly shown: number;
  /** Kept quiet by the agent's own rules. */
  readonly quiet: number;
}

export function tally(rings: readonly RingRecord[]): Tally {
  const shown = rings.filter(({ shownAt }) => shownAt !== null).length;
  const failed = rings.filter(({ reason }) => reason === 'failed').length;
  return { rang: rings.length, shown, quiet: rings.length - shown - failed };
}

/** Rings by the hour of the day, 0 to 23, as `hourOf` reads a time. */
export function byHour(
  rings: readonly RingRecord[],
  hourOf: (at: Millis) => number,
): readonly { readonly rang: number; readonly shown: number }[] {
  const hours = Array.from({ length: 24 }, () => ({ rang: 0, shown: 0 }));
  for (const ring of rings) {
    const hour = hours[hourOf(ring.heardAt)];
    if (hour === undefined) continue;
    hour.rang += 1;
    hour.shown += Number(ring.shownAt !== null);
  }
  return hours;
}

/** How long from the hearing to the showing of a ring, in ms; null for one that was not shown. */
export const latencyOf = ({ heardAt, shownAt }: RingRecord): Millis | null =>
  shownAt === null ? null : Math.max(0, shownAt - heardAt);
