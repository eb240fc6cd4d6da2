/** What is read from the state of the calls. */
import { type Call, isLive } from './call.ts';
import type { Book } from './state.ts';
import type { Millis } from '../common/types.ts';

/** Live calls and those whose card still lingers: ringing first, then by the time they began. */
export function cards(book: Book): readonly Call[] {
  return Object.values(book.calls)
    .filter((call) => call.card)
    .sort(
      (a, b) => Number(b.phase === 'ringing') - Number(a.phase === 'ringing') || a.startedAt - b.startedAt,
    );
}

/** What the call window shows: a ring that keeps quiet is for those who look at panel or desk. */
export const windowCards = (book: Book): readonly Call[] => cards(book).filter((call) => call.quiet === null);

/** All live calls, outgoing ones too. */
export const liveCalls = (book: Book): readonly Call[] => Object.values(book.calls).filter(isLive);

/** The name of the queue that a call came through, or '' when it came through none or its name is not known. */
export const queueName = (book: Book, call: Call): string =>
  call.queueId !== null && Object.hasOwn(book.queues, call.queueId) ? (book.queues[call.queueId] ?? '') : '';

export interface AgentStatus {
  /** Voicenter's number of it. */
  readonly statusId: number;
  readonly since: Millis | null;
}

/** The status of the line that changed last; null before any line has told one. */
export function agentStatus(book: Book): AgentStatus | null {
  const told = Object.values(book.lines).filter(({ statusId }) => statusId > 0);
  const [latest] = told.sort((a, b) => (b.statusSince ?? 0) - (a.statusSince ?? 0));
  return latest === undefined ? null : { statusId: latest.statusId, since: latest.statusSince };
}
