import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLogStore } from '../../../src/background/services/log-store.ts';
import { type LogLine, MAX_LINES } from '../../../src/domain/common/log-buffer.ts';
import type { Item } from '../../../src/platform/storage/items.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const line = (at: number): LogLine => ({ at, level: 'info', event: 'something', facts: {} });
let kept: readonly LogLine[];
let writes: number;
let fails: boolean;
const stored: Item<readonly LogLine[]> = {
  get: () => Promise.resolve(kept),
  set(lines) {
    writes += 1;
    if (fails) return Promise.reject(new Error('quota'));
    kept = lines;
    return Promise.resolve();
  },
  watch: () => () => undefined,
};

beforeEach(() => {
  vi.useFakeTimers();
  [kept, writes, fails] = [[], 0, false];
});
afterEach(() => void vi.useRealTimers());

it('the log store writes a burst of lines once, after the lines of the last worker', async () => {
  kept = [line(1)];
  const { keep } = createLogStore(stored);
  for (let at = 2; at < 102; at++) keep(line(at));
  expect(writes).toBe(0);
  // A line that arrives during a write causes one more write.
  await vi.advanceTimersByTimeAsync(3_000);
  expect(writes).toBeLessThanOrEqual(2);
  expect(kept.map(({ at }) => at)).toEqual(Array.from({ length: 101 }, (_, at) => at + 1));
});

it('the log store writes at most once a second, however long the burst lasts', async () => {
  const { keep } = createLogStore(stored);
  for (let at = 0; at < 10_000; at += 10) {
    keep(line(at));
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(2_000);
  expect(writes).toBeGreaterThan(5);
  expect(writes).toBeLessThanOrEqual(12);
  expect(kept).toHaveLength(MAX_LINES);
  expect(kept.at(-1)?.at).toBe(9_990);
});

it('the log store continues after a failed write', async () => {
  const { keep } = createLogStore(stored);
  fails = true;
  keep(line(1));
  await vi.advanceTimersByTimeAsync(10_000);
  const after = writes;
  fails = false;
  keep(line(2));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(after).toBeLessThanOrEqual(2);
  expect(kept.map(({ at }) => at)).toEqual([1, 2]);
});

it('the log store stores no deleted line when lines are deleted during a read', async () => {
  kept = [line(1)];
  let answer: (lines: readonly LogLine[]) => void = () => undefined;
  const slow: Item<readonly LogLine[]> = {
    ...stored,
    get: () => new Promise((resolve) => (answer = resolve)),
  };
  const { keep, forget } = createLogStore(slow);
  keep(line(2));
  await vi.advanceTimersByTimeAsync(1_000);
  const forgotten = forget();
  answer(kept);
  await vi.advanceTimersByTimeAsync(5_000);
  await forgotten;
  keep(line(3));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept.map(({ at }) => at)).toEqual([3]);
});
