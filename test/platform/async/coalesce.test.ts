import { describe, expect, it } from 'vitest';
import { coalesce } from '../../../src/platform/async/coalesce.ts';

describe('coalesced work', () => {
  it('runs once more for all calls during a run, and each waits for a run that began later', async () => {
    let state = 0;
    let runs = 0;
    let seen = 0;
    const work = coalesce(async () => {
      runs += 1;
      const at = state;
      await Promise.resolve();
      seen = at;
    });
    const asked = Array.from({ length: 50 }, (_, at) => {
      state = at + 1;
      return work();
    });
    await Promise.all(asked);
    expect([runs, seen]).toEqual([2, 50]);
    state = 51;
    await work();
    expect([runs, seen]).toEqual([3, 51]);
  });

  it('never runs twice at the same time', async () => {
    let under = 0;
    let most = 0;
    const work = coalesce(async () => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      under -= 1;
    });
    const asked: Promise<void>[] = [];
    for (let at = 0; at < 200; at++) {
      asked.push(work());
      if (at % 3 === 0) await asked.at(-1);
      else await Promise.resolve();
    }
    await Promise.all(asked);
    expect(most).toBe(1);
  });
});
