/** The call that "Show me a test call" makes: it goes the way of every other call, but no server knows of it. */
import type { CallFacts } from './call.ts';
import type { Millis } from '../common/types.ts';

/** A test call as it is heard at `at`; `id` is new each time. It is never counted, and opens the CRM on the agent's click only. */
export const testCall = (id: string, at: Millis): CallFacts => ({
  callId: `test-${id}`,
  relatedIds: [],
  direction: 'incoming',
  phase: 'ringing',
  caller: { kind: 'external', number: '0501234567' },
  label: 'Clark Kent',
  dialed: '0722776772',
  queueId: null,
  ringKey: Math.floor(at / 1000),
  startedAt: at,
  answeredAt: null,
  details: [],
  isTest: true,
});
