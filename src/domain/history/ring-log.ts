/**
 * The ring log: what happened to every ring, so that "rang 42, shown 42" can be checked. It also stores the
 * times in which a ring could not arrive.
 */
import type { Surface } from '../alerts/alert-policy.ts';
import type { SuppressedReason } from '../calls/call.ts';
import type { CallId, Millis } from '../common/types.ts';

/** One ring: when its event arrived, where and how soon it was announced, or why it was not. */
export interface RingRecord {
  readonly callId: CallId;
  readonly heardAt: Millis;
  /** When the last surface had taken it; null when none did. */
  readonly shownAt: Millis | null;
  /** `live`: an event reported the ring. `late`: a snapshot contained it. */
  readonly way: 'live' | 'late';
  /** The surfaces that took the ring. */
  readonly surfaces: readonly Surface[];
  /**
   * Those of `surfaces` that certainly reached the agent's screen or ears: a visible page, a sound that
   * began. A notification is never among them, because no system reports whether it showed one
   * (docs/browsers.md 3). Missing in the rows of older versions.
   */
  readonly confirmed?: readonly Surface[];
  /** Why it was not shown; null when it was. `failed`: the browser refused every surface. */
  readonly reason: SuppressedReason | 'failed' | null;
}

/** A period in which calls may be missing; `to` is null while it lasts. */
export interface Outage {
  readonly from: Millis;
  readonly to: Millis | null;
  /** True for no outage, but the moment when the card was no longer on top of all windows. */
  readonly isOnTopEnd?: true;
}

/** Counts of rings. */
export interface RingTotals {
  readonly rang: number;
  /** Rings that certainly reached the agent. */
  readonly shown: number;
  /** Rings that were only passed on, for example to the system as a notification. */
  readonly sent: number;
  /** Suppressed by the agent's own rules and settings. */
  readonly suppressed: number;
}

/** Returns the counts. A ring that failed counts only as rung. */
export function ringTotals(rings: readonly RingRecord[]): RingTotals {
  const announced = rings.filter(({ shownAt }) => shownAt !== null);
  const shown = announced.filter((ring) => confirmedOf(ring).length > 0).length;
  const failed = rings.filter(({ reason }) => reason === 'failed').length;
  return {
    rang: rings.length,
    shown,
    sent: announced.length - shown,
    suppressed: rings.length - announced.length - failed,
  };
}

/** Returns the surfaces on which a ring certainly reached the agent. */
export const confirmedOf = ({ surfaces, confirmed }: RingRecord): readonly Surface[] =>
  confirmed ?? surfaces.filter((surface) => surface !== 'notification');

/** Returns the time from the ring's event until the last surface had it, in ms; null when none had it. */
export const latencyOf = ({ heardAt, shownAt }: RingRecord): Millis | null =>
  shownAt === null ? null : Math.max(0, shownAt - heardAt);

/**
 * Returns the row of a ring after other surfaces took it over, as `more` says. Its times stay those of the
 * first surfaces, unless there were none.
 */
export const withMore = (ring: RingRecord, more: RingRecord): RingRecord => ({
  ...ring,
  shownAt: ring.shownAt ?? more.shownAt,
  surfaces: [...new Set([...ring.surfaces, ...more.surfaces])],
  confirmed: [...new Set([...(ring.confirmed ?? []), ...(more.confirmed ?? [])])],
  reason: more.shownAt === null ? ring.reason : null,
});
