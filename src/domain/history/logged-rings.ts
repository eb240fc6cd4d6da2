/** The rings of a day with their calls: how each one ended, and which of them a filter or a search shows. */
import type { CallSummary } from '../calls/call-summary.ts';
import type { CallId, Millis } from '../common/types.ts';
import type { Region } from '../common/phone-number.ts';
import { callSearch } from './call-search.ts';
import type { Outage, RingRecord } from './ring-log.ts';

/**
 * How a ring ended, as the chart colours it. `quiet`: it alerted nobody, by the agent's own settings.
 * `other`: everything else, such as a rejected call, or a ring that another one of the same call followed.
 */
export const RING_ENDS = ['answered', 'missed', 'elsewhere', 'quiet', 'other'] as const;
export type RingEnd = (typeof RING_ENDS)[number];

/** A ring with its call. */
export interface LoggedRing {
  readonly ring: RingRecord;
  /** Null if the call is not stored. */
  readonly call: CallSummary | null;
  readonly end: RingEnd;
  /** Whether the same call rang again later. Its outcome then belongs to the later ring. */
  readonly rangAgain: boolean;
}

/** Joins rings, oldest first, with their calls. Each call gives its outcome to its last ring. */
export function joinRings(rings: readonly RingRecord[], calls: readonly CallSummary[]): LoggedRing[] {
  const byId = new Map(calls.map((call) => [call.callId, call]));
  const lastOf = new Map<CallId, RingRecord>(rings.map((ring) => [ring.callId, ring]));
  return rings.map((ring) => {
    const call = byId.get(ring.callId) ?? null;
    const rangAgain = lastOf.get(ring.callId) !== ring;
    return { ring, call, rangAgain, end: endOf(ring, rangAgain ? null : call) };
  });
}

/** `call` is null where its outcome is unknown or belongs to a later ring. */
function endOf(ring: RingRecord, call: CallSummary | null): RingEnd {
  const outcome = call?.outcome ?? null;
  // A call that the agent talked in counts as answered, even if the ring was quiet.
  if (outcome === 'answered' || outcome === 'transferred') return 'answered';
  if (isQuiet(ring)) return 'quiet';
  if (outcome === 'missed') return 'missed';
  return outcome === 'answered-elsewhere' ? 'elsewhere' : 'other';
}

/** Returns whether the agent's own rules and settings kept a ring quiet. A ring that failed is not quiet. */
export const isQuiet = ({ reason }: RingRecord): boolean => reason !== null && reason !== 'failed';

/** The filters of the ring log. `late`: the ring was found in a snapshot, after it had begun. */
export const RING_FILTERS = ['all', 'missed', 'quiet', 'late'] as const;
export type RingFilter = (typeof RING_FILTERS)[number];

const FILTERS: Readonly<Record<RingFilter, (logged: LoggedRing) => boolean>> = {
  all: () => true,
  missed: ({ end }) => end === 'missed',
  quiet: ({ ring }) => isQuiet(ring),
  late: ({ ring }) => ring.way === 'late',
};

/** Returns how many rings each filter shows. */
export const filterCounts = (rings: readonly LoggedRing[]): Readonly<Record<RingFilter, number>> => ({
  all: rings.length,
  missed: rings.filter(FILTERS.missed).length,
  quiet: rings.filter(FILTERS.quiet).length,
  late: rings.filter(FILTERS.late).length,
});

/** What the ring log is asked for. */
export interface RingQuery {
  readonly filter: RingFilter;
  /** Words or a number to search for. Empty text fits every ring. */
  readonly search: string;
}

/** A row of the ring log. */
export type LogRow =
  | { readonly kind: 'ring'; readonly logged: LoggedRing }
  | { readonly kind: 'outage'; readonly outage: Outage };

/**
 * Returns the rows, newest first. Outages stand between all rings and between late ones, which they explain.
 * A search finds rings only, and none whose call is not stored.
 */
export function logRows(
  rings: readonly LoggedRing[],
  outages: readonly Outage[],
  { filter, search }: RingQuery,
  region: Region,
): LogRow[] {
  const isSearched = search.trim() !== '';
  const fits = callSearch(search, region);
  const found = rings.filter(
    (logged) => FILTERS[filter](logged) && (!isSearched || (logged.call !== null && fits(logged.call))),
  );
  const gaps = isSearched || filter === 'missed' || filter === 'quiet' ? [] : outages;
  const rows: LogRow[] = [
    ...found.map((logged) => ({ kind: 'ring' as const, logged })),
    ...gaps.map((outage) => ({ kind: 'outage' as const, outage })),
  ];
  return rows.sort((a, b) => beginOf(b) - beginOf(a));
}

const beginOf = (row: LogRow): Millis => (row.kind === 'ring' ? row.logged.ring.heardAt : row.outage.from);
