import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { learnQueue, NO_LABELS } from '../../../src/domain/common/caller/known-labels.ts';
import { createEngineStore } from '../../../src/platform/storage/call-state-store.ts';
import { callStateItem, type EngineState } from '../../../src/platform/storage/items.ts';
import { parse, serialize } from '../../../src/platform/storage/stored-state.ts';
import { AGENT_START, call, eventOf, hangUp, line, play } from '../../support/event-builders.ts';
import { initialState } from '../../../src/domain/calls/state.ts';

type Listener = (changes: { engine: { newValue?: unknown } }) => void;
interface Area {
  items: Record<string, unknown>;
  writes: string[][];
  broken: boolean;
  readonly listeners: Set<Listener>;
}
const area = vi.hoisted((): Area => ({ items: {}, writes: [], broken: false, listeners: new Set() }));
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
        onChanged: {
          addListener: (listener: Listener) => void area.listeners.add(listener),
          removeListener: (listener: Listener) => void area.listeners.delete(listener),
        },
        set: (items: Record<string, unknown>) => {
          Object.assign(area.items, structuredClone(items));
          area.writes.push(Object.keys(items).sort());
          changed(structuredClone(items.engine));
          return Promise.resolve();
        },
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

const another = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));

/** Delivers a stored item to the pages. */
const changed = (newValue: unknown): void =>
  area.listeners.forEach((listener) => listener({ engine: { newValue } }));

/** Watches the state as a page does. `seen` grows by the ids of the calls of each state. */
function watchState(): { seen: string[][]; told: (count: number) => Promise<void> } {
  const seen: string[][] = [];
  stopWatching = callStateItem.watch((text) => void seen.push(Object.keys(parse(text ?? '{}').calls)));
  return { seen, told: (count) => vi.waitFor(() => expect(seen).toHaveLength(count)) };
}
let stopWatching = (): void => undefined;
afterEach(() => stopWatching());

describe('the engine’s store', () => {
  beforeEach(() => void Object.assign(area, { items: {}, writes: [], broken: false }));

  it('returns the complete state to the next worker', async () => {
    const store = createEngineStore();
    expect(await store.get()).toBeNull();
    const ringing = reduce(past, eventOf(line('NEWCALL', call({ ivrid: 'another' }))));
    await store.set(stateOf(ringing));
    expect(await createEngineStore().get()).toEqual(stateOf(ringing));
  });

  it('sends pages a state before it is stored, without the calls that are over', async () => {
    const { seen, told } = watchState();
    createEngineStore().tell(another);
    await told(1);
    expect(seen).toEqual([['another']]);
    expect(area.writes).toEqual([]);
  });

  it('shows pages each state once, whether it comes over the channel or out of the store first', async () => {
    const { seen, told } = watchState();
    const store = createEngineStore();
    store.tell(another);
    await told(1);
    await store.set(stateOf(another));
    await store.set(stateOf(past));
    store.tell(past);
    store.tell(another);
    await told(3);
    expect(seen).toEqual([['another'], [], ['another']]);
  });

  it('shows pages no state that a newer one has overtaken', async () => {
    const { seen, told } = watchState();
    const store = createEngineStore();
    await store.set(stateOf(past));
    const { engine } = structuredClone(area.items);
    store.tell(another);
    await told(2);
    changed(engine);
    expect(seen).toEqual([[], ['another']]);
  });

  it('shows pages the first state of the next worker', async () => {
    const { seen, told } = watchState();
    const first = createEngineStore();
    first.tell(past);
    first.tell(another);
    createEngineStore().tell(past);
    await told(3);
    expect(seen).toEqual([[], ['another'], []]);
  });

  it('writes on when there is no channel', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const store = createEngineStore();
    store.tell(another);
    vi.unstubAllGlobals();
    expect(console.error).toHaveBeenCalled();
    await store.set(stateOf(another));
    expect((await createEngineStore().get())?.callState).toEqual(another);
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
      engine: {
        ...stateOf(initialState),
        callState: serialize(initialState),
        worker: expect.any(String) as unknown,
        number: 1,
      },
      pastCalls: {},
      labels: [],
    });
  });
});
