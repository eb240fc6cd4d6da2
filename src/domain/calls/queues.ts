/** Callers who wait in queues: how the state receives them, and how the panel shows them. */
import { type CallFacts, mergeCaller, numberOf } from './call.ts';
import type { CallEvent, QueueFacts, WaitingCaller } from './events.ts';
import type { CallState } from './state.ts';
import type { Millis } from '../common/types.ts';
import { isSameJson } from '../common/same-json.ts';

/**
 * Number of waiting callers whose numbers are stored, for the moment in which one of them is joined to the
 * agent.
 */
const WAITED_CALLERS = 200;
/** More queues than any account has. Only a faulty server reaches this limit. */
const MOST_QUEUES = 300;

/** A queue in which somebody waits, as the panel shows it. */
export interface WaitingQueue {
  readonly queueId: string;
  readonly name: string;
  /** The caller with the longest wait comes first. */
  readonly callers: readonly WaitingCaller[];
}

/**
 * From this wait on, in ms, a caller has waited long. The server sends no target for a queue, so these are
 * the usual patience of callers: many hang up in the second minute.
 */
const WAIT_NEAR_MS = 45_000;
/** From this wait on, in ms, a caller has waited too long. */
const WAIT_OVER_MS = 120_000;

/** How a wait stands: within the limits, near the limit, or over it. */
export type WaitLevel = 'fine' | 'near' | 'over';

/** Returns how a wait (ms) stands. */
export function waitLevel(wait: Millis): WaitLevel {
  if (wait >= WAIT_OVER_MS) return 'over';
  return wait >= WAIT_NEAR_MS ? 'near' : 'fine';
}

/** Returns the queues in which somebody waits. The queue with the longest wait comes first. */
export function waitingQueues({ waiting, queues }: CallState): readonly WaitingQueue[] {
  return Object.entries(waiting)
    .filter(([, callers]) => callers.length > 0)
    .map(([queueId, callers]) => ({
      queueId,
      name: queues[queueId] ?? queueId,
      callers: [...callers].sort((a, b) => a.since - b.since),
    }))
    .sort((a, b) => (a.callers[0]?.since ?? 0) - (b.callers[0]?.since ?? 0));
}

/** A repeated, unchanged message updates `waitingAt` only when `waitingAt` is older than this, in ms. */
const QUEUES_FRESH_MS = 15_000;

/**
 * Returns the state after a message about queues, or the same object when the message changes nothing.
 * `whole`: queues that the message does not name are removed from `waiting`.
 */
export function applyQueues(
  state: CallState,
  { queues, whole, at }: CallEvent & { kind: 'queues' },
): CallState {
  const named = new Set(queues.map(({ queueId }) => queueId));
  const gone = whole && Object.keys(state.waiting).some((queueId) => !named.has(queueId));
  const left = gone
    ? {
        ...state,
        waiting: Object.fromEntries(Object.entries(state.waiting).filter(([queueId]) => named.has(queueId))),
      }
    : state;
  const heard = queues.reduce(hearQueue, left);
  // The UI shows the age of the queue data only while somebody waits. So an hour of unchanged messages about
  // empty queues causes no write and no redraw.
  const isStale =
    at - (state.waitingAt ?? 0) > QUEUES_FRESH_MS &&
    Object.values(heard.waiting).some((callers) => callers.length > 0);
  return heard !== state || isStale ? { ...heard, waitingAt: at } : state;
}

function hearQueue(state: CallState, queue: QueueFacts): CallState {
  const { queueId, name, waiting } = queue;
  const isOneTooMany = (queues: object): boolean =>
    !Object.hasOwn(queues, queueId) && Object.keys(queues).length >= MOST_QUEUES;
  if (isOneTooMany(state.waiting) || isOneTooMany(state.queues)) return state;
  const former = Object.hasOwn(state.waiting, queueId) ? state.waiting[queueId] : undefined;
  const isKnown = isSameJson(former, waiting);
  if (isKnown && (name === '' || state.queues[queueId] === name)) return state;
  // Who has just left the queue comes last: they may be joined to the agent next.
  const heard = new Map(
    [...waiting, ...(former ?? [])].flatMap(({ callId, caller }) =>
      caller.kind === 'hidden' ? [] : [[callId, caller] as const],
    ),
  );
  const others = Object.entries(state.waited).filter(([callId]) => !heard.has(callId));
  return {
    ...state,
    waiting: { ...state.waiting, [queueId]: waiting },
    queues: name === '' ? state.queues : { ...state.queues, [queueId]: name },
    waited: Object.fromEntries([...others, ...heard].slice(-WAITED_CALLERS)),
  };
}

/**
 * Returns the facts of a joined queue call with the number from the queue in which the caller waited. Returns
 * `facts` itself when the call has a number or the queue did not name one.
 */
export function nameQueues(state: CallState, facts: CallFacts): CallFacts {
  const waited = numberOf(facts.caller) === null ? state.waited[facts.callId] : undefined;
  return waited === undefined ? facts : { ...facts, caller: mergeCaller(waited, facts.caller) };
}
