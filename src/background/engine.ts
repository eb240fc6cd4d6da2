/** The loop: everything that happens goes through one queue, changes the book, is stored with what it owes, and is done. */
import { type Book, emptyBook, nextTick, reduce } from '../domain/call-book.ts';
import type { CallEvent, Millis } from '../domain/call.ts';
import type { Circumstances } from '../domain/alert-policy.ts';
import { judge } from '../domain/judgement.ts';
import { type Reaction, reactions, stillOwed } from '../domain/reactions.ts';
import type { Settings } from '../domain/settings.ts';
import { log, messageOf } from '../platform/log.ts';
import type { EngineState, Item } from '../platform/storage.ts';

export interface EngineEdge {
  readonly stored: Item<EngineState | null>;
  readonly settings: () => Promise<Settings>;
  /** What decides on alerts at a moment. */
  readonly around: (at: Millis) => Circumstances;
  /** Fills in what only the browser knows of reactions that are about to be owed. */
  readonly prepare: (owed: readonly Reaction[]) => readonly Reaction[] | Promise<readonly Reaction[]>;
  /** Does one reaction; the book is the newest, `failed` names what failed before it in the same turn. A rejection is logged and the reaction struck off: it would fail again. */
  readonly perform: (reaction: Reaction, book: Book, failed: readonly Reaction[]) => Promise<void>;
  /** Projects the book onto what always shows it (the badge). */
  readonly project: (book: Book) => Promise<void>;
  readonly now: () => Millis;
}

export interface Engine {
  /** Takes an event into the book. Resolves when its reactions are done. */
  happen(event: CallEvent): Promise<void>;
  /** Owes reactions that no change of the book asks for, such as a click; decided when their turn in the queue comes. A `click` that was taken already owes nothing. */
  owe(decide: (book: Book, settings: Settings) => readonly Reaction[] | Promise<readonly Reaction[]>, click?: string): Promise<void>;
  /** Projects the book once more, after something beside it has changed. */
  refresh(): Promise<void>;
}

/** How many clicks are remembered: a click is said again within seconds. */
const CLICKS = 20;
/** A browser that never answers must not keep the next call waiting. */
const REACTION_TIMEOUT_MS = 5_000;
/** And while it is asked before the alert, not even the one that rings. */
const PREPARE_TIMEOUT_MS = 500;

export function createEngine(edge: EngineEdge): Engine {
  let state: EngineState | null = null;
  let tail: Promise<void> = Promise.resolve();
  let alarm: ReturnType<typeof setTimeout> | undefined;

  /** The state that the last worker left, with the reactions it still owed done now. */
  async function hydrate(): Promise<EngineState> {
    if (state !== null) return state;
    const left = (await edge.stored.get()) ?? { book: emptyBook, owed: [], clicks: [] };
    state = { book: left.book, owed: stillOwed(left.owed, edge.now()), clicks: left.clicks };
    await settle();
    schedule(state.book);
    return state;
  }

  async function advance(book: Book, owed: readonly Reaction[], click?: string): Promise<void> {
    const before = state?.book;
    const clicks = state?.clicks ?? [];
    state = { book, owed, clicks: click === undefined ? clicks : [...clicks, click].slice(-CLICKS) };
    await store(state);
    // The agent waits for the alert, not for the badge.
    const projected = book === before ? undefined : edge.project(book);
    await settle();
    await projected;
    schedule(book);
  }

  /** What is owed, with what the browser knows of it, or without where it does not say: the alert comes first. */
  async function prepared(owed: readonly Reaction[]): Promise<readonly Reaction[]> {
    try {
      return await withinTime(Promise.resolve(edge.prepare(owed)), PREPARE_TIMEOUT_MS);
    } catch (thrown) {
      log('error', 'reactions not prepared', { why: messageOf(thrown) });
      return owed;
    }
  }

  /** Does what is owed, in order, then strikes it off: a worker that dies in between repeats a reaction rather than forgets it. */
  async function settle(): Promise<void> {
    if (state === null || state.owed.length === 0) return;
    const failed: Reaction[] = [];
    for (const reaction of state.owed) {
      try {
        await withinTime(edge.perform(reaction, state.book, failed), REACTION_TIMEOUT_MS);
      } catch (thrown) {
        failed.push(reaction);
        log('error', 'reaction failed', { kind: reaction.kind, why: messageOf(thrown) });
      }
    }
    state = { ...state, owed: [] };
    await store(state);
  }

  /** A store that is full or broken costs the memory of a dead worker, never the alert. */
  async function store(next: EngineState): Promise<void> {
    try {
      await edge.stored.set(next);
    } catch (thrown) {
      log('error', 'book not stored', { why: messageOf(thrown) });
    }
  }

  function schedule(book: Book): void {
    clearTimeout(alarm);
    const due = nextTick(book);
    if (due !== null) alarm = setTimeout(() => void engine.happen({ kind: 'tick', at: edge.now() }), Math.max(0, due - edge.now()));
  }

  function enqueue(turn: () => Promise<void>): Promise<void> {
    tail = tail.then(turn).catch((thrown: unknown) => {
      log('error', 'engine turn failed', { why: messageOf(thrown) });
    });
    return tail;
  }

  const engine: Engine = {
    happen: (event) =>
      enqueue(async () => {
        const { book } = await hydrate();
        const reduced = reduce(book, event);
        const settings = await edge.settings();
        const around = edge.around('at' in event ? event.at : edge.now());
        const next = judge(book, reduced, settings, around);
        if (next !== book) await advance(next, await prepared(reactions(book, next, settings, around)));
        // A tick that came early by the clock must be given again.
        else if (event.kind === 'tick') schedule(book);
      }),
    owe: (decide, click) =>
      enqueue(async () => {
        const { book, clicks } = await hydrate();
        if (click === undefined || !clicks.includes(click)) await advance(book, await decide(book, await edge.settings()), click);
      }),
    refresh: () =>
      enqueue(async () => {
        const { book } = await hydrate();
        await edge.project(book);
        schedule(book);
      }),
  };
  return engine;
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('timed out'));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
