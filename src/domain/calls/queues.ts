/** Who waits in the queues: how the book hears of it, and how the panel shows it. */
import type { CallFacts } from './call.ts';
import type { CallEvent, QueueFacts, WaitingCaller } from './events.ts';
import type { Book } from './state.ts';

/** Callers whose numbers are remembered for the moment in which one of them is joined. */
const WAITED_CALLERS = 200;
/** Far beyond what an account has; only a server that lies comes so far. */
const MOST_QUEUES = 300;

export interface WaitingQueue {
  readonly queueId: string;
  readonly name: string;
  /** Who has waited longest comes first. */
  readonly callers: readonly WaitingCaller[];
}

/** Queues in which somebody waits, the one with the longest wait first. */
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

/** How old the word on the queues may be, in ms, before the same word once more is news. */
const QUEUES_FRESH_MS = 15_000;

/** The book after a word on queues; the very same object when it tells nothing new. `whole`: of queues that it does not name nobody speaks any more. */
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
  // Where nobody waits, nobody is told how old that word is: then an hour of it writes nothing, and draws nothing anew.
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

/** Fills in the number of a joined queue call from the queue that it waited in. */
export function named(book: Book, facts: CallFacts): CallFacts {
  const waited = facts.caller.kind === 'hidden' ? book.waited[facts.callId] : undefined;
  return waited === undefined ? facts : { ...facts, caller: waited };
}
