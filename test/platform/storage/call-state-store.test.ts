import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { learnQueue, NO_LABELS } from '../../../src/domain/common/caller/known-labels.ts';
import { createEngineStore } from '../../../src/platform/storage/call-state-store.ts';
import { callStateItem, type EngineState } from '../../../src/platform/storage/items.ts';
import { parse, serialize } from '../../../src/platform/storage/stored-state.ts';
import { AGENT_START, call, eventOf, hangUp, line, play } from '../../support/event-builders.ts';
import { initialState } from '../../../src/domain/calls/state.ts';

const area = vi.hoisted((): { items: Record<string, unknown>; writes: string[][]; broken: boolean } => ({
  items: {},
  writes: [],
  broken: false,
}));
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      session: {
        get: (keys: string[]) =>
          area.broken
            ? Promise.reject(new Error('store broken'))
            : Promise.resolve(
                Object.fromEntries(
                  keys.flatMap((key) => (key in area.items ? [[key, structuredClone(area.items[key])]] : [])),
                ),
              ),
        onChanged: { addListener: () => undefined, removeListener: () => undefined },
        set: (items: object) =>
          Promise.resolve(
            void (
              Object.assign(area.items, structuredClone(items)),
              area.writes.push(Object.keys(items).sort())
            ),
          ),
      },
    },
  },
}));

const past = reduce(play([line('NEWCALL', call()), hangUp(call())]), {
  kind: 'tick',
  at: AGENT_START + 60_000,
});
const stateOf = (callState: EngineState['callState']): EngineState => ({
  callState,
  pendingEffects: [],
  clicks: [],
});

describe('the engine’s store', () => {
  beforeEach(() => void Object.assign(area, { items: {}, writes: [], broken: false }));

  it('returns the complete state to the next worker', async () => {
    const store = createEngineStore();
    expect(await store.get()).toBeNull();
    const ringing = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));
    await store.set(stateOf(ringing));
    expect(await createEngineStore().get()).toEqual(stateOf(ringing));
  });

  it('sends pages a state that was not stored, without the calls that are over', async () => {
    const seen = new Promise<string | null>((resolve) => {
      const stop = callStateItem.watch((text) => {
        stop();
        resolve(text);
      });
    });
    const ringing = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));
    createEngineStore().tell(ringing);
    expect(Object.keys(parse((await seen) ?? '').calls)).toEqual(['another']);
    expect(area.writes).toEqual([]);
  });

  it('writes past calls when they change, not when another call rings', async () => {
    const store = createEngineStore();
    await store.get();
    await store.set(stateOf(past));
    await store.set(stateOf(reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))))));
    expect(area.writes).toEqual([['engine', 'pastCalls'], ['engine']]);
  });

  it('writes labels when they change, apart from what pages read', async () => {
    const store = createEngineStore();
    await store.get();
    const labels = learnQueue(NO_LABELS, 'Sales', 1);
    await store.set(stateOf({ ...past, labels }));
    await store.set(stateOf({ ...past, labels, waitingAt: 7 }));
    expect(area.writes).toEqual([['engine', 'labels', 'pastCalls'], ['engine']]);
    expect((area.items.engine as { callState: string }).callState).not.toContain('sales');
    expect((await createEngineStore().get())?.callState.labels).toEqual(labels);
  });

  it('leaves no caller behind on sign-out, even if the store could not be read', async () => {
    await createEngineStore().set(stateOf(past));
    area.broken = true;
    const store = createEngineStore();
    await expect(store.get()).rejects.toThrow('store broken');
    await store.set(stateOf(initialState));
    expect(area.items).toEqual({
      engine: { ...stateOf(initialState), callState: serialize(initialState) },
      pastCalls: {},
      labels: [],
    });
  });
});
