import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPageUpdates } from '../../../src/background/engine/page-updates.ts';
import { initialState, type CallState } from '../../../src/domain/calls/state.ts';

const state = (waitingAt: number): CallState => ({ ...initialState, waitingAt });

describe('the updates of open pages', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const start = (isWatched = true) => {
    const told: unknown[] = [];
    const world = { told, isWatched };
    const update = createPageUpdates({
      isWatched: () => world.isWatched,
      tell: ({ waitingAt }) => void told.push(waitingAt),
    });
    return { ...world, world, update };
  };

  it('come at once, and once for each state', () => {
    const { told, update } = start();
    const first = state(1);
    update(first);
    update(first);
    update(state(2));
    expect(told).toEqual([1, 2]);
  });

  it('are three in 100 ms, and then the newest', async () => {
    const { told, update } = start();
    for (let at = 1; at <= 50; at += 1) update(state(at));
    expect(told).toEqual([1, 2, 3]);
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual([1, 2, 3, 50]);
    update(state(51));
    expect(told.at(-1)).toBe(51);
  });

  it('end with the newest state when nothing changes any more', async () => {
    const { told, update } = start();
    for (let at = 1; at <= 4; at += 1) update(state(at));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('do not come while no page is open', () => {
    const { told, world, update } = start(false);
    const first = state(1);
    update(first);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    world.isWatched = true;
    update(first);
    expect(told).toEqual([1]);
  });
});
