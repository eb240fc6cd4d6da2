/** Selectors on the state of the calls. */
import { type Call, isLive } from './call.ts';
import type { Book } from './state.ts';
import type { Millis } from '../common/types.ts';

/**
 * Returns all calls that have a card: live calls, and ended ones whose card still lingers. Ringing calls come
 * first, then the order is by start time.
 */
export function cards(book: Book): readonly Call[] {
  return Object.values(book.calls)
    .filter((call) => call.card)
    .sort(
      (a, b) => Number(b.phase === 'ringing') - Number(a.phase === 'ringing') || a.startedAt - b.startedAt,
    );
}

/** Returns the cards of the call window. A suppressed ring appears only in the panel and the side panel. */
export const windowCards = (book: Book): readonly Call[] => cards(book).filter((call) => call.quiet === null);

/** Returns all live calls, including outgoing ones. */
export const liveCalls = (book: Book): readonly Call[] => Object.values(book.calls).filter(isLive);

/**
 * Returns the name of the queue that a call came through. Returns '' when there is none or its name is
 * unknown.
 */
export const queueName = (book: Book, call: Call): string =>
  call.queueId !== null && Object.hasOwn(book.queues, call.queueId) ? (book.queues[call.queueId] ?? '') : '';

/** The agent's status in Voicenter. */
export interface AgentStatus {
  /** Voicenter's number of the status. */
  readonly statusId: number;
  readonly since: Millis | null;
}

/** Returns the status of the line that changed last; null before any line has sent a status. */
export function agentStatus(book: Book): AgentStatus | null {
  const told = Object.values(book.lines).filter(({ statusId }) => statusId > 0);
  const [latest] = told.sort((a, b) => (b.statusSince ?? 0) - (a.statusSince ?? 0));
  return latest === undefined ? null : { statusId: latest.statusId, since: latest.statusSince };
}
