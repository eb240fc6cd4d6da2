/** Callers who wait in queues: how the state receives them, and how the panel shows them. */
import type { CallFacts } from './call.ts';
import type { CallEvent, QueueFacts, WaitingCaller } from './events.ts';
import type { Book } from './state.ts';

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

/** Returns the queues in which somebody waits. The queue with the longest wait comes first. */
export function waitingQueues({ waiting, queues }: Book): readonly WaitingQueue[] {
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
export function hearQueues(book: Book, { queues, whole, at }: CallEvent & { kind: 'queues' }): Book {
  const named = new Set(queues.map(({ queueId }) => queueId));
  const gone = whole && Object.keys(book.waiting).some((queueId) => !named.has(queueId));
  const left = gone
    ? {
        ...book,
        waiting: Object.fromEntries(Object.entries(book.waiting).filter(([queueId]) => named.has(queueId))),
      }
    : book;
  const heard = queues.reduce(hearQueue, left);
  // The UI shows the age of the queue data only while somebody waits. So an hour of unchanged messages about
  // empty queues causes no write and no redraw.
  const isStale =
    at - (book.waitingAt ?? 0) > QUEUES_FRESH_MS &&
    Object.values(heard.waiting).some((callers) => callers.length > 0);
  return heard !== book || isStale ? { ...heard, waitingAt: at } : book;
}

function hearQueue(book: Book, queue: QueueFacts): Book {
  const { queueId, name, waiting } = queue;
  const isOneTooMany = (queues: object): boolean =>
    !Object.hasOwn(queues, queueId) && Object.keys(queues).length >= MOST_QUEUES;
  if (isOneTooMany(book.waiting) || isOneTooMany(book.queues)) return book;
  const isKnown =
    Object.hasOwn(book.waiting, queueId) && JSON.stringify(book.waiting[queueId]) === JSON.stringify(waiting);
  if (isKnown && (name === '' || (Object.hasOwn(book.queues, queueId) && book.queues[queueId] === name)))
    return book;
  const numbers = waiting.flatMap(({ callId, caller }) =>
    caller.kind === 'hidden' ? [] : [[callId, caller] as const],
  );
  const waited = [...Object.entries(book.waited), ...numbers];
  return {
    ...book,
    waiting: { ...book.waiting, [queueId]: waiting },
    queues: name === '' ? book.queues : { ...book.queues, [queueId]: name },
    waited: Object.fromEntries(waited.slice(-WAITED_CALLERS)),
  };
}

/**
 * Returns the facts of a joined queue call with the number from the queue in which the caller waited. Returns
 * `facts` itself when the caller is not hidden or the queue did not name a number.
 */
export function named(book: Book, facts: CallFacts): CallFacts {
  const waited = facts.caller.kind === 'hidden' ? book.waited[facts.callId] : undefined;
  return waited === undefined ? facts : { ...facts, caller: waited };
}
