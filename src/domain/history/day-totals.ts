/** The numbers of a day. */
import type { CallSummary } from '../calls/call-summary.ts';
import type { Millis } from '../common/types.ts';

/** Counts of incoming calls. */
export interface DayTotals {
  /** Calls in which the agent talked. */
  readonly answered: number;
  readonly missed: number;
}

/** Counts the calls that began at `since` or later. `calls` come newest first. */
export function dayTotals(calls: readonly CallSummary[], since: Millis): DayTotals {
  let answered = 0;
  let missed = 0;
  for (const { direction, talkingAt, outcome, startedAt } of calls) {
    if (startedAt < since) break;
    if (direction !== 'incoming') continue;
    answered += Number(talkingAt !== null);
    missed += Number(outcome === 'missed');
  }
  return { answered, missed };
}
