/** The agent's status at Voicenter, as their lines tell it. */
import type { Book } from './reducer.ts';
import type { Millis } from './call.ts';

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
