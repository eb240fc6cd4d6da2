import { expect, it } from 'vitest';
import { callSearch } from '../../../src/domain/history/call-search.ts';
import { itemsTaken } from '../../support/work.ts';
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
  details: [
    { name: 'Order', value: 'A-4711' },
    { name: 'Unit', value: 'צה״ל' },
    { name: 'Friend', value: 'Zeev' },
  ],
  linkId: null,
  lookup: { kind: 'found', url: null, urlRefused: false, name: 'Zoë Kent', company: 'Acme Ltd', total: 1 },
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
  ['\u202a+972501234567\u202c', true],
  ['\u202a+972 50-123-4567\u202c', true],
  ['\u200e050-123-4567', true],
  ['050\u2011123\u20114567', true],
  ['050\u2013123\u20134567', true],
  ['050\u2212123\u22124567', true],
  ['050\u00a0123\u202f4567', true],
  ['050\u200b1234567', true],
  ['00972501234567', true],
  ['00972 50', true],
  ['0097', true],
  ['+972 (0)50-123-4567', true],
  ['+9720501234567', true],
  ['050/1234567', true],
  ['(050) 123.4567', true],
  ['tel:0501234567', true],
  ['tel:+972-50-123-4567;ext=12', true],
  ['sip:0501234567@10.0.0.1', true],
  ['0501234567 ext. 3', true],
  ['Tel: 050-123-4567', true],
  ['"0501234567"', true],
  ['\u0660\u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667', true],
  ['\u0660\u0665\u0660', true],
  ['０５０１２３４５６７', true],
  ['kent \u202a+972501234567\u202c', true],
  ['kent +972 50 123 4567', true],
  ['tel:0501234568', false],
  ['+972501234568', false],
  ['00972501234568', false],
  ['+44501234567', false],
  ['acme', true],
  ['acme kent', true],
  ['\u200fתמיכה\u200e', true],
  ['תְּמִיכָה', true],
  ['צה"ל', true],
  ['צה״ל', true],
  ['Ze\u00adev', true],
  ['order', false],
])('the search for %j finds the call: %s', (query, found) => {
  expect(callSearch(query, 'IL')(call)).toBe(found);
});

it('the search finds a hidden caller by name and queue only', () => {
  expect(callSearch('050', 'IL')({ ...call, caller: { kind: 'hidden' } })).toBe(false);
});

it('the search finds a caller by the name that came without a number', () => {
  const named: CallSummary = { ...call, caller: { kind: 'external', number: null, name: 'Moshe Cohen' } };
  expect(callSearch('cohen', 'IL')(named)).toBe(true);
  expect(callSearch('0501234567', 'IL')(named)).toBe(false);
});

it('the search for a very long text reads only its start', () => {
  const search = (length: number) => () => callSearch('1 '.repeat(length), 'IL')(call);
  search(200)();
  expect(itemsTaken(search(100_000))).toBeLessThanOrEqual(itemsTaken(search(200)));
});
