/** What became of a ring: shown, lost, too short to tell; doubled; a ghost. Pure: times in, verdicts out (epoch ms throughout). */
import { CALM_LIMIT_MS, GHOST_MS, KINDS, LOST_HANG_UP_GHOST_MS, type SceneKind } from './fault-types.ts';

/** The call was seen as live on a surface from one moment to another: the last at which it was so seen. */
export interface Observation {
  readonly surface: 'card' | 'notification';
  readonly from: number;
  readonly to: number;
  /** The card said "Late". */
  readonly late: boolean;
}

/** One ring as the simulator sent it. */
export interface SentRing {
  readonly sentAt: number;
  /** When it stopped being a ring: given up, answered or hung up. */
  readonly stoppedAt: number;
  /** When nothing of it was live any more: later than `stoppedAt` if it was answered. */
  readonly endedAt: number;
  /** The clients were never told of the end. */
  readonly hangUpLost: boolean;
}

/** One call with all that was sent and seen of it. */
export interface CallRecord {
  readonly callId: string;
  readonly label: string;
  readonly rings: readonly SentRing[];
  readonly sightings: readonly Observation[];
}

/** The fault around it. `liftedAt` is the injection where nothing is lifted. */
export interface FaultTimes {
  readonly kind: SceneKind;
  readonly injectedAt: number;
  readonly liftedAt: number;
  /** More time for everything than the limits give, in ms: for a run that asks whether a ring is shown, not how soon. Default 0. */
  readonly graceMs?: number;
}

export type Way = 'card' | 'notification' | 'both' | 'none';

/** The verdict on one ring. */
export interface RingVerdict {
  readonly callId: string;
  readonly label: string;
  readonly sentAt: number;
  readonly stoppedAt: number;
  readonly endedAt: number;
  /** Until when it had to be shown. */
  readonly deadline: number;
  readonly shownAt: number | null;
  readonly way: Way;
  readonly late: boolean;
  /** When it was last seen as live; null: it never was. */
  readonly withdrawnAt: number | null;
  readonly outcome: 'shown' | 'lost' | 'too-short';
  /** How long after it should have been gone it was still there, in ms; 0 for none. */
  readonly ghostMs: number;
}

/** Judges every ring of a call. To be asked when `settledAt` has passed. */
export function evaluateCall(call: CallRecord, fault: FaultTimes): RingVerdict[] {
  return call.rings.map((ring, index) => judgeRing(call, ring, call.rings[index + 1], fault));
}

/** The moment by which a call has nothing left to prove. */
export function settledAt(call: CallRecord, fault: FaultTimes): number {
  return Math.max(...call.rings.map((ring) => Math.max(deadlineOf(ring, fault), goneBy(ring, fault))));
}

/** Until when a ring has to be shown: 2 s, or what its fault allows if that is later. */
export function deadlineOf({ sentAt }: Pick<SentRing, 'sentAt'>, fault: FaultTimes): number {
  return Math.max(sentAt + CALM_LIMIT_MS + (fault.graceMs ?? 0), faultDeadline(fault));
}

function faultDeadline({ kind, injectedAt, liftedAt, graceMs = 0 }: FaultTimes): number {
  const { from, limitMs } = KINDS[kind];
  return (from === 'lifted' ? liftedAt : injectedAt) + limitMs + graceMs;
}

/** When a ring may be seen as live no longer. An end that nobody could hear of for the fault is given the fault's own limit. */
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
 * Whether a sighting shows this ring. What is still up from the ring before shows it only if it stays: a stale card that goes as
 * soon as the truth is known has not told anybody of a new ring. What comes after the ring shows nothing of it.
 */
function showsIt({ from, to }: Observation, ring: SentRing, deadline: number): boolean {
  if (from >= ring.sentAt) return from <= ring.endedAt;
  return to >= Math.min(ring.stoppedAt, deadline);
}
