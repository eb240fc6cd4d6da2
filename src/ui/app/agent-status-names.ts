/** Names of Voicenter's agent statuses. Customers rename them, and four are documented nowhere: those show their number (docs/wire.md 3.8). */
import { say, type Text } from '../../domain/common/messages.ts';

/** Those that have a name. */
export const NAMED_STATUSES = [1, 2, 3, 5, 7, 9, 11, 12, 13] as const;

export function statusName(statusId: number): Text {
  const named = NAMED_STATUSES.find((known) => known === statusId);
  return named === undefined
    ? say('agent.status.unknown', { number: statusId })
    : say(`agent.status.${named}`);
}
