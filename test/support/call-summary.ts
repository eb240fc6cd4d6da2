/** A past call as stored in the history, with the given differences. */
import type { CallSummary } from '../../src/domain/calls/call-summary.ts';

export const callSummary = (different: Partial<CallSummary> = {}): CallSummary => ({
  callId: 'c1',
  direction: 'incoming',
  caller: { kind: 'external', number: '0501234567' },
  name: 'Clark Kent',
  dialed: '0722776772',
  queue: 'Support',
  lineId: 'SIP',
  rings: 1,
  late: false,
  startedAt: 1_000,
  talkingAt: null,
  endedAt: null,
  outcome: null,
  suppressed: null,
  details: [],
  linkId: null,
  lookup: null,
  ...different,
});
