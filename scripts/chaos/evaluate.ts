/**
 * Evaluates each ring: shown, lost, or too short to tell; and whether it became a ghost, which is shown as
 * live after its end. Pure. All times are epoch ms.
 */
import { CALM_LIMIT_MS, GHOST_MS, KINDS, LOST_HANG_UP_GHOST_MS, type SceneKind } from './fault-types.ts';

/** A span in which a surface showed the call as live. `to` is the last moment at which this was observed. */
export interface Observation {
  readonly surface: 'card' | 'notification';
  readonly from: number;
  readonly to: number;
  /** True if the card said "Late". */
  readonly late: boolean;
}

/** One ring as the simulator sent it. */
export interface SentRing {
  readonly sentAt: number;
  /** When it stopped ringing: it timed out, was answered or was hung up. */
  readonly stoppedAt: number;
  /** When the call was no longer live. Later than `stoppedAt` if the call was answered. */
  readonly endedAt: number;
  /** True if the clients were not notified of the end. */
  readonly hangUpLost: boolean;
}

/** One call with everything that was sent and observed. */
export interface CallRecord {
  readonly callId: string;
  readonly label: string;
  readonly rings: readonly SentRing[];
  readonly sightings: readonly Observation[];
}

/** The fault during the call. `liftedAt` equals `injectedAt` where nothing is lifted. */
export interface FaultTimes {
  readonly kind: SceneKind;
  readonly injectedAt: number;
  readonly liftedAt: number;
  /**
   * Extra time added to every limit, in ms. For a run that checks whether a ring is shown, not how soon.
   * Default 0.
   */
  readonly graceMs?: number;
}

export type Way = 'card' | 'notification' | 'both' | 'none';

/** The result for one ring. */
export interface RingVerdict {
  readonly callId: string;
  readonly label: string;
  readonly sentAt: number;
  readonly stoppedAt: number;
  readonly endedAt: number;
  /** The latest time at which it had to be shown. */
  readonly deadline: number;
  readonly shownAt: number | null;
  readonly way: Way;
  readonly late: boolean;
  /** When it was last observed as live; null if never. */
  readonly withdrawnAt: number | null;
  readonly outcome: 'shown' | 'lost' | 'too-short';
  /** How long it was still shown after it should have disappeared, in ms; 0 for none. */
  readonly ghostMs: number;
}

/** Evaluates every ring of a call. Call it only after the time that `settledAt` returns. */
export function evaluateCall(call: CallRecord, fault: FaultTimes): RingVerdict[] {
  return call.rings.map((ring, index) => judgeRing(call, ring, call.rings[index + 1], fault));
}

/** Returns the time after which a call's result can no longer change. */
export function settledAt(call: CallRecord, fault: FaultTimes): number {
  return Math.max(...call.rings.map((ring) => Math.max(deadlineOf(ring, fault), goneBy(ring, fault))));
}

/**
 * Returns the latest time at which a ring has to be shown: 2 s after it was sent, or the fault's limit if
 * that is later.
 */
export function deadlineOf({ sentAt }: Pick<SentRing, 'sentAt'>, fault: FaultTimes): number {
  return Math.max(sentAt + CALM_LIMIT_MS + (fault.graceMs ?? 0), faultDeadline(fault));
}

function faultDeadline({ kind, injectedAt, liftedAt, graceMs = 0 }: FaultTimes): number {
  const { from, limitMs } = KINDS[kind];
  return (from === 'lifted' ? liftedAt : injectedAt) + limitMs + graceMs;
}

/**
 * Returns the time after which a ring must not be shown as live. If the fault may have hidden the end, the
 * fault's own limit applies.
 */
function goneBy(ring: SentRing, fault: FaultTimes): number {
  const ordinary = ring.endedAt + (ring.hangUpLost ? LOST_HANG_UP_GHOST_MS : GHOST_MS) + (fault.graceMs ?? 0);
  return ring.endedAt >= fault.injectedAt ? Math.max(ordinary, faultDeadline(fault)) : ordinary;
}

function judgeRing(
  call: CallRecord,
  ring: SentRing,
  next: SentRing | undefined,
  fault: FaultTimes,
): RingVerdict {
  const deadline = deadlineOf(ring, fault);
  const its = call.sightings.filter(({ from, to }) => to >= ring.sentAt && from < (next?.sentAt ?? Infinity));
  const shows = its.filter((sighting) => showsIt(sighting, ring, deadline));
  const first = shows.reduce<number | null>(
    (least, { from }) => Math.min(least ?? Infinity, Math.max(from, ring.sentAt)),
    null,
  );
  const inTime = first !== null && first <= deadline;
  const surfaces = new Set(shows.map(({ surface }) => surface));
  const until = next?.sentAt ?? Infinity;
  const withdrawnAt = its.reduce<number | null>(
    (latest, { to }) => Math.max(latest ?? 0, Math.min(to, until)),
    null,
  );
  const unshown = ring.stoppedAt >= deadline ? 'lost' : 'too-short';
  return {
    callId: call.callId,
    label: call.label,
    sentAt: ring.sentAt,
    stoppedAt: ring.stoppedAt,
    endedAt: ring.endedAt,
    deadline,
    shownAt: first,
    way: surfaces.size === 2 ? 'both' : ([...surfaces][0] ?? 'none'),
    late: shows.some(({ late }) => late),
    withdrawnAt,
    outcome: inTime ? 'shown' : unshown,
    ghostMs: Math.max(0, (withdrawnAt ?? 0) - goneBy(ring, fault)),
  };
}

/**
 * Returns true if an observation shows this ring. A card left from the previous ring counts only if it stays.
 * A stale card that disappears once the state is known does not show a new ring. An observation that begins
 * after the ring does not count.
 */
function showsIt({ from, to }: Observation, ring: SentRing, deadline: number): boolean {
  if (from >= ring.sentAt) return from <= ring.endedAt;
  return to >= Math.min(ring.stoppedAt, deadline);
}
