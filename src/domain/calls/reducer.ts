/**
 * The reducer of the state of all known calls, live and recently ended. `reduce` is the only way to change
 * that state. Pure.
 */
import { type Call, type CallFacts, type DeviceCall, type EndCause, isLive } from './call.ts';
import { endCall, applyCall } from './call-transitions.ts';
import { applyAnswer, applyKnown, chooseMatch } from './caller-lookup.ts';
import { isTalk, liveliest } from './legs.ts';
import { createColleagueNaming, type LineScope, ownLinesOf, ownsLine, type LineFacts } from './lines.ts';
import { applyQueues, nameQueues } from './queues.ts';
import type { CallId, LineId, Millis } from '../common/types.ts';
import { mergeLabels, NO_LABELS } from '../common/caller/known-labels.ts';
import type { CallEvent } from './events.ts';
import { type CallState, initialState } from './state.ts';
import { liveCalls } from './selectors.ts';
import { answerAtLine, canonicalId, endCallById, endLegs, patchCall, putCall } from './update-call.ts';
import { expire } from './expiry.ts';
import { isSameJson } from '../common/same-json.ts';

/** The line of a test call. It exists on no server. */
const TEST_LINE = 'test';
const MAX_LINES = 500;
const MOST_IDS = 50;

/** Returns the state after `event`, or the same object when the event changes nothing. Never throws. */
export function reduce(state: CallState, event: CallEvent): CallState {
  switch (event.kind) {
    case 'line':
      return onLine(state, event);
    case 'snapshot':
      return onSnapshot(state, event);
    case 'queues':
      return applyQueues(state, event);
    case 'signed-in':
      return state.who === event.who
        ? rescope(state, event.scope, event.at)
        : { ...initialState, who: event.who, scope: event.scope, missed: event.missed ?? [] };
    case 'signed-out':
      return initialState;
    case 'labels-read':
      return state.who === event.who ? { ...state, labels: mergeLabels(event.labels, state.labels) } : state;
    case 'labels-forgotten':
      return { ...state, labels: NO_LABELS };
    case 'looked-up':
      return patchCall(state, event.callId, (call) => applyAnswer(call, event.answer));
    case 'record-chosen':
      return patchCall(state, event.callId, (call) => chooseMatch(call, event.record));
    case 'caller-read':
      return patchCall(state, event.callId, (call) => applyKnown(call, event.known));
    case 'dismissed':
      return patchCall(state, event.callId, (call) =>
        call.card ? { ...call, card: false, pinned: false } : call,
      );
    case 'muted':
      return patchCall(state, event.callId, (call) =>
        call.muted ? call : { ...call, muted: true, card: false, pinned: false },
      );
    case 'test-call':
      return putCall(state, applyCall(undefined, event.call, TEST_LINE, 'announced', event.at), event.at);
    case 'pinned':
      return expire(
        patchCall(state, event.callId, (call) => pin(call, event.pinned)),
        event.at,
      );
    case 'unpin-all':
      return expire(
        Object.keys(state.calls).reduce(
          (next, callId) => patchCall(next, callId, (call) => pin(call, false)),
          state,
        ),
        event.at,
      );
    case 'missed-read':
      return state.missed.length === 0 ? state : { ...state, missed: [] };
    case 'tick':
      return expire(state, event.at);
  }
}

function onLine(state: CallState, event: CallEvent & { kind: 'line' }): CallState {
  const { lineId } = event.line;
  if (!ownsLine(state, event.line)) {
    const left = Object.hasOwn(state.lines, lineId) ? leaveLine(state, lineId, event.at) : state;
    return isAnswer(event) ? answerAtLine(left, event.callId, event.line, event.at) : left;
  }
  if (!Object.hasOwn(state.lines, lineId) && Object.keys(state.lines).length >= MAX_LINES) return state;
  const next = hearLine(state, event.line);
  if (event.call === null)
    return event.reason === 'hangup' ? endCallById(next, event.callId, lineId, event) : next;
  const nameColleague = createColleagueNaming(() => Object.values(next.lines));
  const facts = nameColleague(nameQueues(next, event.call), lineId);
  const known = withAlias(next, facts);
  const before = known.calls[canonicalId(known, facts.callId)];
  const { reason, cause, at, report } = event;
  const after =
    reason === 'hangup'
      ? endCall(before, facts, lineId, cause, at, report)
      : applyCall(before, facts, lineId, reason === 'newcall' ? 'announced' : 'midway', at, report);
  return putCall(known, after, at);
}

/** True for an answer of an incoming call. A call that is joined to a line is answered without a ring. */
const isAnswer = ({ reason, call }: CallEvent & { kind: 'line' }): boolean =>
  (reason === 'answer' || reason === 'newcall') && (call === null || isIncomingTalk(call));
const isIncomingTalk = ({ direction, phase }: CallFacts): boolean =>
  direction === 'incoming' && isTalk(phase);

/**
 * After a transfer the caller returns under a new id that names the old ones (docs/wire.md 3.5). Both ids
 * belong to one call.
 */
function withAlias(state: CallState, facts: CallFacts): CallState {
  if (
    facts.direction !== 'incoming' ||
    Object.hasOwn(state.calls, facts.callId) ||
    Object.hasOwn(state.aliases, facts.callId)
  )
    return state;
  const from = facts.relatedIds
    .map((id) => canonicalId(state, id))
    .find((id) => Object.hasOwn(state.calls, id) && state.calls[id]?.direction === 'incoming');
  return from === undefined || (state.calls[from]?.ids.length ?? 0) >= MOST_IDS
    ? state
    : { ...state, aliases: { ...state.aliases, [facts.callId]: from } };
}

/** The agent has left this line. Its calls continue without the agent. */
function leaveLine(state: CallState, lineId: LineId, at: Millis): CallState {
  const left: CallState = {
    ...state,
    lines: Object.fromEntries(Object.entries(state.lines).filter(([id]) => id !== lineId)),
  };
  return liveCalls(left).reduce(
    (next, call) => endLegs(next, call, (id) => (id === lineId ? 'moved' : null), at),
    left,
  );
}

/** The agent picked other lines. The next snapshot says which of them exist. */
function rescope(state: CallState, scope: LineScope, at: Millis): CallState {
  if (isSameJson(scope, state.scope)) return state;
  const next: CallState = { ...state, scope };
  const lost = Object.values(state.lines).filter(
    (line) => !ownsLine({ ...next, lines: {}, hasSnapshot: true }, line),
  );
  return lost.reduce((leaving, { lineId }) => leaveLine(leaving, lineId, at), next);
}

function onSnapshot(state: CallState, event: CallEvent & { kind: 'snapshot' }): CallState {
  const own = ownLinesOf(state.scope, event.lines).slice(0, MAX_LINES);
  const present = new Set<string>();
  let next: CallState = {
    ...state,
    hasSnapshot: own.length > 0 || state.scope.kind === 'picked',
    lines: Object.fromEntries(own.map(({ line }) => [line.lineId, steady(state.lines[line.lineId], line)])),
  };
  const nameColleague = createColleagueNaming(() => event.lines.map(({ line }) => line));
  for (const { line, calls } of own) {
    for (const { facts, devices } of byCall(calls)) {
      next = withAlias(next, facts);
      const callId = canonicalId(next, facts.callId);
      present.add(legKey(callId, line.lineId));
      const report = { devices, sentAt: 0 };
      next = putCall(
        next,
        applyCall(
          next.calls[callId],
          nameColleague(nameQueues(next, facts), line.lineId),
          line.lineId,
          'snapshot',
          event.at,
          report,
        ),
        event.at,
      );
    }
  }
  // A live call that the server no longer lists has ended without an event, or its line no longer belongs to
  // the agent.
  const others = new Set(
    event.lines.flatMap(({ line }) => (Object.hasOwn(next.lines, line.lineId) ? [] : [line.lineId])),
  );
  const causeAt = (callId: CallId, lineId: LineId): EndCause | null => {
    if (present.has(legKey(callId, lineId))) return null;
    return others.has(lineId) ? 'moved' : 'gone';
  };
  for (const call of liveCalls(next))
    if (!call.isTest) next = endLegs(next, call, (lineId) => causeAt(call.callId, lineId), event.at);
  return event.lines.reduce(
    (answering, { line, calls }) =>
      others.has(line.lineId) ? answersOf(answering, line, calls, event.at) : answering,
    next,
  );
}

/**
 * The state after the calls of a colleague's line in a snapshot. A call that still rings at the agent's lines
 * may be that colleague's question, so it is not answered.
 */
const answersOf = (state: CallState, line: LineFacts, calls: readonly CallFacts[], at: Millis): CallState =>
  calls.filter(isIncomingTalk).reduce((next, { callId }) => {
    const call = next.calls[canonicalId(next, callId)];
    return call === undefined || isLive(call) ? next : answerAtLine(next, callId, line, at);
  }, state);

/** Groups the calls of a line by their id. A call that is on several devices has one entry for each. */
function byCall(
  calls: readonly CallFacts[],
): readonly { readonly facts: CallFacts; readonly devices: readonly DeviceCall[] }[] {
  const groups = new Map<CallId, CallFacts[]>();
  for (const facts of calls) groups.set(facts.callId, [...(groups.get(facts.callId) ?? []), facts]);
  return [...groups.values()].flatMap((group) => {
    const phase = liveliest(group.map((each) => each.phase));
    const facts = group.find((each) => each.phase === phase) ?? group[0];
    const devices = group.map(({ device = '', phase: its }) => ({ device, phase: its }));
    return facts === undefined ? [] : [{ facts, devices }];
  });
}

function hearLine(state: CallState, told: LineFacts): CallState {
  const known = state.lines[told.lineId];
  const line = steady(known, told);
  const same =
    known !== undefined &&
    (Object.keys(line) as (keyof LineFacts)[]).every((key) => known[key] === line[key]);
  return same ? state : { ...state, lines: { ...state.lines, [line.lineId]: line } };
}

/**
 * The server's clock counts seconds, ours milliseconds. Two reports of the same moment must not look like two
 * moments.
 */
const SAME_MOMENT_MS = 2_000;
function steady(known: LineFacts | undefined, line: LineFacts): LineFacts {
  const isSame =
    known?.statusId === line.statusId &&
    Math.abs((known.statusSince ?? 0) - (line.statusSince ?? 0)) <= SAME_MOMENT_MS;
  return isSame ? { ...line, statusSince: known.statusSince } : line;
}

const pin = (call: Call, pinned: boolean): Call => (call.pinned === pinned ? call : { ...call, pinned });
const legKey = (callId: CallId, lineId: LineId): string => JSON.stringify([callId, lineId]);
