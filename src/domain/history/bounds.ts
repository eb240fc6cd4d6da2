/** How much of the past is kept: by days, and by rows. A server that invents rings cannot fill the disk. */
import type { Millis } from '../common/types.ts';

const DAY_MS = 86_400_000;

/** A busy agent hears some hundred rings a day, and the ledger shows today's alone. */
export const MOST_RINGS = 20_000;
/** An outage lasts 5 s at least, and a bad line has some a day. */
export const MOST_OUTAGES = 5_000;

/** Some rows too many for a minute harm nobody; looking for them at each call keeps the next one waiting. */
const TRIM_EVERY_MS = 60_000;
/** So many new rows are looked after at once. */
const TRIM_EVERY_ROWS = 1_000;

/** What the agent wants kept of past calls: 0 keeps none. */
export interface HistoryBounds {
  readonly historyDays: number;
  readonly historyCalls: number;
}

/** What stays: of each kind the newest rows, at most so many, and none that began before `since`. */
export interface Kept {
  readonly since: Millis;
  readonly calls: number;
  readonly rings: number;
  readonly outages: number;
}

/** What stays at a time. Rings and outages hold no caller, so today's stay whatever the agent wants kept. */
export function keptAt(now: Millis, { historyDays, historyCalls }: HistoryBounds): Kept {
  return {
    since: now - Math.max(1, historyDays) * DAY_MS,
    calls: historyDays === 0 ? 0 : historyCalls,
    rings: MOST_RINGS,
    outages: MOST_OUTAGES,
  };
}

interface Bound {
  readonly most: number;
  readonly since: Millis;
}

interface OldestRow {
  /** When it began. */
  readonly at: Millis;
  /** Rows of its kind, with this one. */
  readonly count: number;
}

/** Whether the oldest row of a kind has to go. */
export const isSurplus = ({ at, count }: OldestRow, { most, since }: Bound): boolean =>
  count > most || at < since;

/** Whether it is time to look for surplus rows: a minute after the last look, or after many new rows. */
export const isTrimDue = (now: Millis, trimmedAt: Millis, newRows: number): boolean =>
  Math.abs(now - trimmedAt) > TRIM_EVERY_MS || newRows >= TRIM_EVERY_ROWS;
