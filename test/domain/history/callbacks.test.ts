/** Which missed calls wait for a call back, and how each ends. */
import { expect, it } from 'vitest';
import { callbacksOf, waitOf } from '../../../src/domain/history/callbacks.ts';
import { createNumberKeys } from '../../../src/domain/history/same-caller.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { callSummary } from '../../support/call-summary.ts';

const A = '0501234567';
const A_ABROAD = '+972501234567';
const B = '0529998877';

let at = 0;
const call = (number: string | null, different: Partial<CallSummary>): CallSummary => {
  at += 100;
  return callSummary({
    callId: `c${String(at)}`,
    startedAt: at,
    endedAt: at + 24,
    caller: number === null ? { kind: 'hidden' } : { kind: 'external', number },
    ...different,
  });
};
const missed = (number: string | null) => call(number, { outcome: 'missed' });
const answered = (number: string) => call(number, { outcome: 'answered', talkingAt: at + 110 });
const talking = (number: string) => call(number, { talkingAt: at + 110, endedAt: null });
const ringing = (number: string) => call(number, { endedAt: null });
const placed = (number: string) => call(number, { direction: 'outgoing', outcome: 'placed' });
const clicked = (number: string) =>
  call(null, { direction: 'click2call', dialed: number, outcome: 'placed' });
const elsewhere = (number: string) => call(number, { outcome: 'answered-elsewhere', answeredBy: 'Noa' });
const rejected = (number: string) => call(number, { outcome: 'rejected' });

/** The callbacks of calls in order of time: the ids of each, and how it ended. */
function found(calls: readonly CallSummary[], done: readonly (readonly [string, number])[] = [], since = 0) {
  const facts = { keyOf: createNumberKeys('IL'), done: new Map(done), since };
  const { open, closed } = callbacksOf([...calls].reverse(), facts);
  const shown = (list: typeof open) =>
    list.map(({ calls: each, closing }) => [each.map(({ callId }) => callId), closing?.by]);
  return { open: shown(open), closed: shown(closed) };
}
const story = (...make: (() => CallSummary)[]): CallSummary[] => {
  at = 0;
  return make.map((each) => each());
};

it.each<[string, (() => CallSummary)[], string[][], (string | undefined)[][]]>([
  ['a missed call', [() => missed(A)], [['c100']], []],
  [
    'a number that called three times',
    [() => missed(A), () => missed(A_ABROAD), () => missed(A)],
    [['c300', 'c200', 'c100']],
    [],
  ],
  ['two numbers, the newest first', [() => missed(A), () => missed(B)], [['c200'], ['c100']], []],
  ['a hidden number', [() => missed(null)], [], []],
  ['a call that was answered', [() => answered(A)], [], []],
  ['a call that the agent rejected', [() => rejected(A)], [], []],
  [
    'a missed call, then an answered one',
    [() => missed(A), () => answered(A_ABROAD)],
    [],
    [['c100', 'answered']],
  ],
  [
    'a missed call, then one that is being answered',
    [() => missed(A), () => talking(A)],
    [],
    [['c100', 'answered']],
  ],
  ['a missed call, then one that rings', [() => missed(A), () => ringing(A)], [['c100']], []],
  [
    'a missed call, then one that was placed',
    [() => missed(A_ABROAD), () => placed(A)],
    [],
    [['c100', 'placed']],
  ],
  [
    'a missed call, then a click to call',
    [() => missed(A), () => clicked(A_ABROAD)],
    [],
    [['c100', 'placed']],
  ],
  [
    'a missed call, then a colleague’s answer',
    [() => missed(A), () => elsewhere(A)],
    [],
    [['c100', 'colleague']],
  ],
  ['a missed call, then a rejected one', [() => missed(A), () => rejected(A)], [['c100']], []],
  ['a missed call, then a call with another number', [() => missed(A), () => placed(B)], [['c100']], []],
  ['an answered call, then a missed one', [() => answered(A), () => missed(A)], [['c200']], []],
  [
    'missed, called back, and missed again',
    [() => missed(A), () => placed(A), () => missed(A)],
    [['c300']],
    [['c100', 'placed']],
  ],
])('%s', (_, make, open, closed) => {
  const result = found(story(...make));
  expect(result.open.map(([ids]) => ids)).toEqual(open);
  expect(result.closed.map(([ids, by]) => [...(ids as string[]), by])).toEqual(closed);
});

it('a mark by hand ends the call and the number’s older ones; a newer call waits again', () => {
  const calls = story(
    () => missed(A),
    () => missed(A_ABROAD),
    () => missed(B),
  );
  expect(found(calls, [['c200', 900]])).toEqual({
    open: [[['c300'], undefined]],
    closed: [[['c200', 'c100'], 'hand']],
  });
  expect(found([...calls, missed(A)], [['c200', 900]])).toEqual({
    open: [
      [['c400'], undefined],
      [['c300'], undefined],
    ],
    closed: [[['c200', 'c100'], 'hand']],
  });
});

it('callbacks that ended before a time are left out', () => {
  const calls = story(
    () => missed(A),
    () => placed(A),
    () => missed(B),
  );
  expect(found(calls, [], 200).closed).toHaveLength(1);
  expect(found(calls, [], 201).closed).toHaveLength(0);
  expect(found(calls, [['c300', 900]], 901)).toEqual({ open: [], closed: [] });
});

it('a caller waited from the first ring until the end of the call', () => {
  expect(waitOf(callSummary({ startedAt: 100, endedAt: 172_100 }))).toBe(172_000);
  expect(waitOf(callSummary({ startedAt: 100, endedAt: null }))).toBeNull();
  expect(waitOf(callSummary({ startedAt: 100, endedAt: 50 }))).toBe(0);
});
