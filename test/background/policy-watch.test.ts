import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPolicyWatch } from '../../src/background/policy-watch.ts';

type Told = Readonly<Record<string, unknown>> | null | 'silent';
const HE = { locked: { language: 'he' } };
const RU = { locked: { language: 'ru' } };

/** A browser that tells of policies as it likes, and the one kept from before. */
function world(kept: unknown, told: Told) {
  const state = { kept, told, writes: 0 };
  const watch = createPolicyWatch({
    managed: () => (state.told === 'silent' ? Promise.reject(new Error('not now')) : Promise.resolve(state.told)),
    kept: { get: () => Promise.resolve(state.kept), set: (value) => Promise.resolve(void Object.assign(state, { kept: value, writes: state.writes + 1 })), watch: () => () => undefined },
  });
  return { state, watch };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the policy', () => {
  it('is kept when it is told, also where it comes late', async () => {
    const { state, watch } = world(undefined, {});
    await watch.look();
    expect(state.kept).toBeUndefined();
    await vi.advanceTimersByTimeAsync(3_200);
    state.told = HE;
    await watch.look();
    expect(state.kept).toEqual(HE);
  });

  it('there is none where a first run has not heard of one for 5 s, or the browser says so at once', async () => {
    const late = world(undefined, {});
    await late.watch.look();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(late.state.kept).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(late.state.kept).toEqual({});
    const none = world(undefined, null);
    await none.watch.look();
    expect(none.state.kept).toEqual({});
  });

  it.each<[string, Told]>([['says nothing of it', {}], ['cannot be asked', 'silent']])('that was kept holds while the browser %s for less than 10 s', async (_, told) => {
    const { state, watch } = world(HE, told);
    await watch.look();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(state.kept).toEqual(HE);
    state.told = HE;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([state.kept, state.writes]).toEqual([HE, 0]);
  });

  it('that was kept is gone when it has not been told for 10 s', async () => {
    const { state, watch } = world(HE, {});
    await watch.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.kept).toEqual({});
  });

  it('that differs takes its place at once', async () => {
    const { state, watch } = world(HE, RU);
    await watch.look();
    expect(state.kept).toEqual(RU);
  });
});
