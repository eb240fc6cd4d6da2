/** Selectors on the state of the calls. */
import { type Call, isLive } from './call.ts';
import type { CallState } from './state.ts';
import type { Millis } from '../common/types.ts';

/**
 * Returns all calls that have a card: live calls, and ended ones whose card still lingers. Ringing calls come
 * first, then the order is by start time.
 */
export function cards(state: CallState): readonly Call[] {
  return Object.values(state.calls)
    .filter((call) => call.card)
    .sort(
      (a, b) => Number(b.phase === 'ringing') - Number(a.phase === 'ringing') || a.startedAt - b.startedAt,
    );
}

/** Returns the cards of the call window. A suppressed ring appears only in the panel and the side panel. */
export const windowCards = (state: CallState): readonly Call[] =>
  cards(state).filter((call) => call.suppressed === null);

/** Returns all live calls, including outgoing ones. */
export const liveCalls = (state: CallState): readonly Call[] => Object.values(state.calls).filter(isLive);

/**
 * Returns the name of the queue that a call came through. Returns '' when there is none or its name is
 * unknown.
 */
export const queueName = (state: CallState, call: Call): string =>
  call.queueId !== null && Object.hasOwn(state.queues, call.queueId)
    ? (state.queues[call.queueId] ?? '')
    : '';

/** The agent's status in Voicenter. */
export interface AgentStatus {
  /** Voicenter's number of the status. */
  readonly statusId: number;
  readonly since: Millis | null;
}

/** Returns the status of the line that changed last; null before any line has sent a status. */
export function agentStatus(state: CallState): AgentStatus | null {
  const told = Object.values(state.lines).filter(({ statusId }) => statusId > 0);
  const [latest] = told.sort((a, b) => (b.statusSince ?? 0) - (a.statusSince ?? 0));
  return latest === undefined ? null : { statusId: latest.statusId, since: latest.statusSince };
}
