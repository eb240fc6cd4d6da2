import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPolicySync, type TruePolicy } from '../../../src/background/services/policy-sync.ts';

type Told = Readonly<Record<string, unknown>> | null | 'silent';
const HE = { locked: { language: 'he' } };
const RU = { locked: { language: 'ru' } };

type Stored = Readonly<Record<string, unknown>> | undefined;

/**
 * A browser that reports a policy as the test says, and its store with the policy from before. The store
 * reports each change to the living worker a turn later, and sorts names as Chrome's store does.
 */
function world(kept: Stored, told: Told) {
  const state = { kept, told, lastTrue: null as TruePolicy | null, writes: 0, refreshes: 0, isBroken: false };
  let hear: (value: unknown, before: unknown) => void = () => undefined;
  /** Writes into the store, as any script could. */
  const put = (value: Stored): void => {
    const before = state.kept;
    state.kept = value === undefined ? undefined : sorted(value);
    if (JSON.stringify(before) !== JSON.stringify(state.kept)) queueMicrotask(() => hear(state.kept, before));
  };
  const write = (value: Stored): Promise<void> => {
    state.writes += 1;
    put(value);
    return Promise.resolve();
  };
  /** Starts a worker in place of the one before it. */
  const wake = () =>
    createPolicySync({
      managed: async () => {
        if (state.told === 'silent') throw new Error('not now');
        return Promise.resolve(state.told);
      },
      kept: {
        get: () => (state.isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(state.kept)),
        set: write,
        remove: () => write(undefined),
        watch(changed) {
          hear = changed;
          return () => undefined;
        },
      },
      lastTrue: {
        get: () => Promise.resolve(state.lastTrue),
        set: (value) => Promise.resolve(void (state.lastTrue = value)),
      },
      changed: () => void (state.refreshes += 1),
    });
  return { state, put, wake, watch: wake() };
}
const sorted = (value: object): Stored =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
const FORGED = { locked: { keepSignedIn: false } };
/** Waits for all open work without any time passing. */
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a policy over a store that fails', () => {
  it('is stored as soon as the store works', async () => {
    const { state, watch } = world(undefined, HE);
    state.isBroken = true;
    void watch.check();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.kept).toBeUndefined();
    state.isBroken = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(state.kept).toEqual(HE);
    expect(state.refreshes).toBe(1);
  });
});

describe('the policy', () => {
  it('is stored when the browser reports it, also when it comes late', async () => {
    const { state, watch } = world(undefined, {});
    await watch.check();
    expect(state.kept).toBeUndefined();
    await vi.advanceTimersByTimeAsync(3_200);
    state.told = HE;
    await watch.check();
    expect(state.kept).toEqual(HE);
  });

  it('stays while the browser cannot be asked for it, however long', async () => {
    const { state, watch } = world(HE, 'silent');
    await watch.check();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.kept).toEqual(HE);
    state.told = RU;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.kept).toEqual(RU);
  });

  it('is empty if a first run gets none for 5 s, or if the browser reports none at once', async () => {
    const late = world(undefined, {});
    await late.watch.check();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(late.state.kept).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(late.state.kept).toEqual({});
    const none = world(undefined, null);
    await none.watch.check();
    expect(none.state.kept).toEqual({});
  });

  it.each<[string, Told]>([
    ['says nothing of it', {}],
    ['cannot be asked', 'silent'],
  ])('that was stored holds while the browser %s for less than 10 s', async (_, told) => {
    const { state, watch } = world(HE, told);
    await watch.check();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(state.kept).toEqual(HE);
    state.told = HE;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([state.kept, state.writes]).toEqual([HE, 0]);
  });

  it('that was stored is removed after 10 s without a report', async () => {
    const { state, watch } = world(HE, {});
    await watch.check();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.kept).toEqual({});
  });

  it('that differs replaces the stored one at once', async () => {
    const { state, watch } = world(HE, RU);
    await watch.check();
    expect(state.kept).toEqual(RU);
  });
});

describe('a forged policy in the store', () => {
  it.each<[string, Stored, Told, Stored]>([
    ['nothing', {}, {}, FORGED],
    ['nothing, as the browser says', {}, null, FORGED],
    ['a policy', HE, HE, FORGED],
    ['a policy, and takes it away', HE, HE, {}],
    ['a policy, and takes the item away', HE, HE, undefined],
    ['nothing, and takes the item away', {}, {}, undefined],
  ])('in place of %s is undone at once with one write', async (_, kept, told, forged) => {
    const { state, put, watch } = world(kept, told);
    await watch.check();
    put(forged);
    await settled();
    expect([state.kept, state.writes]).toEqual([kept, 1]);
  });

  it('is undone each time it is written, and nothing is written after that', async () => {
    const { state, put, watch } = world(HE, HE);
    await watch.check();
    for (let times = 1; times <= 20; times += 1) {
      put({ locked: { historyDays: times } });
      await settled();
      expect([state.kept, state.writes]).toEqual([HE, times]);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.writes).toBe(20);
  });

  it('does not reach the settings, but the restored policy does', async () => {
    const { state, put, watch } = world(HE, HE);
    await watch.check();
    put(FORGED);
    await settled();
    expect(state.refreshes).toBe(1);
  });

  it.each<[string, Stored, Told]>([
    ['nothing', {}, {}],
    ['a policy', HE, HE],
    ['a policy of which the browser says nothing yet', HE, {}],
  ])('written without a worker in place of %s is undone by the next one at once', async (_, kept, told) => {
    const { state, put, wake, watch } = world(kept, kept ?? null);
    await watch.check();
    state.told = told;
    // The change itself may start the worker. It arrives before or after the first look.
    for (const isHeardFirst of [true, false]) {
      if (!isHeardFirst) put(FORGED);
      const woken = wake();
      if (isHeardFirst) put(FORGED);
      await woken.check();
      await settled();
      expect(state.kept).toEqual(kept);
    }
  });

  it.each<[string, Stored, Told]>([
    ['nothing', {}, {}],
    ['a policy', HE, {}],
    ['a policy that is told', HE, HE],
  ])('in place of %s is undone when it was written during the first look', async (_, kept, told) => {
    const { state, put, watch } = world(kept, told);
    const look = watch.check();
    put(FORGED);
    await look;
    await settled();
    expect([state.kept, state.writes]).toEqual([kept, 1]);
  });

  it('is undone while the policy is in doubt, and the doubt goes on', async () => {
    const gone = world(HE, {});
    await gone.watch.check();
    gone.put(FORGED);
    await settled();
    expect(gone.state.kept).toEqual(HE);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(gone.state.kept).toEqual({});
  });

  it('does not stop the late policy while the policy is in doubt', async () => {
    const { state, put, watch } = world(HE, {});
    await watch.check();
    put(FORGED);
    await vi.advanceTimersByTimeAsync(3_200);
    state.told = RU;
    await watch.check();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.kept).toEqual(RU);
    put(FORGED);
    await settled();
    expect(state.kept).toEqual(RU);
  });

  it('is removed on a first run, and the late policy is stored', async () => {
    const { state, put, watch } = world(undefined, {});
    await watch.check();
    put(FORGED);
    await settled();
    expect(state.kept).toBeUndefined();
    state.told = HE;
    await watch.check();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.kept).toEqual(HE);
  });

  it('is undone when the browser cannot be asked', async () => {
    const { state, put, watch } = world(HE, 'silent');
    await watch.check();
    put(FORGED);
    await settled();
    expect(state.kept).toEqual(HE);
  });
});

it('a policy whose names the store sorts does not count as forged', async () => {
  const unsorted = { preset: { sound: true }, locked: { language: 'he' } };
  const { state, watch } = world({}, unsorted);
  await watch.check();
  await watch.check();
  await settled();
  expect([state.kept, state.writes]).toEqual([unsorted, 1]);
});
