/** Writes, ends and forgets calls in the state. */
import { type Call, isIncoming, isOpen, type EndCause, type Leg } from './call.ts';
import type { CallId, Millis, LineId } from '../common/types.ts';
import type { CallState } from './state.ts';
import { answeredByColleague, endLeg } from './call-outcome.ts';
import { isUsedByOther, type LineFacts } from './lines.ts';
import { hangUpDevice } from './call-transitions.ts';
import { type LineReport, NO_REPORT } from './legs.ts';

/** Maximum length of the list of unseen missed calls. The oldest ones are dropped. */
const MOST_MISSED = 1_000;

/**
 * Returns the state with this call, and with an up-to-date list of unseen missed calls. A call that rings
 * again or is answered is not missed. Returns the same state when the call is unchanged.
 */
export function putCall(state: CallState, call: Call, at: Millis): CallState {
  if (state.calls[call.callId] === call) return state;
  const next: CallState = {
    ...state,
    calls: { ...state.calls, [call.callId]: call },
    missed: missedWith(state, call),
  };
  // Past calls stay while this call rings or talks. Writing them too would delay the display of its number.
  return isOpen(call) ? drop(next, tooMany(next)) : removeCall(next, at);
}

/** Returns the unseen missed calls after `call` is written, or the same list when nothing changes. */
function missedWith({ calls, missed }: CallState, call: Call): CallState['missed'] {
  const others = missed.filter((id) => id !== call.callId);
  if (isIncoming(call) && call.outcome === 'missed') {
    const wasMissed = calls[call.callId]?.outcome === 'missed';
    return wasMissed ? missed : [...others, call.callId].slice(-MOST_MISSED);
  }
  return others.length === missed.length ? missed : others;
}

/**
 * Returns the state with the call changed by `change`. Returns the same state when the call is unknown or
 * unchanged.
 */
export function patchCall(state: CallState, callId: CallId, change: (call: Call) => Call): CallState {
  const call = state.calls[callId];
  const changed = call === undefined ? undefined : change(call);
  return changed === undefined || changed === call
    ? state
    : { ...state, calls: { ...state.calls, [callId]: changed } };
}

/** Returns the id under which a call is stored. */
export const canonicalId = (state: CallState, callId: CallId): CallId =>
  Object.hasOwn(state.aliases, callId) ? (state.aliases[callId] ?? callId) : callId;

// Functions that end a call at some or all of its lines.

/**
 * Returns the state after the end of those live legs for which `causeAt` returns a cause. A leg with null
 * stays.
 */
export function endLegs(
  state: CallState,
  call: Call,
  causeAt: (lineId: LineId, leg: Leg) => EndCause | null,
  at: Millis,
): CallState {
  const ended = Object.entries(call.legs).reduce((ending, [lineId, leg]) => {
    const cause = leg.phase === 'ended' ? null : causeAt(lineId, leg);
    return cause === null
      ? ending
      : endLeg(ending, lineId, { callId: leg.callId, ringKey: leg.ringKey, cause, at });
  }, call);
  return putCall(state, ended, at);
}

/**
 * Returns the state after a hang-up event that contains only the id of its call. Returns the same state when
 * the call is unknown.
 */
export function endCallById(
  state: CallState,
  callId: CallId | null,
  lineId: LineId,
  { cause, at, report = NO_REPORT }: { cause: EndCause; at: Millis; report?: LineReport },
): CallState {
  const call = callId === null ? undefined : state.calls[canonicalId(state, callId)];
  const leg = call?.legs[lineId];
  return call === undefined || leg === undefined || leg.phase === 'ended' || leg.callId !== callId
    ? state
    : putCall(
        state,
        hangUpDevice(call, null, lineId, { callId, ringKey: leg.ringKey, cause, at }, report),
        at,
      );
}

/** True when the state has the call, live or past. */
export const isKnownCall = (state: CallState, callId: CallId | null): callId is CallId =>
  callId !== null && Object.hasOwn(state.calls, canonicalId(state, callId));

/**
 * Returns the state after a call was answered at a line that is not the agent's. Returns the same state when
 * the call is unknown. When another user than the line's own is logged in there, nobody is named.
 */
export function answerAtLine(
  state: CallState,
  callId: CallId | null,
  line: LineFacts,
  at: Millis,
): CallState {
  const call = isKnownCall(state, callId) ? state.calls[canonicalId(state, callId)] : undefined;
  const name = isUsedByOther(line) ? '' : line.userName;
  return call === undefined ? state : putCall(state, answeredByColleague(call, name, at), at);
}

// Limits of the stored calls.

/**
 * How long an ended call is stored, in ms. A queue may ring the same call again after up to 323 s
 * (docs/wire.md 3.3).
 */
const MEMORY_MS = 10 * 60_000;

/** Maximum number of ended calls that are stored. */
const MEMORY_CALLS = 40;

/**
 * More open calls than any agent or account has. Only a faulty server reaches this limit. Calls beyond it are
 * dropped, so that the worker keeps running.
 */
const MOST_OPEN_CALLS = 200;

/**
 * Returns the state without the ended calls beyond `MEMORY_CALLS` and the open calls beyond
 * `MOST_OPEN_CALLS`. With `at` (ms), it also drops the ended calls older than `MEMORY_MS`. An ended call that
 * still has a card counts as open.
 */
export function removeCall(state: CallState, at: Millis | null): CallState {
  const ended = Object.values(state.calls)
    .filter((call) => !call.card && !isOpen(call))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const old = ended.filter(
    (call, index) => index >= MEMORY_CALLS || (at !== null && at - (call.endedAt ?? 0) > MEMORY_MS),
  );
  return drop(state, [...old, ...tooMany(state)]);
}

/** Returns the state without these calls and their aliases, or the same state when the list is empty. */
function drop(state: CallState, calls: readonly Call[]): CallState {
  if (calls.length === 0) return state;
  const dropped = new Set(calls.map((call) => call.callId));
  const kept = <T>(
    entries: Readonly<Record<string, T>>,
    isDropped: (key: string, value: T) => boolean,
  ): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([key, value]) => !isDropped(key, value)));
  return {
    ...state,
    calls: kept(state.calls, (callId) => dropped.has(callId)),
    aliases: kept(state.aliases, (_, callId) => dropped.has(callId)),
  };
}

/**
 * Returns the surplus of calls that have a card or are undecided: those with the oldest messages. Empty up to
 * `MOST_OPEN_CALLS`.
 */
function tooMany({ calls }: CallState): readonly Call[] {
  const open = Object.values(calls).filter((call) => call.card || isOpen(call));
  const heardAt = ({ verifyAt, endedAt }: Call): Millis => verifyAt ?? endedAt ?? 0;
  return open.length <= MOST_OPEN_CALLS
    ? []
    : open.sort((a, b) => heardAt(a) - heardAt(b)).slice(0, open.length - MOST_OPEN_CALLS);
}
