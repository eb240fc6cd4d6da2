/** The list of past calls follows the history without reading all of it again. */
import { expect, it } from 'vitest';
import { mergeCalls } from '../../../src/domain/history/merge-calls.ts';
import { dayTotals } from '../../../src/domain/history/day-totals.ts';
import { callSummary } from '../../support/call-summary.ts';

const call = (startedAt: number, name = '') =>
  callSummary({ callId: `c${String(startedAt)}`, startedAt, name });
const KNOWN = [call(4), call(3), call(2), call(1)];

it('a new call comes first, a changed one is replaced, and the others stay the same objects', () => {
  const merged = mergeCalls(KNOWN, { newest: [call(5), call(4, 'Lois'), call(3)], others: [], count: 5 });
  expect(merged?.map(({ callId, name }) => callId + name)).toEqual(['c5', 'c4Lois', 'c3', 'c2', 'c1']);
  expect(merged?.slice(2)).toEqual(KNOWN.slice(1));
  for (const at of [2, 3, 4]) expect(merged?.[at]).toBe(KNOWN[at - 1]);
});

it('an older call that changed is replaced', () => {
  const merged = mergeCalls(KNOWN, { newest: [call(4)], others: [call(2, 'Lois')], count: 4 });
  expect(merged?.[2]?.name).toBe('Lois');
});

it.each([
  ['older calls were deleted', 3],
  ['calls are missing', 6],
])('the whole history is read again when %s', (_, count) => {
  expect(mergeCalls(KNOWN, { newest: [call(4)], others: [], count })).toBeNull();
});

it('the numbers of the day count incoming calls since midnight', () => {
  const of = (startedAt: number, different: Parameters<typeof callSummary>[0]) =>
    callSummary({ startedAt, ...different });
  expect(
    dayTotals(
      [
        of(9, { outcome: 'missed' }),
        of(8, { outcome: 'answered', talkingAt: 8 }),
        of(7, { direction: 'outgoing', talkingAt: 7 }),
        of(6, { outcome: 'answered-elsewhere' }),
        of(4, { outcome: 'missed' }),
      ],
      5,
    ),
  ).toEqual({ answered: 1, missed: 1 });
});
