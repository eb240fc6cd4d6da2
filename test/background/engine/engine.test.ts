import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../src/background/engine/engine.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { EngineState } from '../../../src/platform/storage/items.ts';
import { createDecoder } from '../../../src/voicenter/decode.ts';
import type { KnownCaller } from '../../../src/domain/calls/lookup-result.ts';
import { AGENT_START, around, call, eventOf, hangUp, line, snapshot } from '../../support/event-builders.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import type { Effect } from '../../../src/domain/alerts/effects.ts';
import type { Attempt, Engine } from '../../../src/background/engine/types.ts';

interface World {
  settings?: object;
  full?: boolean;
  /** Until it resolves nothing is stored. */
  storing?: Promise<void>;
  /** Each write takes a moment, as it does in a browser. */
  slow?: boolean;
  unreadable?: boolean;
  /** Reads and writes are never answered. */
  silent?: boolean;
  /** The settings are being read. */
  reading?: Promise<void> | null;
  /** What the worker must find out before it judges a new ring. */
  finding?: Promise<KnownCaller | null> | null;
  /** A page is open. */
  watched?: boolean;
  /** Contacts are imported. */
  contacts?: boolean;
  stored: EngineState | null;
  /** The states that pages were told. */
  told: CallState[];
  writes: number;
  done: Effect[];
  perform: (effect: Effect, callState: CallState, attempt: Attempt) => Promise<void>;
}

/** A worker's engine over a store that outlives it. */
function wake(world: World): Engine {
  return createEngine({
    stored: {
      get() {
        if (world.silent === true) return new Promise(() => undefined);
        return world.unreadable === true
          ? Promise.reject(new Error('store broken'))
          : Promise.resolve(structuredClone(world.stored));
      },
      async set(value) {
        if (world.silent === true) await new Promise(() => undefined);
        if (world.full === true) throw new Error('quota exceeded');
        await (world.slow === true ? new Promise((resolve) => setTimeout(resolve, 0)) : world.storing);
        Object.assign(world, { stored: structuredClone(value), writes: world.writes + 1 });
      },
      tell: (callState) => void world.told.push(callState),
    },
    settings: { now: () => readSettings(world.settings ?? {}, {}), reading: () => world.reading ?? null },
    runEffect: async (effect, callState, attempt) => {
      await world.perform(effect, callState, attempt);
      world.done.push(effect);
    },
    getContext: (at) => around({ at, findsCaller: world.contacts === true }),
    findFirst: () => world.finding ?? null,
    isWatched: () => world.watched === true,
    onChange: () => undefined,
    now: () => Date.now(),
  });
}
const newFakeBrowser = (): World => ({
  stored: null,
  told: [],
  writes: 0,
  done: [],
  perform: () => Promise.resolve(),
});
const phasesOf = (state: CallState | undefined) =>
  Object.values(state?.calls ?? {}).map(({ phase }) => phase);
const ring = eventOf(line('NEWCALL', call()));
const TAB = {
  kind: 'open-tab',
  url: 'https://crm.example.com/',
  before: null,
  at: Date.now(),
  behind: false,
} as const;
const kinds = (world: World): string[] => world.done.map(({ kind }) => kind);

describe('the engine', () => {
  // The day of the story: by today's clock each of its rings would have lasted too long.
  beforeEach(() => void vi.useFakeTimers({ now: AGENT_START, toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('judges a new ring with what is found out about its caller, and later events after it', async () => {
    const known: KnownCaller = { contact: null, earlier: [7] };
    let found: (known: KnownCaller) => void = () => undefined;
    const world = newFakeBrowser();
    world.finding = new Promise((resolve) => (found = resolve));
    const engine = wake(world);
    await engine.notify();
    const ringing = engine.dispatch(ring);
    const ending = engine.dispatch(eventOf(hangUp(call())));
    found(known);
    await Promise.all([ringing, ending]);
    expect(world.stored?.callState.calls['call-1']).toMatchObject({ known, phase: 'stopped' });
    expect(kinds(world)).toContain('notify');
  });

  it.each<[string, () => Promise<never>]>([
    ['fails', () => Promise.reject(new Error('database broken'))],
    ['never ends', () => new Promise<never>(() => undefined)],
  ])('alerts although the search for the caller %s', async (_, find) => {
    const world = newFakeBrowser();
    const engine = wake(world);
    await engine.notify();
    world.finding = find();
    await engine.dispatch(ring);
    expect(kinds(world)).toContain('notify');
    expect(world.stored?.callState.calls['call-1']?.known).toBeNull();
  });

  it('stores effects before it runs them, and removes them afterwards', async () => {
    const world = newFakeBrowser();
    const pendingAtTheTime: number[] = [];
    world.perform = () =>
      Promise.resolve(void pendingAtTheTime.push(world.stored?.pendingEffects.length ?? -1));
    await wake(world).dispatch(ring);
    expect(pendingAtTheTime).toEqual([4, 4, 4, 4]);
    expect(world.stored?.pendingEffects).toEqual([]);
    expect(kinds(world)).toEqual(['notify', 'open-window', 'log-ring', 'record']);
  });

  it('shows a call while it is being stored; effects that must be stored first wait', async () => {
    const world = newFakeBrowser();
    let stored = (): void => undefined;
    world.storing = new Promise((resolve) => (stored = resolve));
    const done = wake(world).dispatch(ring);
    await vi.waitFor(() => expect(kinds(world)).toEqual(['notify', 'open-window']));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(kinds(world)).toEqual(['notify', 'open-window']);
    stored();
    await done;
    expect(kinds(world)).toEqual(['notify', 'open-window', 'log-ring', 'record']);
  });

  it('lets an open page go first, but does not wait long for a store', async () => {
    const world: World = { ...newFakeBrowser(), watched: true };
    let stored = (): void => undefined;
    world.storing = new Promise((resolve) => (stored = resolve));
    const done = wake(world).dispatch(ring);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(kinds(world)).toEqual([]);
    await vi.waitFor(() => expect(kinds(world)).toEqual(['notify', 'open-window']));
    stored();
    await done;
  });

  it('looks for the caller at once, whatever pages and the store do', async () => {
    const world: World = { ...newFakeBrowser(), watched: true, contacts: true };
    let stored = (): void => undefined;
    world.storing = new Promise((resolve) => (stored = resolve));
    const done = wake(world).dispatch(ring);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(kinds(world)).toEqual(['find-caller']);
    stored();
    await done;
  });

  it('opens the window after the notification, but does not wait long for that', async () => {
    const world = newFakeBrowser();
    const begun: string[] = [];
    world.perform = ({ kind }) => (
      begun.push(kind),
      kind === 'notify' ? new Promise(() => undefined) : Promise.resolve()
    );
    void wake(world).dispatch(ring);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(begun).toEqual(['notify']);
    await vi.waitFor(() => expect(kinds(world)).toEqual(['open-window']));
  });

  it('takes each line for the agent’s until the stored state is read', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    const { line: own } = ring as Extract<typeof ring, { kind: 'line' }>;
    const other = { ...own, lineId: 'SIPSIP9', userId: '9' };
    const signedIn = engine.dispatch({
      kind: 'signed-in',
      who: 'account',
      scope: { kind: 'picked', lineIds: [own.lineId], userId: null },
      at: AGENT_START,
    });
    expect([own, other].map((each) => engine.isRelevant(each))).toEqual([true, true]);
    await signedIn;
    expect([own, other].map((each) => engine.isRelevant(each))).toEqual([true, false]);
    const { writes } = world;
    await engine.dispatch({ ...ring, line: other } as typeof ring);
    expect(world.writes).toBe(writes);
  });

  it('knows the agent’s lines at once after each event, also while a ring is being stored', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    const { line: own } = ring as Extract<typeof ring, { kind: 'line' }>;
    const [other, desk] = ['SIPSIP9', 'SIPSIP5'].map((lineId) => ({ ...own, lineId, userId: '9' })) as [
      typeof own,
      typeof own,
    ];
    await engine.dispatch({
      kind: 'signed-in',
      who: 'account',
      scope: { kind: 'picked', lineIds: [own.lineId], userId: '7' },
      at: AGENT_START,
    });
    let stored = (): void => undefined;
    world.storing = new Promise((resolve) => (stored = resolve));
    const ringing = engine.dispatch(ring);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([own, other, desk].map((each) => engine.isRelevant(each))).toEqual([true, false, false]);
    // The agent sits down at another line.
    const comes = engine.dispatch({
      ...ring,
      reason: 'status',
      line: { ...desk, onlineUserId: '7' },
      callId: null,
      call: null,
    } as typeof ring);
    expect([other, desk].map((each) => engine.isRelevant(each))).toEqual([false, true]);
    // The full list no longer names that line.
    const listed = engine.dispatch({ kind: 'snapshot', lines: [], at: AGENT_START });
    expect([other, desk].map((each) => engine.isRelevant(each))).toEqual([false, false]);
    stored();
    await Promise.all([ringing, comes, listed]);
    expect([own, other].map((each) => engine.isRelevant(each))).toEqual([true, false]);
  });

  it('ends no ring by a message at the agent’s line that cannot be read whole', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    const decode = createDecoder();
    const hear = async (name: 'AllExtensionsStatus' | 'ExtensionEvent', payload: object): Promise<void> => {
      const message = decode(name, payload, AGENT_START);
      const decoded = message.kind === 'line' ? message.read(engine.isRelevant(message.line)) : message;
      if (decoded.kind === 'event') await engine.dispatch(decoded.event);
    };
    await engine.dispatch({
      kind: 'signed-in',
      who: 'person',
      scope: { kind: 'picked', lineIds: [], userId: '7654321' },
      at: AGENT_START,
    });
    await hear('AllExtensionsStatus', snapshot());
    await hear('ExtensionEvent', line('NEWCALL', call()));
    for (const currentCall of [{ ivrid: {} }, { ivrid: '', callstatus: 'Ringing', direction: 'Incoming' }]) {
      await hear('ExtensionEvent', {
        reason: 'NEWCALL',
        data: { extenUser: 'SIPSIP1', number: 1, calls: [], currentCall },
      });
    }
    expect(Object.values(world.stored?.callState.calls ?? {}).map(({ phase }) => phase)).toEqual(['ringing']);
    expect(kinds(world)).not.toContain('clear-notification');
  });

  it('leaves the alert of a killed worker to the next one', async () => {
    const world = newFakeBrowser();
    const begun: string[] = [];
    world.perform = ({ kind }) => (begun.push(kind), new Promise(() => undefined));
    void wake(world).dispatch(ring);
    await expect.poll(() => begun).toEqual(['notify', 'open-window']);
    expect(world.stored?.pendingEffects.length).toBe(4);
    world.perform = () => Promise.resolve();
    await wake(world).dispatch({ kind: 'tick', at: AGENT_START });
    await expect.poll(() => kinds(world)).toEqual(['notify', 'open-window', 'log-ring', 'record']);
  });

  it('writes nothing for an event that changes nothing', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    const answer = eventOf(line('ANSWER', call({ callstatus: 'Talking' })));
    await engine.dispatch(ring);
    await engine.dispatch(answer);
    const { writes } = world;
    await engine.dispatch(answer);
    await engine.dispatch({ kind: 'tick', at: AGENT_START });
    expect(world.writes).toBe(writes);
  });

  it('runs the other effects when one fails', async () => {
    const world = newFakeBrowser();
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    world.perform = ({ kind }) =>
      kind === 'notify' ? Promise.reject(new Error('no notifications here')) : Promise.resolve();
    await wake(world).dispatch(ring);
    expect(kinds(world)).toEqual(['open-window', 'log-ring', 'record']);
    expect(world.stored?.pendingEffects).toEqual([]);
  });

  it('gives up an effect that the browser never answers', async () => {
    vi.useFakeTimers();
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = newFakeBrowser();
    world.perform = ({ kind }) => (kind === 'notify' ? new Promise(() => undefined) : Promise.resolve());
    const done = wake(world).dispatch(ring);
    await vi.advanceTimersByTimeAsync(5_000);
    await done;
    vi.useRealTimers();
    expect(kinds(world)).toEqual(['open-window', 'log-ring', 'record']);
  });

  it('alerts even when the store is full', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = { ...newFakeBrowser(), full: true };
    await wake(world).dispatch(ring);
    expect(kinds(world)).toEqual(['notify', 'open-window', 'log-ring', 'record']);
  });

  it('alerts when the store never answers, and stores the state once it does', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world: World = { ...newFakeBrowser(), silent: true };
    void wake(world).dispatch(ring);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kinds(world)).toEqual(['notify', 'open-window']);
    world.silent = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(Object.keys(world.stored?.callState.calls ?? {})).toHaveLength(1);
  });

  it('tells open pages of a ring before the store has it', async () => {
    const world = { ...newFakeBrowser(), watched: true };
    let store = (): void => undefined;
    world.storing = new Promise((resolve) => (store = resolve));
    const dispatched = wake(world).dispatch(ring);
    await vi.waitFor(() => expect(phasesOf(world.told.at(-1))).toEqual(['ringing']));
    expect(world.stored).toBeNull();
    store();
    await dispatched;
    expect(phasesOf(world.stored?.callState)).toEqual(['ringing']);
  });

  it('tells open pages of the end of a call while its ring is still being written', async () => {
    const world = { ...newFakeBrowser(), watched: true };
    world.storing = new Promise(() => undefined);
    const engine = wake(world);
    void engine.dispatch(ring);
    void engine.dispatch(eventOf(hangUp(call(), 'Answered elsewhere'), AGENT_START));
    await vi.waitFor(() => expect(phasesOf(world.told.at(-1))).toEqual(['ended']));
    expect(world.stored).toBeNull();
  });

  it('tells a page that has just opened what a slow store does not have yet', async () => {
    const world = newFakeBrowser();
    world.storing = new Promise(() => undefined);
    const engine = wake(world);
    void engine.dispatch(ring);
    await engine.notify();
    expect(phasesOf(world.told.at(-1))).toEqual(['ringing']);
  });

  it('tells pages what the last worker stored, because it may have told them more', async () => {
    const world = newFakeBrowser();
    await wake(world).dispatch(ring);
    world.told = [];
    await wake(world).notify();
    expect(world.told.map(phasesOf)).toEqual([['ringing']]);
  });

  it('tells pages of each change that a full store refuses, and of the first that it takes again', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = newFakeBrowser();
    const engine = wake(world);
    await engine.dispatch(ring);
    world.told = [];
    world.full = true;
    await engine.dispatch(eventOf(hangUp(call(), 'Answered elsewhere'), AGENT_START));
    expect(phasesOf(world.told.at(-1))).toEqual(['ended']);
    expect(phasesOf(world.stored?.callState)).toEqual(['ringing']);
    world.full = false;
    const before = world.told.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(phasesOf(world.stored?.callState)).toEqual(['ended']);
    expect(world.told).toHaveLength(before + 1);
  });

  it('tells pages of a change when the store does not answer', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = newFakeBrowser();
    const engine = wake(world);
    await engine.dispatch(ring);
    world.storing = new Promise(() => undefined);
    void engine.dispatch(eventOf(hangUp(call(), 'Answered elsewhere'), AGENT_START));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(phasesOf(world.told.at(-1))).toEqual(['ended']);
  });

  it('stores a state that could not be stored once the store works', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world: World = { ...newFakeBrowser(), full: true };
    void wake(world).dispatch(ring);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(world.stored).toBeNull();
    world.full = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(Object.keys(world.stored?.callState.calls ?? {})).toHaveLength(1);
  });

  it('applies events in the order in which they came', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    await Promise.all([engine.dispatch(ring), engine.dispatch(eventOf(hangUp(call()), AGENT_START + 1000))]);
    expect(kinds(world).filter((kind) => kind.endsWith('notify') || kind.endsWith('notification'))).toEqual([
      'notify',
      'clear-notification',
    ]);
    expect(world.stored?.callState.calls['call-1']?.phase).toBe('stopped');
  });

  it('stores a hundred rings that come at once in a few writes', async () => {
    const world: World = { ...newFakeBrowser(), slow: true };
    const engine = wake(world);
    await engine.notify();
    const rings = Array.from({ length: 100 }, (_, at) =>
      eventOf(line('NEWCALL', call({ ivrid: `call-${String(at)}` }))),
    );
    await Promise.all(rings.map((each) => engine.dispatch(each)));
    expect(world.writes).toBeLessThanOrEqual(4);
    expect(kinds(world).filter((kind) => kind === 'log-ring')).toHaveLength(100);
  });

  it('shows the next call while the browser still works on an alert', async () => {
    const world = newFakeBrowser();
    world.perform = (effect) =>
      effect.kind === 'notify' && effect.callId === 'call-1'
        ? new Promise(() => undefined)
        : Promise.resolve();
    const engine = wake(world);
    void engine.dispatch(ring);
    await expect.poll(() => kinds(world)).toEqual(['open-window']);
    void engine.dispatch(eventOf(line('NEWCALL', call({ ivrid: 'call-2' }))));
    await expect
      .poll(() => world.done.find(({ kind }) => kind === 'notify'))
      .toMatchObject({ callId: 'call-2' });
    expect(world.stored?.pendingEffects).toContainEqual({ kind: 'notify', callId: 'call-1', silent: false });
  });

  it('writes changes of queues alone a moment later, once for all', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world = newFakeBrowser();
    const engine = wake(world);
    for (let at = 0; at < 100; at++)
      await engine.dispatch({
        kind: 'queues',
        whole: false,
        at: AGENT_START,
        queues: [
          {
            queueId: 'q1',
            name: '',
            waiting: [{ callId: `call-${String(at)}`, caller: { kind: 'hidden' }, since: AGENT_START }],
          },
        ],
      });
    expect(world.writes).toBe(0);
    await vi.advanceTimersByTimeAsync(250);
    vi.useRealTimers();
    expect(world.writes).toBe(1);
    expect(world.stored?.callState.waiting.q1).toHaveLength(1);
  });

  it('alerts also when the stored state cannot be read', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = newFakeBrowser();
    world.unreadable = true;
    await wake(world).dispatch(ring);
    expect(kinds(world)).toContain('notify');
  });

  it('alerts although the stored effects make no sense', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const world = newFakeBrowser();
    world.stored = { callState: initialState, clicks: [], pendingEffects: null } as unknown as EngineState;
    await wake(world).dispatch(ring);
    expect(kinds(world)).toContain('notify');
  });

  it('removes a finished card when its time has come', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world = newFakeBrowser();
    const engine = wake(world);
    await engine.dispatch(ring);
    await engine.dispatch(eventOf(hangUp(call(), 'Answered elsewhere'), AGENT_START));
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    expect(kinds(world).at(-1)).toBe('close-window');
  });

  it('decides in time whether a call of the last worker was missed', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world = newFakeBrowser();
    await wake(world).dispatch(ring);
    await wake(world).dispatch(eventOf(hangUp(call()), AGENT_START));
    await wake(world).notify();
    await vi.advanceTimersByTimeAsync(15_000);
    vi.useRealTimers();
    expect(world.stored?.callState.missed).toEqual(['call-1']);
  });

  it('removes the card also after the clock was set back', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world = newFakeBrowser();
    const engine = wake(world);
    await engine.dispatch(ring);
    await engine.dispatch(eventOf(hangUp(call(), 'Answered elsewhere'), AGENT_START));
    vi.setSystemTime(AGENT_START - 1_000);
    await vi.advanceTimersByTimeAsync(6_000);
    vi.useRealTimers();
    expect(kinds(world).at(-1)).toBe('close-window');
  });

  /** As the worker opens a tab: with a note of the tabs that there are, then for as long as the browser takes. */
  const openTab = async (effect: Effect, amend: Attempt['amend'], opening: Promise<void>): Promise<void> => {
    if (effect.kind !== 'open-tab') return;
    await amend({ ...effect, before: [7, 8] });
    await opening;
  };
  const never = new Promise<never>(() => undefined);

  it('looks for a tab that a dead worker had begun to open', async () => {
    const world = newFakeBrowser();
    world.perform = (effect, _, { amend }) => openTab(effect, amend, never);
    void wake(world).enqueueEffects(() => [TAB]);
    await expect.poll(() => world.stored?.pendingEffects).toEqual([{ ...TAB, before: [7, 8] }]);
    world.perform = () => Promise.resolve();
    await wake(world).dispatch(ring);
    expect(kinds(world)).toEqual(['find-or-open-tab', 'notify', 'open-window', 'log-ring', 'record']);
  });

  it('opens a tab that a dead worker had not begun to open', async () => {
    const world = newFakeBrowser();
    world.perform = () => never;
    void wake(world).enqueueEffects(() => [TAB]);
    await expect.poll(() => world.stored?.pendingEffects).toEqual([TAB]);
    world.perform = () => Promise.resolve();
    await wake(world).dispatch(ring);
    expect(kinds(world)).toEqual(['open-tab', 'notify', 'open-window', 'log-ring', 'record']);
  });

  it('removes an amended effect when it is done', async () => {
    const world = newFakeBrowser();
    world.perform = (effect, _, { amend }) => openTab(effect, amend, Promise.resolve());
    await wake(world).enqueueEffects(() => [TAB]);
    expect(world.stored?.pendingEffects).toEqual([]);
  });

  it('shows a ring while the browser is slow to list its tabs', async () => {
    const world = newFakeBrowser();
    world.perform = (effect) => (effect.kind === 'open-tab' ? never : Promise.resolve());
    const engine = wake(world);
    void engine.enqueueEffects(() => [TAB]);
    void engine.dispatch(ring);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(kinds(world)).toContain('notify');
  });

  it('logs the time at which the surfaces of a ring were done', async () => {
    vi.useFakeTimers({ now: AGENT_START });
    const world = newFakeBrowser();
    const readyAt: number[] = [];
    world.perform = async ({ kind }, _, turn) => {
      if (kind === 'notify') await new Promise((resolve) => setTimeout(resolve, 10));
      if (kind === 'record') await new Promise((resolve) => setTimeout(resolve, 700));
      if (kind === 'log-ring') readyAt.push(turn.readyAt - AGENT_START);
    };
    const engine = wake(world);
    void engine.dispatch(
      eventOf(line('NEWCALL', call({ ivrid: 'call-0', direction: 'Outgoing', callstatus: 'Dialing' }))),
    );
    await vi.advanceTimersByTimeAsync(1);
    const rung = engine.dispatch(ring);
    await vi.advanceTimersByTimeAsync(2_000);
    await rung;
    vi.useRealTimers();
    expect(readyAt).toEqual([11]);
  });

  it('handles a repeated click once, also when the next worker receives it', async () => {
    const world = newFakeBrowser();
    const first = wake(world);
    await first.enqueueEffects(() => [TAB], 'click-1');
    await first.enqueueEffects(() => [TAB], 'click-1');
    await wake(world).enqueueEffects(() => [TAB], 'click-1');
    expect(kinds(world)).toEqual(['open-tab']);
    await wake(world).enqueueEffects(() => [TAB], 'click-2');
    expect(kinds(world)).toEqual(['open-tab', 'open-tab']);
  });

  it('applies events in order with the settings that were being read when they came', async () => {
    const world: World = { ...newFakeBrowser(), settings: { notification: true } };
    const engine = wake(world);
    await engine.notify();
    let read = (): void => undefined;
    world.reading = new Promise((resolve) => (read = resolve));
    const rung = engine.dispatch(ring);
    const other = {
      ...(ring as Extract<typeof ring, { kind: 'line' }>).line,
      lineId: 'SIPSIP9',
      userId: '9',
    };
    expect(engine.isRelevant(other)).toBe(true);
    world.reading = null;
    world.settings = { notification: false };
    const ended = engine.dispatch(eventOf(hangUp(call()), AGENT_START + 1000));
    read();
    await Promise.all([rung, ended]);
    expect(kinds(world)).not.toContain('notify');
    expect(world.stored?.callState.calls['call-1']?.phase).toBe('stopped');
  });

  it('keeps an event that is dispatched while the effects of a click are decided', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    await engine.dispatch(ring);
    let dismissed: Promise<void> | undefined;
    await engine.enqueueEffects(() => {
      dismissed = engine.dispatch({ kind: 'dismissed', callId: 'call-1' });
      return [];
    }, 'click-1');
    await dismissed;
    await engine.dispatch({ kind: 'tick', at: AGENT_START });
    expect(world.stored?.callState.calls['call-1']?.card).toBe(false);
  });

  it('decides the effects of a click by the state after the event before it', async () => {
    const world = newFakeBrowser();
    const engine = wake(world);
    await Promise.all([
      engine.dispatch(ring),
      engine.enqueueEffects((callState) => (callState.calls['call-1'] === undefined ? [] : [TAB])),
    ]);
    expect(world.done).toContainEqual(TAB);
  });

  describe('a page that opens by itself', () => {
    const CRM = 'https://crm.example.com/';
    const popping = (): World => ({ ...newFakeBrowser(), settings: { crmLink: CRM, openWhen: 'ring' } });
    const pop = { url: CRM, at: AGENT_START, behind: true };

    it('is stored once, and the call remembers it', async () => {
      const world = popping();
      await wake(world).dispatch(ring);
      expect(world.done.find(({ kind }) => kind === 'open-tab')).toEqual({
        kind: 'open-tab',
        ...pop,
        before: null,
      });
      expect(world.stored?.callState.calls['call-1']?.autoOpened).toBe('opened');
    });

    it('is looked for by the next worker when one died over it', async () => {
      vi.useFakeTimers({ now: AGENT_START + 30_000 });
      const world = popping();
      world.perform = (effect, _, { amend }) => openTab(effect, amend, never);
      void wake(world).dispatch(ring);
      await vi.waitFor(() =>
        expect(world.done.map(({ kind }) => kind)).toEqual(['notify', 'open-window', 'log-ring', 'record']),
      );
      world.perform = () => Promise.resolve();
      await wake(world).dispatch(ring);
      vi.useRealTimers();
      expect(world.done.slice(4)).toContainEqual({ kind: 'find-or-open-tab', ...pop, before: [7, 8] });
      expect(kinds(world)).not.toContain('open-tab');
    });

    it('is dropped by a worker that starts much later', async () => {
      vi.useFakeTimers({ now: AGENT_START + 60_000 });
      const world = popping();
      world.perform = (effect, _, { amend }) => openTab(effect, amend, never);
      void wake(world).dispatch(ring);
      await vi.waitFor(() => expect(world.done).toHaveLength(4));
      world.perform = () => Promise.resolve();
      await wake(world).dispatch(ring);
      vi.useRealTimers();
      expect(kinds(world)).not.toContain('find-or-open-tab');
      expect(kinds(world)).not.toContain('open-tab');
    });
  });
});
