/** State transitions of one call. An event that is out of date changes nothing. */
import {
  type Appearance,
  type Call,
  type CallFacts,
  type EndCause,
  isLive,
  type Leg,
  mergeCaller,
} from './call.ts';
import { newestReceived } from './caller-lookup.ts';
import { type Ending, endLeg, strongestOf } from './call-outcome.ts';
import {
  devicesAfter,
  devicesLeft,
  isOldEnd,
  isOldNews,
  isOutlived,
  isLaterRing,
  isRingAgain,
  isTalk,
  legUnder,
  type LineReport,
  liveliest,
  MOST_DEVICES,
  NO_REPORT,
  phaseOf,
  unreported,
} from './legs.ts';
import type { LineId, Millis } from '../common/types.ts';
import { isSameJson } from '../common/same-json.ts';

/**
 * After this time, in ms, a live call may have ended without an event. The extension then asks the server,
 * and repeats that at this interval.
 */
const DOUBT_MS = 45_000;
/** How long a test call rings, in ms. */
const TEST_RINGS_MS = 20_000;

/** Returns the call with its next check put off, after the extension has asked the server. `at` is in ms. */
export const postponeVerification = (call: Call, at: Millis): Call => ({ ...call, verifyAt: at + DOUBT_MS });

/** What is true of a call before anything has happened to it. */
const UNTOUCHED = {
  rings: 0,
  alerts: 0,
  late: false,
  ringingAt: null,
  talkingAt: null,
  endedAt: null,
  outcome: null,
  answeredBy: null,
  verifyAt: null,
  card: false,
  pinned: false,
  muted: false,
  suppressed: null,
  ruleResult: null,
  autoOpened: 'no',
  lookup: null,
  lookupSkipped: false,
  known: null,
} as const;

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
  report: LineReport = NO_REPORT,
): Call {
  if (before !== undefined && hearing !== 'snapshot' && isOldNews(before, facts, lineId, report))
    return before;

  const leg = legUnder(before, facts.callId, lineId);
  const legs = { ...before?.legs, [lineId]: legAfter(leg, facts, report, hearing) };
  const { phase } = legs[lineId] ?? facts;
  const incoming = facts.direction === 'incoming';
  const liveElsewhere = Object.entries(before?.legs ?? {}).some(
    ([id, other]) =>
      id !== lineId &&
      other.direction === 'incoming' &&
      other.phase !== 'ended' &&
      !isRingAgain(leg, other, facts),
  );
  const rings = incoming && phase === 'ringing' && !liveElsewhere && isNewRing(leg, facts);
  const joined =
    incoming &&
    hearing === 'announced' &&
    facts.phase === 'talking' &&
    (before === undefined || !isLive(before));
  const returned = before === undefined || !isLive(before) || rings || joined;
  const known = details(before, facts, lineId);
  const old = before ?? { ...UNTOUCHED, startedAt: facts.startedAt };
  const isAnother = before !== undefined && isHandedOver(before, known);
  const next: Call = {
    ...old,
    ...known,
    legs,
    phase: phaseOf(legs) ?? facts.phase,
    rings: old.rings + Number(rings),
    alerts: old.alerts + Number(rings || joined),
    late: rings ? hearing === 'snapshot' : old.late,
    ringingAt: rings ? facts.startedAt : old.ringingAt,
    talkingAt: old.talkingAt ?? (isTalk(phase) ? (facts.answeredAt ?? at) : null),
    endedAt: null,
    outcome: null,
    answeredBy: rings || isTalk(phase) ? null : old.answeredBy,
    verifyAt: returned ? at + (facts.isTest ? TEST_RINGS_MS : DOUBT_MS) : (old.verifyAt ?? at + DOUBT_MS),
    card: returned ? !old.muted && (incoming || (before?.direction === 'incoming' && old.card)) : old.card,
    lookup: isAnother ? null : old.lookup,
    known: isAnother ? null : old.known,
    isTest: facts.isTest,
  };
  // Snapshots and repeated events mostly contain nothing new. Then nothing is written or drawn again.
  return before !== undefined && isSameJson(before, next) ? before : next;
}

/** The leg after a message that shows the call alive at its line. */
function legAfter(leg: Leg | undefined, facts: CallFacts, report: LineReport, hearing: Appearance): Leg {
  const devices = devicesAfter(leg, facts, report, hearing === 'announced');
  const left = leg === undefined || isLaterRing(leg, facts) ? [] : leg.left;
  return {
    callId: facts.callId,
    direction: facts.direction,
    phase: liveliest(devices.map(({ phase }) => phase)) ?? facts.phase,
    ringKey: facts.ringKey === 0 ? (leg?.ringKey ?? 0) : facts.ringKey,
    devices,
    left,
    ended: null,
  };
}

/** True when the agent has to be alerted of a ring. The devices of a line may begin to ring one by one. */
const isNewRing = (leg: Leg | undefined, facts: CallFacts): boolean =>
  leg === undefined || leg.phase === 'ended' || isLaterRing(leg, facts);

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
 * or an older id. While another device of the line is still in the call, the call stays.
 */
export function endCall(
  before: Call | undefined,
  facts: CallFacts,
  lineId: LineId,
  cause: EndCause,
  at: Millis,
  report: LineReport = NO_REPORT,
): Call {
  const leg = legUnder(before, facts.callId, lineId);
  if (before !== undefined && (isOutlived(before, facts.callId, lineId) || isOldEnd(leg, facts)))
    return before;
  // The first message about a ring is the end of one of its devices.
  const elsewhere = liveliest((report.devices ?? []).map(({ phase }) => phase));
  if ((leg === undefined || leg.phase === 'ended') && elsewhere !== null) {
    return applyCall(before, { ...facts, device: '', phase: elsewhere }, lineId, 'midway', at, report);
  }
  const talked = facts.answeredAt !== null || isTalk(facts.phase);
  const known = before ?? bornEnded(facts, lineId, talked);
  const call = { ...known, talkingAt: known.talkingAt ?? (talked ? (facts.answeredAt ?? at) : null) };
  const ending = { callId: facts.callId, ringKey: facts.ringKey, cause, at };
  const after = hangUpDevice(call, facts, lineId, ending, report);
  return isLive(after) ? after : { ...after, received: facts.received };
}

/**
 * Returns the call after one device of a line has hung up. `facts` is null when the end only names its call.
 * The leg ends with the last of its devices.
 */
export function hangUpDevice(
  call: Call,
  facts: CallFacts | null,
  lineId: LineId,
  ending: Ending,
  report: LineReport,
): Call {
  const leg = call.legs[lineId];
  if (leg === undefined || leg.phase === 'ended') return endLeg(call, lineId, ending, report.sentAt);
  const { devices, isDoubtful } = devicesLeft(leg, facts, ending.cause, report);
  const left = [...leg.left, { device: facts?.device ?? '', cause: ending.cause }].slice(-MOST_DEVICES);
  const phase = liveliest(devices.map((each) => each.phase));
  if (phase === null) {
    const ended: Leg = { ...leg, devices: unreported(leg, facts), left };
    // An answered call ends as its last device says, another one by the strongest cause.
    const cause = call.talkingAt === null ? strongestOf(left.map((each) => each.cause)) : ending.cause;
    return endLeg(
      { ...call, legs: { ...call.legs, [lineId]: ended } },
      lineId,
      { ...ending, cause },
      report.sentAt,
    );
  }
  const legs = { ...call.legs, [lineId]: { ...leg, phase, devices, left } };
  const staying = { ...call, legs, phase: phaseOf(legs) ?? phase };
  return isDoubtful ? postponeVerification(staying, ending.at) : staying;
}

/** A call whose end is its first message. `talked`: somebody has answered it. */
function bornEnded(facts: CallFacts, lineId: LineId, talked: boolean): Call {
  const { direction, phase } = facts;
  return {
    ...UNTOUCHED,
    ...details(undefined, facts, lineId),
    legs: { [lineId]: legAfter(undefined, facts, NO_REPORT, 'midway') },
    phase,
    rings: Number(direction === 'incoming' && !talked),
    startedAt: facts.startedAt,
    ringingAt: facts.startedAt,
    isTest: facts.isTest,
  };
}

/** Merges the facts of a message into the call. Values stay that a later message lacks. */
function details(before: Call | undefined, facts: CallFacts, lineId: LineId) {
  const { direction } = facts;
  const old = before?.ids ?? [];
  const ids = old.includes(facts.callId) ? old : [...old, facts.callId];
  // Only an incoming leg knows who calls. The line of a colleague who calls the agent names the agent.
  if (before?.direction === 'incoming' && direction !== 'incoming') return { ...before, ids };
  // The label comes with what it says about the caller.
  const { label, labelCaller } = facts.label === '' ? (before ?? facts) : facts;
  return {
    callId: before?.callId ?? facts.callId,
    ids,
    direction,
    caller: mergeCaller(
      before?.direction === 'outgoing' && direction === 'incoming' ? undefined : before?.caller,
      facts.caller,
    ),
    label,
    ...(labelCaller === undefined ? {} : { labelCaller }),
    dialed: facts.dialed || (before?.dialed ?? ''),
    queueId: facts.queueId ?? before?.queueId ?? null,
    lineId,
    details: facts.details.length > 0 ? facts.details : (before?.details ?? []),
    received: newestReceived(before, facts),
  };
}
