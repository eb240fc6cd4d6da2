/**
 * The store of the call state. An event is applied at once: the state changes, one write stores it together
 * with the pending effects, and the effects run in their queues.
 */
import { transition } from '../../domain/alerts/side-effects.ts';
import { isDisplayEffect, isReadOnly, type Effect, recoverPending } from '../../domain/alerts/effects.ts';
import { nextTick } from '../../domain/calls/expiry.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import type { KnownCaller } from '../../domain/calls/lookup-result.ts';
import { type LineFacts, ownsLine } from '../../domain/calls/lines.ts';
import { type CallState, initialState, isLasting } from '../../domain/calls/state.ts';
import { isKnownCall } from '../../domain/calls/update-call.ts';
import { coalesce } from '../../platform/async/coalesce.ts';
import { pause, waitUpTo, withTimeout } from '../../platform/async/timeout.ts';
import { attempt, logThrown } from '../../platform/log.ts';
import type { EngineState } from '../../platform/storage/items.ts';
import { createEffectQueue } from './effect-queue.ts';
import { createPageUpdates } from './page-updates.ts';
import type { Begun, Engine, EngineDeps } from './types.ts';

/** How many clicks are remembered. A page repeats a click within seconds, so a few are enough. */
const CLICKS = 20;
/** How long an effect waits for a store that may never answer, in ms. */
const STORE_TIMEOUT_MS = 5_000;
/** Pause before a write that failed is repeated, in ms. A later change repeats it earlier. */
const STORE_AGAIN_MS = 2_000;
/** How long an amended effect waits for the store, in ms. */
const AMEND_TIMEOUT_MS = 1_000;
/**
 * How long alerts wait for the write while a page is open, in ms. The page shows a ring within a few ms if
 * the browser has nothing else to do, so it goes first.
 */
const PAGE_FIRST_MS = 50;
/** How much longer they wait, in ms, so that the page can paint. */
const PAGE_PAINTS_MS = 10;
/**
 * Delay before a write of changes that cause no effects, in ms. Call queues and lines may change many times a
 * second. The server sends them again to a new worker, so nothing is lost.
 */
const IDLE_WRITE_MS = 250;
/** How long a ring waits for its caller, in ms, if a rule or a page depends on who that is. */
const CALLER_FIRST_MS = 20;

/**
 * The state without the pending effects. They are kept apart, because one event may remove thousands of them.
 */
type Lasting = Omit<EngineState, 'pendingEffects'>;
const EMPTY: Lasting = { callState: initialState, clicks: [] };

/** Creates the engine, and reads the state that the last worker left. */
export function createEngine(deps: EngineDeps): Engine {
  let state = EMPTY;
  /** The pending effects in order. The key is the effect as it was decided, the value is its amended form. */
  const pending = new Map<Effect, Effect>();
  /** The newest work that waits until state or settings are read. Null when nothing waits. */
  let waiting: Promise<unknown> | null = null;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  /** The state for whose next tick the alarm is set. Null after the alarm has fired. */
  let alarmed: CallState | null = null;
  let idleWrite: ReturnType<typeof setTimeout> | undefined;
  /** The write that contains all pending effects. */
  let storing: Promise<unknown> = Promise.resolve();
  /** Resolves when the open pages, if there are any, have shown the last state. */
  let painted: Promise<void> = Promise.resolve();

  const runQueued = createEffectQueue({
    run: (effect, turn) =>
      deps.runEffect(effect, state.callState, { ...turn, amend: (next) => amend(effect, next) }),
    async mayBegin(effect) {
      if (!isReadOnly(effect)) await (isDisplayEffect(effect) ? painted : storing);
    },
    settle: (effect) => void pending.delete(effect),
    now: deps.now,
  });

  /** True when the last write failed. */
  let isUnstored = false;
  const updatePages = createPageUpdates({
    isWatched: deps.isWatched,
    tell: (callState) => deps.stored.tell(callState),
  });

  const persist = coalesce(async () => {
    clearTimeout(idleWrite);
    idleWrite = undefined;
    updatePages(state.callState);
    // A full or broken store loses the state if the worker dies. It never loses the alert.
    const write = deps.stored.set({ ...state, pendingEffects: [...pending.values()] }).then(() => true);
    const isStored = await attempt('state not stored', withTimeout(write, STORE_TIMEOUT_MS));
    // A page that has opened in the meantime shows what is stored.
    if (isStored !== true || isUnstored) deps.stored.tell(state.callState);
    isUnstored = isStored !== true;
    if (isUnstored) idleWrite ??= setTimeout(() => void persist(), STORE_AGAIN_MS);
  });

  async function amend(effect: Effect, next: Effect): Promise<void> {
    if (!pending.has(effect)) return;
    pending.set(effect, next);
    await waitUpTo(persist(), AMEND_TIMEOUT_MS);
  }

  /** Reads the state that the last worker left, and starts the effects that were still pending. */
  async function hydrate(): Promise<void> {
    // A store that cannot be read must not hide the calls that come now.
    const stored = await attempt('state not read', withTimeout(deps.stored.get(), STORE_TIMEOUT_MS));
    if (stored === undefined || stored === null) return;
    const { pendingEffects, ...lasting } = stored;
    const recovered = recoverPending(pendingEffects, deps.now());
    state = lasting;
    alarm = setAlarm();
    for (const effect of recovered) pending.set(effect, effect);
    void runAll(recovered);
  }

  /**
   * Does `work` now. While the state or the settings are being read, at the start and for some ms after a
   * change, `work` waits, and later work waits behind it. It also waits for `first`, which must not reject.
   */
  function whenRead(work: () => Begun, first: Promise<unknown> | null = null): Begun['done'] {
    const begin = (): Begun => {
      try {
        return work();
      } catch (thrown) {
        logThrown('error', 'event not taken')(thrown);
        return NOTHING;
      }
    };
    const reading = deps.settings.reading();
    if (waiting === null && reading === null && first === null) return begin().done;
    const begun = Promise.all([waiting, reading, first]).then(begin);
    waitFor(begun);
    return begun.then(({ done }) => done);
  }

  function waitFor(work: Promise<unknown>): void {
    const end = (): void => {
      if (waiting === ended) waiting = null;
    };
    const ended: Promise<void> = work.then(end, (thrown: unknown) => {
      logThrown('error', 'state not restored')(thrown);
      end();
    });
    waiting = ended;
  }

  /** Takes over the next state, and starts its effects. */
  function commit(next: Lasting, effects: readonly Effect[]): Begun {
    const before = state;
    state = next;
    for (const effect of effects) pending.set(effect, effect);
    const isNews = isLasting(before.callState, next.callState);
    if (effects.length > 0 || next.clicks !== before.clicks || isNews) {
      storing = waitUpTo(persist(), STORE_TIMEOUT_MS);
      updatePages(state.callState);
      if (deps.isWatched()) painted = waitUpTo(storing, PAGE_FIRST_MS).then(() => pause(PAGE_PAINTS_MS));
    } else if (next.callState !== before.callState)
      idleWrite ??= setTimeout(() => void persist(), IDLE_WRITE_MS);
    // Skips an unchanged state. Ten thousand events a second may change nothing.
    if (next.callState !== alarmed) alarm = setAlarm();
    const done = Promise.all([runAll(effects), storing]).then(([failed]) => failed);
    // The badge does not wait for the alert, which may take long. It must not show a call as ringing after it
    // ended.
    if (isNews) deps.onChange(next.callState);
    return { done };
  }

  /**
   * Runs effects, side by side where order does not matter, then removes them from the stored state. A worker
   * that dies in between repeats an effect instead of losing it. Effects that show a call do not wait for the
   * write under way. If that write fails, the server reports the call to the next worker.
   */
  async function runAll(effects: readonly Effect[]): Promise<readonly Effect[]> {
    if (effects.length === 0) return [];
    const failed = await runQueued(effects);
    await persist();
    return failed;
  }

  function setAlarm(): ReturnType<typeof setTimeout> | undefined {
    clearTimeout(alarm);
    alarmed = state.callState;
    const due = nextTick(alarmed);
    return due === null ? undefined : setTimeout(tick, Math.max(0, due - deps.now()));
  }

  /** If the clock says that a tick is early, its event sets the alarm again. */
  function tick(): void {
    alarmed = null;
    void engine.dispatch({ kind: 'tick', at: deps.now() });
  }

  // A line is removed from the agent only by a message that can be read completely.
  const isOwn = (line: LineFacts): boolean =>
    ownsLine(state.callState, line) || Object.hasOwn(state.callState.lines, line.lineId);

  /** Finds out who begins to ring. Null for every other event, and if nothing depends on it. */
  const findFirst = (event: CallEvent): Promise<KnownCaller | null> | null =>
    event.kind === 'line' &&
    event.call?.phase === 'ringing' &&
    isOwn(event.line) &&
    !isKnownCall(state.callState, event.callId)
      ? deps.findFirst(event.call, state.callState.who)
      : null;

  const engine: Engine = {
    async dispatch(event) {
      let known: KnownCaller | null = null;
      const finding = findFirst(event)?.then((found) => (known = found)) ?? null;
      const first = finding === null ? null : waitUpTo(finding, CALLER_FIRST_MS);
      await whenRead(() => {
        // Most messages of an account's servers are about lines that are not the agent's.
        if (event.kind === 'line' && !isOwn(event.line) && !isKnownCall(state.callState, event.callId))
          return NOTHING;
        const context = { ...deps.getContext('at' in event ? event.at : deps.now()), known };
        const next = transition(state.callState, event, deps.settings.now(), context);
        return commit({ ...state, callState: next.state }, next.effects);
      }, first);
    },
    enqueueEffects: (decide, click) =>
      whenRead(() => {
        if (click !== undefined && state.clicks.includes(click)) return NOTHING;
        const effects = decide(state.callState, deps.settings.now());
        // `decide` may have dispatched an event, so the state is read again.
        const { clicks } = state;
        return commit(
          { ...state, clicks: click === undefined ? clicks : [...clicks, click].slice(-CLICKS) },
          effects,
        );
      }),
    isRelevant: (line) => waiting !== null || isOwn(line),
    async notify() {
      await whenRead(() => {
        deps.stored.tell(state.callState);
        deps.onChange(state.callState);
        return NOTHING;
      });
    },
  };
  waitFor(hydrate());
  return engine;
}

const NOTHING: Begun = { done: Promise.resolve([]) };
