/** State transitions of one call. An event that is out of date changes nothing. */
import {
  type Appearance,
  type Call,
  type CallFacts,
  type Direction,
  type EndCause,
  isLive,
  type Leg,
  mergeCaller,
  type Phase,
} from './call.ts';
import { endingOf } from './call-outcome.ts';
import type { CallId, LineId, Millis } from '../common/types.ts';

/**
 * Two rings of one call are at least 3 s apart (docs/wire.md 3.3). An end that is older than the ring by more
 * than this, in seconds, belongs to another ring.
 */
const OLDER_RING_S = 2;

/**
 * After this time, in ms, a live call may have ended without an event. The extension then asks the server,
 * and repeats that at this interval.
 */
const DOUBT_MS = 45_000;
/** How long a test call rings, in ms. */
const TEST_RINGS_MS = 20_000;

/** Returns the call with its next check put off, after the extension has asked the server. `at` is in ms. */
export const postponeVerification = (call: Call, at: Millis): Call => ({ ...call, verifyAt: at + DOUBT_MS });

/**
 * Returns the call after a message that shows it alive at a line. Returns `before` itself when the message is
 * out of date or changes nothing.
 */
export function applyCall(
  before: Call | undefined,
  facts: CallFacts,
  lineId: LineId,
  hearing: Appearance,
  at: Millis,
): Call {
  if (before !== undefined && hearing !== 'snapshot' && isOldNews(before, facts, lineId)) return before;

  const leg = legUnder(before, facts.callId, lineId);
  const incoming = facts.direction === 'incoming';
  const liveElsewhere =
    before !== undefined &&
    otherLegs(before, lineId).some((other) => other.direction === 'incoming' && other.phase !== 'ended');
  const rings =
    incoming &&
    facts.phase === 'ringing' &&
    !liveElsewhere &&
    (leg === undefined || leg.phase === 'ended' || facts.ringKey > leg.ringKey);
  const joined =
    incoming &&
    hearing === 'announced' &&
    facts.phase === 'talking' &&
    (before === undefined || !isLive(before));
  const returned = before === undefined || !isLive(before) || rings || joined;
  const legs = {
    ...before?.legs,
    [lineId]: {
      callId: facts.callId,
      direction: facts.direction,
      phase: facts.phase,
      ringKey: facts.ringKey,
      ended: null,
    },
  };
  const talks = facts.phase === 'talking' || facts.phase === 'held';
  const known = details(before, facts, lineId);
  const next: Call = {
    ...known,
    legs,
    phase: phaseOf(legs) ?? facts.phase,
    rings: (before?.rings ?? 0) + Number(rings),
    alerts: (before?.alerts ?? 0) + Number(rings || joined),
    late: rings ? hearing === 'snapshot' : (before?.late ?? false),
    startedAt: before?.startedAt ?? facts.startedAt,
    ringingAt: rings ? facts.startedAt : (before?.ringingAt ?? null),
    talkingAt: before?.talkingAt ?? (talks ? (facts.answeredAt ?? at) : null),
    endedAt: null,
    outcome: null,
    verifyAt: returned ? at + (facts.isTest ? TEST_RINGS_MS : DOUBT_MS) : (before.verifyAt ?? at + DOUBT_MS),
    card: returned
      ? before?.muted !== true && (incoming || (before?.direction === 'incoming' && before.card))
      : before.card,
    pinned: before?.pinned ?? false,
    muted: before?.muted ?? false,
    suppressed: before?.suppressed ?? null,
    ruleResult: before?.ruleResult ?? null,
    autoOpened: before?.autoOpened ?? 'no',
    lookup: before === undefined || isHandedOver(before, known) ? null : before.lookup,
    lookupSkipped: before?.lookupSkipped ?? false,
    isTest: facts.isTest,
  };
  return before !== undefined && sameCall(before, next) ? before : next;
}

/**
 * True when a colleague has handed over the caller whom they announced. The earlier lookup result then
 * describes the colleague, not the caller.
 */
const isHandedOver = (before: Call, after: Pick<Call, 'ids' | 'caller'>): boolean =>
  after.ids.length > before.ids.length &&
  before.caller.kind !== 'hidden' &&
  after.caller.kind !== 'hidden' &&
  before.caller.number !== after.caller.number;

/**
 * Returns the call after it ended at a line. When the call is unknown (`before` is undefined), returns a new
 * ended call for the history, without a card. Returns `before` itself when the end belongs to an older ring
 * or an older id.
 */
export function endCall(
  before: Call | undefined,
  facts: CallFacts,
  lineId: LineId,
  cause: EndCause,
  at: Millis,
): Call {
  const talked = facts.answeredAt !== null || facts.phase === 'talking' || facts.phase === 'held';
  const talkingAt = before?.talkingAt ?? (talked ? (facts.answeredAt ?? at) : null);
  const ending = { callId: facts.callId, ringKey: facts.ringKey, cause, at };
  if (before === undefined) {
    const born: Call = {
      ...details(undefined, facts, lineId),
      legs: {
        [lineId]: {
          callId: facts.callId,
          direction: facts.direction,
          phase: facts.phase,
          ringKey: facts.ringKey,
          ended: null,
        },
      },
      phase: facts.phase,
      rings: Number(facts.direction === 'incoming' && !talked),
      alerts: 0,
      late: false,
      startedAt: facts.startedAt,
      ringingAt: facts.startedAt,
      talkingAt,
      endedAt: null,
      outcome: null,
      verifyAt: null,
      card: false,
      pinned: false,
      muted: false,
      suppressed: null,
      ruleResult: null,
      autoOpened: 'no',
      lookup: null,
      lookupSkipped: false,
      isTest: facts.isTest,
    };
    return endLeg(born, lineId, ending);
  }
  if (isOutlived(before, facts.callId, lineId)) return before;
  const leg = legUnder(before, facts.callId, lineId);
  const old =
    leg !== undefined &&
    (leg.phase === 'ended'
      ? facts.ringKey <= leg.ringKey
      : facts.ringKey !== 0 && facts.ringKey < leg.ringKey - OLDER_RING_S);
  return old ? before : endLeg({ ...before, talkingAt }, lineId, ending);
}

/** Returns the call after its leg at `lineId` ended. The call itself ends with the last of its legs. */
export function endLeg(
  call: Call,
  lineId: LineId,
  {
    callId,
    ringKey,
    cause,
    at,
  }: { readonly callId: CallId; readonly ringKey: number; readonly cause: EndCause; readonly at: Millis },
): Call {
  // The causes `gone` and `moved` are inferred; no event reports them. So a later message about this same
  // ring must be able to bring the call back.
  const endedKey = cause === 'gone' || cause === 'moved' ? ringKey - 1 : ringKey;
  const direction = call.legs[lineId]?.direction ?? call.direction;
  const legs = {
    ...call.legs,
    [lineId]: { callId, direction, phase: 'ended' as const, ringKey: endedKey, ended: { cause, at } },
  };
  const phase = phaseOf(legs);
  if (phase !== null) return { ...call, legs, phase };
  return { ...call, legs, ...endingOf({ ...call, legs }), endedAt: at, verifyAt: null };
}

/** The leg at a line, if it has this id; otherwise undefined. */
function legUnder(call: Call | undefined, callId: CallId, lineId: LineId): Leg | undefined {
  const leg = call?.legs[lineId];
  return leg?.callId === callId ? leg : undefined;
}

/**
 * True when a transfer has given the call a newer id at this line. Messages under the older id are then out
 * of date.
 */
const isOutlived = (call: Call, callId: CallId, lineId: LineId): boolean => {
  const leg = call.legs[lineId];
  return (
    leg !== undefined && call.ids.includes(callId) && call.ids.indexOf(callId) < call.ids.indexOf(leg.callId)
  );
};

function isOldNews(call: Call, facts: CallFacts, lineId: LineId): boolean {
  if (isOutlived(call, facts.callId, lineId)) return true;
  const leg = legUnder(call, facts.callId, lineId);
  if (leg === undefined || facts.ringKey > leg.ringKey) return false;
  // On this wire 0 means "none", so it does not identify a ring.
  if (facts.ringKey === 0 && leg.phase !== 'ended') return false;
  if (leg.phase === 'ended') return true;
  return facts.ringKey < leg.ringKey - OLDER_RING_S || (facts.phase === 'ringing' && leg.phase !== 'ringing');
}

const otherLegs = (call: Call, lineId: LineId): Leg[] =>
  Object.entries(call.legs).flatMap(([id, leg]) => (id === lineId ? [] : [leg]));

/** The phase of a call that has a live leg, or null. */
function phaseOf(legs: Readonly<Record<LineId, Leg>>): Exclude<Phase, 'stopped' | 'ended'> | null {
  const phases = Object.values(legs).map((leg) => leg.phase);
  return (['talking', 'held', 'ringing', 'dialing'] as const).find((phase) => phases.includes(phase)) ?? null;
}

type Details = Pick<
  Call,
  'callId' | 'ids' | 'direction' | 'caller' | 'label' | 'dialed' | 'queueId' | 'lineId' | 'details'
>;

/**
 * Merges the facts of a message into the call. Later messages may contain less than earlier ones, so known
 * values stay.
 */
function details(before: Call | undefined, facts: CallFacts, lineId: LineId): Details {
  const direction: Direction = before?.direction === 'incoming' ? 'incoming' : facts.direction;
  const ids = before?.ids ?? [];
  return {
    callId: before?.callId ?? facts.callId,
    ids: ids.includes(facts.callId) ? ids : [...ids, facts.callId],
    direction,
    caller: mergeCaller(before?.caller, facts.caller),
    label: facts.label || (before?.label ?? ''),
    dialed: facts.dialed || (before?.dialed ?? ''),
    queueId: facts.queueId ?? before?.queueId ?? null,
    lineId,
    details: facts.details.length > 0 ? facts.details : (before?.details ?? []),
  };
}

/**
 * Snapshots and repeated events mostly contain nothing new. In that case nothing is written or drawn again.
 */
const sameCall = (a: Call, b: Call): boolean => JSON.stringify(a) === JSON.stringify(b);
