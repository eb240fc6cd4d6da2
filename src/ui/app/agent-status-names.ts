/**
 * Names of Voicenter's agent statuses. Customers rename statuses, and four statuses are documented nowhere. A
 * status without a name here shows its number (docs/wire.md 3.8).
 */
import { msg, type Text } from '../../domain/common/messages.ts';

/** The numbers of the statuses that have a name. */
export const NAMED_STATUSES = [1, 2, 3, 5, 7, 9, 11, 12, 13] as const;

/** Returns the name of a status, or a text with its number. */
export function statusName(statusId: number): Text {
  const named = NAMED_STATUSES.find((known) => known === statusId);
  return named === undefined
    ? msg('agent.status.unknown', { number: statusId })
    : msg(`agent.status.${named}`);
}
