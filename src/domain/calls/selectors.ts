/** Selectors on the state of the calls. */
import { type Call, isLive, type Phase } from './call.ts';
import type { CallState } from './state.ts';
import type { Millis } from '../common/types.ts';

/** The order of the cards by phase. What the agent can still act on comes first. */
const ORDER: readonly Phase[] = ['ringing', 'talking', 'held', 'dialing', 'stopped', 'ended'];

/**
 * Returns all calls that have a card: live calls, and ended ones whose card still lingers. They are
 * ordered by phase. Live calls of one phase are ordered by start time, finished ones from the newest to
 * the oldest.
 */
export function cards(state: CallState): readonly Call[] {
  return Object.values(state.calls)
    .filter((call) => call.card)
    .sort(
      (a, b) =>
        ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase) ||
        (b.endedAt ?? 0) - (a.endedAt ?? 0) ||
        a.startedAt - b.startedAt,
    );
}

/**
 * Returns at most `most` of these cards, in their order. Finished calls are left out first, the oldest of
 * them before the others.
 */
export function mostRelevant(calls: readonly Call[], most: number): readonly Call[] {
  const byRelevance = [...calls].sort(
    (a, b) => Number(isLive(b)) - Number(isLive(a)) || (b.endedAt ?? 0) - (a.endedAt ?? 0),
  );
  const kept = new Set(byRelevance.slice(0, most));
  return calls.filter((call) => kept.has(call));
}

/** Returns the cards of the call window. A suppressed ring appears only in the panel and the side panel. */
export const windowCards = (state: CallState): readonly Call[] =>
  cards(state).filter((call) => call.suppressed === null);

/** Returns all live calls, including outgoing ones. */
export const liveCalls = (state: CallState): readonly Call[] => Object.values(state.calls).filter(isLive);

/**
 * Returns the live call that matters most to the agent: one that rings comes before one in talk. A test call
 * is over for the agent as soon as its card is gone.
 */
export const foremostCall = (state: CallState): Call | null =>
  [...liveCalls(state).filter(({ isTest, card }) => card || !isTest)].sort(
    (a, b) => ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase) || a.startedAt - b.startedAt,
  )[0] ?? null;

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
