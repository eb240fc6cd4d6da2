/** Past calls in groups: each caller once a day, with little work for a long history. */
import { expect, it } from 'vitest';
import { countCallers, groupCalls, headOf } from '../../../src/domain/history/caller-groups.ts';
import { createNumberKeys } from '../../../src/domain/history/same-caller.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { callSummary } from '../../support/call-summary.ts';
import { countingReads } from '../../support/work.ts';

const DAY = 86_400_000;
const dayOf = (at: number): number => at - (at % DAY);
const call = (callId: string, startedAt: number, number: string | null, name = ''): CallSummary =>
  callSummary({
    callId,
    startedAt,
    name,
    caller: number === null ? { kind: 'hidden' } : { kind: 'external', number },
  });
const CALLS = [
  call('e', 2 * DAY + 50, '0501234567'),
  call('d', 2 * DAY + 40, '0529998877', 'Lois Lane'),
  call('c', 2 * DAY + 30, '+972501234567', 'Clark Kent'),
  call('b', DAY + 20, '0501234567'),
  call('a', DAY + 10, null),
];
const ids = ({ groups }: ReturnType<typeof groupCalls>): string[] =>
  groups.map(({ calls }) => calls.map(({ callId }) => callId).join(' '));

it('a caller has one group a day, where the newest call is', () => {
  const grouped = groupCalls(CALLS, { keyOf: createNumberKeys('IL'), dayOf, limit: 20 });
  expect(ids(grouped)).toEqual(['e c', 'd', 'b', 'a']);
  expect(grouped.groups.map(({ day }) => day)).toEqual([2 * DAY, 2 * DAY, DAY, DAY]);
  expect(grouped.hasMore).toBe(false);
});

it('without days, a caller has one group', () => {
  const keyOf = createNumberKeys('IL');
  expect(ids(groupCalls(CALLS, { keyOf, limit: 20 }))).toEqual(['e c b', 'd', 'a']);
  expect(countCallers(CALLS, keyOf)).toBe(3);
});

it.each([
  [1, ['e c']],
  [2, ['e c', 'd']],
  [3, ['e c', 'd', 'b']],
])('at most %s groups hold all calls of their days, and more are announced', (limit, expected) => {
  const grouped = groupCalls(CALLS, { keyOf: createNumberKeys('IL'), dayOf, limit });
  expect(ids(grouped)).toEqual(expected);
  expect(grouped.hasMore).toBe(true);
});

it('reads no day of a long history that no group belongs to', () => {
  const many = Array.from({ length: 5_000 }, (_, at) =>
    call(`c${String(at)}`, 100 * DAY - at * 3_600_000, `05012${String(10_000 + at)}`),
  );
  const { list, reads } = countingReads(many);
  const { groups, hasMore } = groupCalls(list, { keyOf: createNumberKeys('IL'), dayOf, limit: 20 });
  expect([groups.length, hasMore]).toEqual([20, true]);
  expect(reads()).toBeLessThan(20 + 24 + 2);
});

it('older calls change no group of newer ones but add to them', () => {
  const keyOf = createNumberKeys('IL');
  const short = groupCalls(CALLS.slice(0, 3), { keyOf, dayOf, limit: 20 });
  const long = groupCalls(CALLS, { keyOf, dayOf, limit: 20 });
  expect(ids(long).slice(0, short.groups.length)).toEqual(ids(short));
});

it('a group has the newest name that is known of its caller', () => {
  const [first, second] = groupCalls(CALLS, { keyOf: createNumberKeys('IL'), dayOf, limit: 20 }).groups;
  expect(first && headOf(first)).toMatchObject({ callId: 'e', name: 'Clark Kent' });
  expect(second && headOf(second)).toBe(CALLS[1]);
});
