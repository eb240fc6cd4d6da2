/**
 * The call that "Show me a test call" creates. It follows the path of every other call, but no server knows
 * of it.
 */
import type { CallFacts } from './call.ts';
import type { Millis } from '../common/types.ts';

/**
 * Returns a test call that starts ringing at `at` (ms). `id` must be new each time. A test call is never
 * counted, and opens the CRM only when the agent clicks.
 */
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
  received: null,
  isTest: true,
});
