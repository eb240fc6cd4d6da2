/**
 * Decides the outcome of a call after all of the agent's lines have left it. Most outcomes are known at once.
 * A call that may ring again is decided after a wait.
 */
import { type Call, type EndCause, isLive, type Outcome } from './call.ts';
import { phaseOf } from './legs.ts';
import type { CallId, LineId, Millis } from '../common/types.ts';

/**
 * How long a call that stopped ringing waits for its next ring, in ms. Most queues ring again within 12 s
 * (docs/wire.md 3.3).
 */
export const RING_AGAIN_MS = 15_000;

/**
 * End causes, the strongest first. A call that rang at several lines takes the strongest cause of its legs.
 */
const BY_STRENGTH: readonly EndCause[] = [
  'answered-elsewhere',
  'rejected',
  'busy',
  'transferred',
  'hangup',
  'gone',
  'moved',
];

type Ended = Pick<Call, 'direction' | 'talkingAt' | 'ringingAt' | 'legs' | 'isTest' | 'answeredBy'>;

/**
 * Returns phase and outcome of a call whose last leg has ended. A call in which the agent talked counts as
 * answered, whatever the `answered` field or the cause says. `outcome` is null for a test call and while the
 * call may ring again.
 */
export function endingOf(call: Ended): {
  readonly phase: 'stopped' | 'ended';
  readonly outcome: Outcome | null;
} {
  if (call.isTest) return { phase: 'ended', outcome: null };
  const causes = causesOf(call);
  const cause = strongestOf(causes);
  if (call.direction !== 'incoming') return { phase: 'ended', outcome: 'placed' };
  if (call.talkingAt !== null)
    return { phase: 'ended', outcome: causes.includes('transferred') ? 'transferred' : 'answered' };
  switch (cause) {
    case 'answered-elsewhere':
    case 'transferred':
    case 'moved':
      return { phase: 'ended', outcome: cause };
    case 'rejected':
    case 'busy':
      return { phase: 'ended', outcome: call.answeredBy === null ? cause : 'answered-elsewhere' };
    case 'hangup':
    case 'gone':
      if (call.answeredBy !== null) return { phase: 'ended', outcome: 'answered-elsewhere' };
      // The server also sends "Normal hangup" when a queue stops ringing for the moment.
      return { phase: 'stopped', outcome: null };
  }
}

/**
 * Returns the call as missed. The caller uses it for a call that stopped ringing and did not ring again in
 * time.
 */
export const decided = (call: Call): Call => ({ ...call, phase: 'ended', outcome: 'missed' });

/**
 * Returns the call after a colleague answered it at `at` (ms) at a line that is not the agent's. `name` is
 * the colleague's, or '' when unknown. While the call is live at the agent's lines, the answer is only
 * remembered. A call that counted as missed no longer does. A call in which the agent talked stays as it
 * is.
 */
export function answeredByColleague(call: Call, name: string, at: Millis): Call {
  const isOurs = call.talkingAt !== null || call.outcome === 'moved' || call.outcome === 'transferred';
  if (call.direction !== 'incoming' || call.isTest || isOurs) return call;
  const answeredBy = (call.answeredBy ?? '') === '' ? name : call.answeredBy;
  const known: Call = answeredBy === call.answeredBy ? call : { ...call, answeredBy };
  if (isLive(known) || known.outcome === 'answered-elsewhere') return known;
  const endedAt = known.phase === 'stopped' ? at : known.endedAt;
  return { ...known, phase: 'ended', outcome: 'answered-elsewhere', endedAt };
}

/** Returns the time at which a call that stopped ringing becomes missed. Returns null for any other call. */
export const decisionDue = (call: Call): Millis | null =>
  call.phase === 'stopped' ? (call.endedAt ?? 0) + RING_AGAIN_MS : null;

/** The causes of the legs that ended in the last ring. The ends of earlier rings no longer count. */
function causesOf({ legs, ringingAt }: Ended): readonly EndCause[] {
  const endings = Object.values(legs).flatMap(({ ended }) => ended ?? []);
  const last = endings.filter(({ at }) => at >= (ringingAt ?? 0));
  return (last.length > 0 ? last : endings).map(({ cause }) => cause);
}

/** Returns the strongest of these causes. */
export const strongestOf = (causes: readonly EndCause[]): EndCause =>
  BY_STRENGTH.find((cause) => causes.includes(cause)) ?? 'hangup';

/** The end of a call at a line. */
export interface Ending {
  readonly callId: CallId;
  readonly ringKey: number;
  readonly cause: EndCause;
  readonly at: Millis;
}

/** Returns the call after its leg at `lineId` ended. The call itself ends with the last of its legs. */
export function endLeg(call: Call, lineId: LineId, { callId, ringKey, cause, at }: Ending, sentAt = 0): Call {
  // The causes `gone` and `moved` are inferred; no event reports them. So a later message about this same
  // ring must be able to bring the call back.
  const endedKey = cause === 'gone' || cause === 'moved' ? ringKey - 1 : ringKey;
  const leg = call.legs[lineId];
  const legs = {
    ...call.legs,
    [lineId]: {
      ...{ callId, direction: leg?.direction ?? call.direction, phase: 'ended' as const, ringKey: endedKey },
      ...{ devices: leg?.devices ?? [], left: leg?.left ?? [], ended: { cause, at, sentAt } },
    },
  };
  const phase = phaseOf(legs);
  if (phase !== null) return { ...call, legs, phase };
  return { ...call, legs, ...endingOf({ ...call, legs }), endedAt: at, verifyAt: null };
}
