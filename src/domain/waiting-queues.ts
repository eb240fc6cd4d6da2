/** Who waits in the queues, as the panel shows it. */
import type { Book } from './call-book.ts';
import type { WaitingCaller } from './call.ts';

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
    .map(([queueId, callers]) => ({ queueId, name: queues[queueId] ?? queueId, callers: [...callers].sort((a, b) => a.since - b.since) }))
    .sort((a, b) => (a.callers[0]?.since ?? 0) - (b.callers[0]?.since ?? 0));
}
