/** Limits of the stored history, by days and by rows. A server that invents rings cannot fill the disk. */
import type { Millis } from '../common/types.ts';

const DAY_MS = 86_400_000;

/**
 * Maximum number of stored rings. A busy agent gets about a hundred rings a day, and the ring log shows only
 * today's.
 */
export const MAX_RINGS = 20_000;
/** Maximum number of stored outages. An outage lasts at least 5 s, and a bad connection has a few a day. */
export const MAX_OUTAGES = 5_000;

/**
 * Time between two trims, in ms. A few surplus rows for a minute do no harm; a search at every call would
 * delay the next one.
 */
const TRIM_EVERY_MS = 60_000;
/** After this many new rows, a trim runs at once. */
const TRIM_EVERY_ROWS = 1_000;

/** The agent's settings for stored calls. `historyDays` 0 stores none. */
export interface HistoryBounds {
  readonly historyDays: number;
  readonly historyCalls: number;
}

/** Returns whether calls are stored at all. */
export const keepsCalls = ({ historyDays, historyCalls }: HistoryBounds): boolean =>
  historyDays > 0 && historyCalls > 0;

/**
 * What remains after a trim: the newest rows of each kind up to a maximum, and none that began before
 * `since`.
 */
export interface Kept {
  readonly since: Millis;
  readonly calls: number;
  readonly rings: number;
  readonly outages: number;
}

/**
 * Returns what remains at `now` (ms). Rings and outages contain no caller, so they stay for at least one day,
 * whatever the settings say.
 */
export function keptAt(now: Millis, { historyDays, historyCalls }: HistoryBounds): Kept {
  return {
    since: now - Math.max(1, historyDays) * DAY_MS,
    calls: historyDays === 0 ? 0 : historyCalls,
    rings: MAX_RINGS,
    outages: MAX_OUTAGES,
  };
}

interface Bound {
  readonly most: number;
  readonly since: Millis;
}

interface OldestRow {
  /** When the row began. */
  readonly at: Millis;
  /** Number of rows of this kind, including this one. */
  readonly count: number;
}

/** Returns true when the oldest row of a kind must be deleted. */
export const isSurplus = ({ at, count }: OldestRow, { most, since }: Bound): boolean =>
  count > most || at < since;

/**
 * Returns true when a trim is due: more than a minute after the last one, or after many new rows. Times are
 * in ms.
 */
export const isTrimDue = (now: Millis, trimmedAt: Millis, newRows: number): boolean =>
  Math.abs(now - trimmedAt) > TRIM_EVERY_MS || newRows >= TRIM_EVERY_ROWS;
