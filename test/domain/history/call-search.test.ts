import { expect, it } from 'vitest';
import { callSearch } from '../../../src/domain/history/call-search.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';

const call: CallSummary = {
  callId: 'c1',
  direction: 'incoming',
  caller: { kind: 'external', number: '0501234567' },
  name: 'Zoë Kent',
  dialed: '0722776772',
  queue: 'תמיכה',
  lineId: 'SIP',
  rings: 1,
  late: false,
  startedAt: 0,
  talkingAt: null,
  endedAt: null,
  outcome: 'missed',
  suppressed: null,
  details: [{ name: 'Order', value: 'A-4711' }],
  linkId: null,
  lookup: null,
};

it.each<[string, boolean]>([
  ['', true],
  ['kent', true],
  ['zoe', true],
  ['תמיכה', true],
  ['0501234', true],
  ['050-123-4567', true],
  ['+97250', true],
  ['6772', true],
  ['4711', true],
  ['kent 050', true],
  ['kent 059', false],
  ['lois', false],
])('the search for %j finds the call: %s', (query, found) => {
  expect(callSearch(query, 'IL')(call)).toBe(found);
});

it('the search finds a hidden caller by name and queue only', () => {
  expect(callSearch('050', 'IL')({ ...call, caller: { kind: 'hidden' } })).toBe(false);
});
