/**
 * The event loop. Events wait in one inbox. One turn applies all of them to the state, stores the state
 * together with the pending effects in one write, and performs the effects.
 */
import { reduce } from '../../domain/calls/reducer.ts';
import { evaluateAlert } from '../../domain/alerts/evaluate.ts';
import { ownsLine } from '../../domain/calls/lines.ts';
import { effectsOf } from '../../domain/alerts/side-effects.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { coalesce } from '../../platform/async/coalesce.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { EngineState } from '../../platform/storage/items.ts';
import { waitUpTo } from '../../platform/async/timeout.ts';
import { createEffectQueue } from './effect-queue.ts';
import { createPendingEvents } from './pending-events.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import { type CallState, initialState } from '../../domain/calls/state.ts';
import { nextTick } from '../../domain/calls/expiry.ts';
import { isDisplayEffect, type Effect, recoverPending } from '../../domain/alerts/effects.ts';
import type { EngineDeps, Engine } from './types.ts';

/** How many clicks are remembered. A page repeats a click within seconds, so a few are enough. */
const CLICKS = 20;
/** How long a turn waits for the store. A store that does not answer must not hold up a ringing call. */
const STORE_PATIENCE_MS = 5_000;
/** How long an amended effect waits for the store. */
const AMEND_PATIENCE_MS = 1_000;
/**
 * How long other alerts wait for the write while a page is open. The page shows a ring within a few ms of the
 * write if the browser has nothing else to do, so it goes first.
 */
const PAGE_FIRST_MS = 50;
/** How much longer they wait, so that the page can paint. */
const PAGE_PAINTS_MS = 10;
/**
 * Delay before a write of changes that cause no effects, in ms. Call queues and lines may change many times a
 * second. The server sends them again to a new worker, so nothing is lost.
 */
const IDLE_WRITE_MS = 250;

/**
 * One part of a turn. It receives the state and returns the next one, with the effects that it adds in
 * `pendingEffects`.
 */
type Part = (draft: EngineState, settings: Settings) => EngineState;
/**
 * The state without the pending effects. They are kept apart, because one turn may remove thousands of them.
 */
type Lasting = Omit<EngineState, 'pendingEffects'>;

/** Creates the engine. It reads the stored state at the first event or request. */
export function createEngine(deps: EngineDeps): Engine {
  let state: Lasting | null = null;
  /** The pending effects in order. The key is the effect as it was decided, the value is its amended form. */
  const pending = new Map<Effect, Effect>();
  let alarm: ReturnType<typeof setTimeout> | undefined;
  /** The state for whose next tick the alarm is set. Null after the alarm has fired. */
  let alarmed: CallState | null = null;
  let idleWrite: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  const inbox: {
    readonly part: Part;
    readonly event: CallEvent | null;
    readonly done: (failed: readonly Effect[]) => void;
  }[] = [];
  const pendingEvents = createPendingEvents();
  /** The write that contains all pending effects. */
  let storing: Promise<void> = Promise.resolve();
  /** Resolves when the open pages, if there are any, have shown the last write. */
  let painted: Promise<void> = Promise.resolve();
  const runQueued = createEffectQueue({
    run: (effect, turn) =>
      deps.runEffect(effect, (state ?? EMPTY).callState, { ...turn, amend: (next) => amend(effect, next) }),
    mayBegin: (effect) => (isDisplayEffect(effect) ? painted : storing),
    settle: (effect) => void pending.delete(effect),
    // An open side panel shows a ring as soon as it is stored.
    follows: (effect) =>
      effect.kind === 'log-ring' && effect.surfaces.includes('side-panel') ? storing : Promise.resolve(),
    now: deps.now,
  });

  async function amend(effect: Effect, next: Effect): Promise<void> {
    if (!pending.has(effect)) return;
    pending.set(effect, next);
    await waitUpTo(persist(), AMEND_PATIENCE_MS);
  }

  const persist = coalesce(async () => {
    clearTimeout(idleWrite);
    idleWrite = undefined;
    // A full or broken store loses the state if the worker dies. It never loses the alert.
    await attempt(
      'state not stored',
      deps.stored.set({ ...(state ?? EMPTY), pendingEffects: [...pending.values()] }),
    );
  });
  const project = (): void => deps.onChange((state ?? EMPTY).callState);

  /**
   * Returns the state that the last worker left. On first use it also starts the effects that were still
   * pending.
   */
  async function hydrate(): Promise<Lasting> {
    if (state !== null) return state;
    // A store that cannot be read must not hide the calls that come now.
    const { pendingEffects, ...lasting } = (await attempt('state not read', deps.stored.get())) ?? EMPTY;
    state = lasting;
    const still = recoverPending(pendingEffects, deps.now());
    enqueueAll(still);
    void perform(still);
    return state;
  }

  function enqueue(part: Part, event: CallEvent | null = null): Promise<readonly Effect[]> {
    if (event !== null) pendingEvents.add(event);
    return new Promise((done) => {
      inbox.push({ part, event, done });
      if (!running) void run();
    });
  }

  async function run(): Promise<void> {
    running = true;
    while (inbox.length > 0) {
      const parts = inbox.splice(0);
      try {
        await turn(parts);
      } catch (thrown) {
        log('error', 'turn failed', { why: messageOf(thrown) });
        taken();
        parts.forEach(({ done }) => done([]));
      }
    }
    running = false;
  }

  function enqueueAll(effects: readonly Effect[]): void {
    for (const effect of effects) pending.set(effect, effect);
  }

  const taken = (): void => pendingEvents.left(inbox.flatMap(({ event }) => event ?? []));

  /**
   * Handles all waiting parts at once. A hundred events need one write, and no event waits for the alerts of
   * another.
   */
  async function turn(parts: typeof inbox): Promise<void> {
    const before = await hydrate();
    const settings = await deps.settings();
    let draft = before;
    const effects: Effect[] = [];
    for (const { part } of parts) {
      try {
        const { pendingEffects: added, ...next } = part({ ...draft, pendingEffects: [] }, settings);
        draft = next;
        effects.push(...added);
      } catch (thrown) {
        log('error', 'event not taken', { why: messageOf(thrown) });
      }
    }
    state = draft;
    enqueueAll(effects);
    taken();
    const lasts = isLasting(before.callState, draft.callState);
    if (effects.length > 0 || draft.clicks !== before.clicks || lasts) {
      storing = waitUpTo(persist(), STORE_PATIENCE_MS).then(() => undefined);
      if (deps.isWatched()) painted = waitUpTo(storing, PAGE_FIRST_MS).then(() => pause(PAGE_PAINTS_MS));
    } else if (draft.callState !== before.callState)
      idleWrite ??= setTimeout(() => void persist(), IDLE_WRITE_MS);
    const performed = perform(effects);
    schedule(draft.callState);
    await storing;
    // Does not wait for the alert, which may take long. The badge must not show a call as ringing after it
    // ended.
    if (lasts) project();
    void performed.then((failed) => parts.forEach(({ done }) => done(failed)));
  }

  /**
   * Performs effects, side by side where order does not matter, then removes them from the stored state. A
   * worker that dies in between repeats an effect instead of losing it. Effects that show a call do not wait
   * for the write under way. If that write fails, the server reports the call to the next worker.
   */
  async function perform(effects: readonly Effect[]): Promise<readonly Effect[]> {
    if (effects.length === 0) return [];
    const failed = await runQueued(effects);
    await persist();
    return failed;
  }

  function schedule(callState: CallState): void {
    // Skips an unchanged state. Ten thousand events a second may change nothing.
    if (callState === alarmed) return;
    clearTimeout(alarm);
    alarmed = callState;
    const due = nextTick(callState);
    if (due !== null) alarm = setTimeout(ring, Math.max(0, due - deps.now()));
  }

  /** If the clock says that a tick is early, its turn sets the alarm again. */
  function ring(): void {
    alarmed = null;
    void engine.dispatch({ kind: 'tick', at: deps.now() });
  }

  const engine: Engine = {
    async dispatch(event) {
      // Skips lines that are not the agent's: most messages of an account's servers. They need no turn and do
      // not wait for one.
      if (event.kind === 'line' && !engine.isRelevant(event.line)) return;
      // Skips messages about the agent's lines that change nothing. A tick always gets a turn, because the
      // turn sets the alarm again.
      const ahead =
        event.kind === 'line' && !running && state !== null
          ? { before: state.callState, after: reduce(state.callState, event) }
          : null;
      if (ahead !== null && ahead.after === ahead.before) return;
      await enqueue((draft, settings) => {
        const reduced = draft.callState === ahead?.before ? ahead.after : reduce(draft.callState, event);
        const context = deps.getContext('at' in event ? event.at : deps.now());
        const next = evaluateAlert(draft.callState, reduced, settings, context);
        return next === draft.callState
          ? draft
          : {
              ...draft,
              callState: next,
              pendingEffects: [
                ...draft.pendingEffects,
                ...effectsOf(draft.callState, next, settings, context),
              ],
            };
      }, event);
    },
    enqueueEffects: (decide, click) =>
      enqueue((draft, settings) => {
        if (click !== undefined && draft.clicks.includes(click)) return draft;
        const pendingEffects = [...draft.pendingEffects, ...decide(draft.callState, settings)];
        return {
          ...draft,
          pendingEffects,
          clicks: click === undefined ? draft.clicks : [...draft.clicks, click].slice(-CLICKS),
        };
      }),
    // A line is removed from the agent only by a message that can be read completely.
    isRelevant: (line) =>
      state === null ||
      pendingEvents.mayMove(line.lineId) ||
      ownsLine(state.callState, line) ||
      Object.hasOwn(state.callState.lines, line.lineId),
    notify: () => enqueue((draft) => draft).then(project),
  };
  return engine;
}

/** The state before anything was stored. */
const EMPTY: EngineState = { callState: initialState, pendingEffects: [], clicks: [] };

/**
 * The parts of the state that are stored at once, and that the badge shows. Other parts, such as lines and
 * call queues, are not: the server sends lines and call queues again after every connect.
 */
const LASTING = [
  'who',
  'scope',
  'hasSnapshot',
  'calls',
  'aliases',
  'missed',
] as const satisfies readonly (keyof CallState)[];
const isLasting = (before: CallState, after: CallState): boolean =>
  LASTING.some((part) => before[part] !== after[part]);

/**
 * Resolves to the result of `work`. If it rejects, logs `otherwise` as an error and resolves to undefined.
 */
async function attempt<T>(otherwise: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    log('error', otherwise, { why: messageOf(thrown) });
    return undefined;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
