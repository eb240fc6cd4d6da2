/** The life of one call: how each thing heard of it moves it on. What cannot be true any more changes nothing. */
import type { Call, CallFacts, Direction, EndCause, Leg, LineId, Millis, Outcome, Phase } from './call.ts';

/** How we came to hear of a call: its `NEWCALL`, a later event of its life, or the server's full list. */
export type Hearing = 'announced' | 'midway' | 'snapshot';

/** Two rings of a call lie at least 3 s apart (protocol.md 3): an end this much older than the ring is another ring's. */
const OLDER_RING_S = 2;

/** A ring that lasts this long, in ms, has perhaps ended without our being told. */
const DOUBT_MS = 45_000;

/** The call with the next doubt put off, after the server was asked. */
export const doubted = (call: Call, at: Millis): Call => ({ ...call, doubtAt: at + DOUBT_MS });

/** The call after it was heard alive at a line; `before` itself when that is old news. */
export function hearCall(before: Call | undefined, facts: CallFacts, lineId: LineId, hearing: Hearing, at: Millis): Call {
  const leg = before?.legs[lineId];
  if (before !== undefined && leg !== undefined && hearing !== 'snapshot' && isOldNews(leg, facts)) return before;

  const incoming = facts.direction === 'incoming';
  const liveElsewhere = before !== undefined && otherLegs(before, lineId).some((other) => other.direction === 'incoming' && other.phase !== 'ended');
  const rings = incoming && facts.phase === 'ringing' && !liveElsewhere && (leg === undefined || leg.phase === 'ended' || facts.ringKey > leg.ringKey);
  const joined = incoming && hearing === 'announced' && facts.phase === 'talking' && (before === undefined || before.phase === 'ended');
  const returned = before === undefined || before.phase === 'ended' || rings || joined;
  const legs = { ...before?.legs, [lineId]: { direction: facts.direction, phase: facts.phase, ringKey: facts.ringKey } };
  const talks = facts.phase === 'talking' || facts.phase === 'held';
  const next: Call = {
    ...details(before, facts, lineId),
    legs,
    phase: phaseOf(legs),
    rings: (before?.rings ?? 0) + Number(rings),
    alerts: (before?.alerts ?? 0) + Number(rings || joined),
    late: rings ? hearing === 'snapshot' : (before?.late ?? false),
    startedAt: before?.startedAt ?? facts.startedAt,
    ringingAt: rings ? facts.startedAt : (before?.ringingAt ?? null),
    talkingAt: before?.talkingAt ?? (talks ? (facts.answeredAt ?? at) : null),
    endedAt: null,
    outcome: null,
    doubtAt: facts.phase === 'ringing' ? (rings ? at + DOUBT_MS : (before?.doubtAt ?? at + DOUBT_MS)) : null,
    card: returned ? incoming || (before?.direction === 'incoming' && before.card) : before.card,
    pinned: before?.pinned ?? false,
  };
  return before !== undefined && sameCall(before, next) ? before : next;
}

/** The call after a line left it; the end of a call never heard of before makes one for the history, without a card. */
export function endCall(before: Call | undefined, facts: CallFacts, lineId: LineId, cause: EndCause, at: Millis): Call {
  const talked = facts.answeredAt !== null || facts.phase === 'talking' || facts.phase === 'held';
  const talkingAt = before?.talkingAt ?? (talked ? (facts.answeredAt ?? at) : null);
  if (before === undefined) {
    const born: Call = {
      ...details(undefined, facts, lineId),
      legs: { [lineId]: { direction: facts.direction, phase: facts.phase, ringKey: facts.ringKey } },
      phase: facts.phase,
      rings: Number(facts.direction === 'incoming' && !talked),
      alerts: 0,
      late: false,
      startedAt: facts.startedAt,
      ringingAt: facts.startedAt,
      talkingAt,
      endedAt: null,
      outcome: null,
      doubtAt: null,
      card: false,
      pinned: false,
    };
    return endLeg(born, lineId, facts.ringKey, cause, at);
  }
  const leg = before.legs[lineId];
  const old = leg !== undefined && (leg.phase === 'ended' ? facts.ringKey <= leg.ringKey : facts.ringKey !== 0 && facts.ringKey < leg.ringKey - OLDER_RING_S);
  return old ? before : endLeg({ ...before, talkingAt }, lineId, facts.ringKey, cause, at);
}

/** The call after its leg at `lineId` ended: the call itself ends with the last of its legs. */
export function endLeg(call: Call, lineId: LineId, ringKey: number, cause: EndCause, at: Millis): Call {
  // That a call is gone is inferred, not told: what is still heard of that very ring brings it back.
  const endedKey = cause === 'gone' ? ringKey - 1 : ringKey;
  const legs = { ...call.legs, [lineId]: { direction: call.legs[lineId]?.direction ?? call.direction, phase: 'ended' as const, ringKey: endedKey } };
  const phase = phaseOf(legs);
  if (phase !== 'ended') return { ...call, legs, phase };
  return { ...call, legs, phase, endedAt: at, outcome: outcomeOf(call, cause), doubtAt: null };
}

/** How a call that ended counts. A call that anyone talked on was answered, whatever `answered` or the cause say (protocol.md 3). */
function outcomeOf(call: Call, cause: EndCause): Outcome {
  if (call.direction !== 'incoming') return 'placed';
  if (call.talkingAt !== null) return cause === 'transferred' ? 'transferred' : 'answered';
  switch (cause) {
    case 'answered-elsewhere':
    case 'rejected':
    case 'busy':
    case 'transferred':
      return cause;
    case 'hangup':
    case 'gone':
      return 'missed';
  }
}

function isOldNews(leg: Leg, facts: CallFacts): boolean {
  if (facts.ringKey > leg.ringKey) return false;
  // 0 stands for "none" on this wire: it tells nothing of which ring is meant.
  if (facts.ringKey === 0 && leg.phase !== 'ended') return false;
  if (leg.phase === 'ended') return true;
  return facts.ringKey < leg.ringKey - OLDER_RING_S || (facts.phase === 'ringing' && leg.phase !== 'ringing');
}

const otherLegs = (call: Call, lineId: LineId): Leg[] => Object.entries(call.legs).flatMap(([id, leg]) => (id === lineId ? [] : [leg]));

function phaseOf(legs: Readonly<Record<LineId, Leg>>): Phase {
  const phases = Object.values(legs).map((leg) => leg.phase);
  const order: readonly Phase[] = ['talking', 'held', 'ringing', 'dialing'];
  return order.find((phase) => phases.includes(phase)) ?? 'ended';
}

type Details = Pick<Call, 'callId' | 'direction' | 'caller' | 'label' | 'dialed' | 'queueId' | 'lineId'>;

/** Later messages may know less than earlier ones: what was known once is kept. */
function details(before: Call | undefined, facts: CallFacts, lineId: LineId): Details {
  const direction: Direction = before?.direction === 'incoming' ? 'incoming' : facts.direction;
  return {
    callId: facts.callId,
    direction,
    caller: facts.caller.kind === 'hidden' && before !== undefined ? before.caller : facts.caller,
    label: facts.label || (before?.label ?? ''),
    dialed: facts.dialed || (before?.dialed ?? ''),
    queueId: facts.queueId ?? before?.queueId ?? null,
    lineId,
  };
}

/** Snapshots and repeated events mostly tell what is known: then nothing may be written or drawn again. */
const sameCall = (a: Call, b: Call): boolean => JSON.stringify(a) === JSON.stringify(b);
