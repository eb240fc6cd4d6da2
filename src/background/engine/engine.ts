/** The loop: what happens waits in one queue; all that waits changes the book in one turn, is stored with what it owes, and is done. */
import { reduce } from '../../domain/calls/reducer.ts';
import { judge } from '../../domain/alerts/evaluate.ts';
import { ownsLine } from '../../domain/calls/lines.ts';
import { reactions } from '../../domain/alerts/side-effects.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { coalesced } from '../../platform/async/coalesce.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { EngineState } from '../../platform/storage/items.ts';
import { atMost } from '../../platform/async/timeout.ts';
import { createLanes } from './effect-queue.ts';
import { createUntaken } from './pending-events.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import { type Book, emptyBook } from '../../domain/calls/state.ts';
import { nextTick } from '../../domain/calls/expiry.ts';
import { isShown, type Reaction, stillOwed } from '../../domain/alerts/effects.ts';
import type { EngineEdge, Engine } from './types.ts';

/** How many clicks are remembered: a click is said again within seconds. */
const CLICKS = 20;
/** A store that does not answer must not keep the call that rings waiting… */
const STORE_PATIENCE_MS = 5_000;
/** …nor a reaction that was amended. */
const AMEND_PATIENCE_MS = 1_000;
/** An open page shows a ring within a few ms of the write, if nothing else is asked of the browser meanwhile: other alerts let it go first, so long for the write… */
const PAGE_FIRST_MS = 50;
/** …and so long for the painting. */
const PAGE_PAINTS_MS = 10;
/** Queues and lines may change many times a second and owe nothing: a worker that dies is told of them anew. In ms. */
const IDLE_WRITE_MS = 250;

/** Takes its part of a turn: the state as it leaves it, `owed` holding what this part adds. */
type Part = (draft: EngineState, settings: Settings) => EngineState;
/**
 * The state without what is owed. That is kept apart: thousands of reactions may be struck off in one turn.
 */
type Lasting = Omit<EngineState, 'owed'>;

export function createEngine(edge: EngineEdge): Engine {
  let state: Lasting | null = null;
  /** What is owed, in order: each reaction as it was decided, with what it has become since. */
  const owing = new Map<Reaction, Reaction>();
  let alarm: ReturnType<typeof setTimeout> | undefined;
  /** The book for whose next tick the alarm is set; null when it has rung. */
  let alarmed: Book | null = null;
  let idleWrite: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  const inbox: {
    readonly part: Part;
    readonly event: CallEvent | null;
    readonly done: (failed: readonly Reaction[]) => void;
  }[] = [];
  const untaken = createUntaken();
  /** The write that holds all that is owed. */
  let storing: Promise<void> = Promise.resolve();
  /** When open pages, if there are any, show it. */
  let painted: Promise<void> = Promise.resolve();
  const inLanes = createLanes({
    perform: (reaction, turn) =>
      edge.perform(reaction, (state ?? EMPTY).book, { ...turn, amend: (next) => amend(reaction, next) }),
    mayBegin: (reaction) => (isShown(reaction) ? painted : storing),
    done: (reaction) => void owing.delete(reaction),
    // An open desk shows a ring as soon as it is stored.
    follows: (reaction) =>
      reaction.kind === 'log-ring' && reaction.surfaces.includes('desk') ? storing : Promise.resolve(),
    now: edge.now,
  });

  async function amend(reaction: Reaction, next: Reaction): Promise<void> {
    if (!owing.has(reaction)) return;
    owing.set(reaction, next);
    await atMost(persist(), AMEND_PATIENCE_MS);
  }

  const persist = coalesced(async () => {
    clearTimeout(idleWrite);
    idleWrite = undefined;
    // A store that is full or broken costs the memory of a dead worker, never the alert.
    await attempt('book not stored', edge.stored.set({ ...(state ?? EMPTY), owed: [...owing.values()] }));
  });
  const project = (): void => edge.project((state ?? EMPTY).book);

  /** The state that the last worker left, with the reactions that it still owed begun now. */
  async function hydrate(): Promise<Lasting> {
    if (state !== null) return state;
    // A store that cannot be read must not keep today's calls away.
    const { owed, ...lasting } = (await attempt('book not read', edge.stored.get())) ?? EMPTY;
    state = lasting;
    const still = stillOwed(owed, edge.now());
    owe(still);
    void perform(still);
    return state;
  }

  function enqueue(part: Part, event: CallEvent | null = null): Promise<readonly Reaction[]> {
    if (event !== null) untaken.add(event);
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

  function owe(reactions: readonly Reaction[]): void {
    for (const reaction of reactions) owing.set(reaction, reaction);
  }

  const taken = (): void => untaken.left(inbox.flatMap(({ event }) => event ?? []));

  /** All that waits, at once: one write for a hundred events, and none of them waits for the alerts of another. */
  async function turn(parts: typeof inbox): Promise<void> {
    const before = await hydrate();
    const settings = await edge.settings();
    let draft = before;
    const owed: Reaction[] = [];
    for (const { part } of parts) {
      try {
        const { owed: added, ...next } = part({ ...draft, owed: [] }, settings);
        draft = next;
        owed.push(...added);
      } catch (thrown) {
        log('error', 'event not taken', { why: messageOf(thrown) });
      }
    }
    state = draft;
    owe(owed);
    taken();
    const lasts = isLasting(before.book, draft.book);
    if (owed.length > 0 || draft.clicks !== before.clicks || lasts) {
      storing = atMost(persist(), STORE_PATIENCE_MS).then(() => undefined);
      if (edge.isWatched()) painted = atMost(storing, PAGE_FIRST_MS).then(() => pause(PAGE_PAINTS_MS));
    } else if (draft.book !== before.book) idleWrite ??= setTimeout(() => void persist(), IDLE_WRITE_MS);
    const performed = perform(owed);
    schedule(draft.book);
    await storing;
    // It does not wait for the alert, which may take long: a call that is over must not be said to ring.
    if (lasts) project();
    void performed.then((failed) => parts.forEach(({ done }) => done(failed)));
  }

  /**
   * Does what is owed, side by side where order does not matter, then strikes it off: a worker that dies in between repeats a reaction rather than forgets it.
   * What shows a call does not wait for the write that is under way: where that fails, the next worker hears of the call from the server.
   */
  async function perform(owed: readonly Reaction[]): Promise<readonly Reaction[]> {
    if (owed.length === 0) return [];
    const failed = await inLanes(owed);
    await persist();
    return failed;
  }

  function schedule(book: Book): void {
    // Ten thousand events a second may change nothing.
    if (book === alarmed) return;
    clearTimeout(alarm);
    alarmed = book;
    const due = nextTick(book);
    if (due !== null) alarm = setTimeout(ring, Math.max(0, due - edge.now()));
  }

  /** A tick that comes early by the clock is given again: its turn sets the alarm anew. */
  function ring(): void {
    alarmed = null;
    void engine.happen({ kind: 'tick', at: edge.now() });
  }

  const engine: Engine = {
    async happen(event) {
      // Most of what an account's servers tell is of no line of ours: that needs no turn, and waits for none that is under way.
      if (event.kind === 'line' && !engine.mayConcern(event.line)) return;
      // What tells nothing new of our own needs none either. A tick does: it sets the alarm anew.
      const ahead =
        event.kind === 'line' && !running && state !== null
          ? { before: state.book, after: reduce(state.book, event) }
          : null;
      if (ahead !== null && ahead.after === ahead.before) return;
      await enqueue((draft, settings) => {
        const reduced = draft.book === ahead?.before ? ahead.after : reduce(draft.book, event);
        const around = edge.around('at' in event ? event.at : edge.now());
        const next = judge(draft.book, reduced, settings, around);
        return next === draft.book
          ? draft
          : { ...draft, book: next, owed: [...draft.owed, ...reactions(draft.book, next, settings, around)] };
      }, event);
    },
    owe: (decide, click) =>
      enqueue((draft, settings) => {
        if (click !== undefined && draft.clicks.includes(click)) return draft;
        const owed = [...draft.owed, ...decide(draft.book, settings)];
        return {
          ...draft,
          owed,
          clicks: click === undefined ? draft.clicks : [...draft.clicks, click].slice(-CLICKS),
        };
      }),
    // The agent leaves a line only by a message that can be read whole.
    mayConcern: (line) =>
      state === null ||
      untaken.mayMove(line.lineId) ||
      ownsLine(state.book, line) ||
      Object.hasOwn(state.book.lines, line.lineId),
    refresh: () => enqueue((draft) => draft).then(project),
  };
  return engine;
}

const EMPTY: EngineState = { book: emptyBook, owed: [], clicks: [] };

/** What must outlive the worker at once, and what the badge shows. Lines and queues are told anew after every connect. */
const LASTING = [
  'who',
  'scope',
  'hasSnapshot',
  'calls',
  'aliases',
  'missed',
] as const satisfies readonly (keyof Book)[];
const isLasting = (before: Book, after: Book): boolean =>
  LASTING.some((part) => before[part] !== after[part]);

export async function attempt<T>(otherwise: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    log('error', otherwise, { why: messageOf(thrown) });
    return undefined;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
