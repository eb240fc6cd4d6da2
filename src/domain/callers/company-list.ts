/** When the contact list that the administrator's policy names is fetched. Pure. */
import type { Millis } from '../common/types.ts';

const HOUR_MS = 3_600_000;
/** Mean time between two fetches, in ms. */
const DAY_MS = 24 * HOUR_MS;
/** A fetch comes up to this much earlier or later, in ms, so that many browsers do not ask at once. */
const SPREAD_MS = 4 * HOUR_MS;
/** Shortest pause after a fetch that brought nothing, in ms. It may take twice as long. */
const RETRY_MS = HOUR_MS / 2;

/** Returns what is fetched: an address, and the region by which the numbers of its list are read. */
export const sourceOf = (url: string, region: string): string => `${region} ${url}`;

/** Returns when the next fetch is due, in ms. `random` is in [0, 1). */
export const nextFetch = (now: Millis, isGood: boolean, random: number): Millis =>
  now + (isGood ? DAY_MS + (2 * random - 1) * SPREAD_MS : RETRY_MS * (1 + random));

/**
 * Returns whether `source` is to be fetched at `now`, in ms. `fetches` is what is known of the last fetch, or
 * null. A clock that was set back does not put off the next fetch.
 */
export const isFetchDue = (
  fetches: { readonly source: string; readonly nextAt: Millis } | null,
  source: string,
  now: Millis,
): boolean =>
  fetches?.source !== source || now >= fetches.nextAt || fetches.nextAt - now > DAY_MS + SPREAD_MS;

/** Returns the name of a list: that of its file without the ending, or else the host. */
export function listName(url: string): string {
  const { pathname, hostname } = new URL(url);
  const file = pathname.split('/').at(-1) ?? '';
  return (readable(file).replace(/\.\w{1,5}$/, '') || hostname).slice(0, 60);
}

function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
