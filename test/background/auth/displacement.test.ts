import { describe, expect, it } from 'vitest';
import { judgeDisplacement, type RefusalForm } from '../../../src/background/auth/displacement.ts';

const NOW = 1_700_000_000_000;
const judge = (before: number, form: RefusalForm, lastedMs: number) =>
  judgeDisplacement(before, { form, acceptedAt: NOW - lastedMs, now: NOW, random: 0 });

describe('a session that the server ends', () => {
  it.each<[string, number, RefusalForm, number, number, number | null]>([
    ['after a day is renewed at once', 0, 'greeting', 86_400_000, 1, 0],
    ['after a second is renewed at once', 0, 'greeting', 1_000, 1, 0],
    ['as the second in a row is renewed after a pause', 1, 'greeting', 60_000, 2, 8_000],
    ['as the third in a row is not renewed', 2, 'greeting', 60_000, 3, null],
    ['after a long one is the first of a row', 2, 'greeting', 300_000, 1, 0],
    ['by its socket counts only if it was short', 3, 'socket', 10_000, 1, 0],
    ['by its socket as the third in a row is renewed', 2, 'socket', 9_999, 3, 0],
    ['by its socket as the fourth in a row is not renewed', 3, 'socket', 9_999, 4, null],
  ])('%s', (_, before, form, lastedMs, count, pauseMs) => {
    expect(judge(before, form, lastedMs)).toEqual({ count, verdict: { pauseMs } });
  });
});
