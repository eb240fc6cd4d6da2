/** Where the engine's state lies: the live calls in the item that pages follow, the past ones beside it; both in one write. */
import browser from 'webextension-polyfill';
import { apart, bookOf, type PastCalls, textOf, together } from './stored-state.ts';
import { ENGINE, type EngineState, type StoredEngine } from './items.ts';

const PAST = 'pastCalls';

/** What outlives the worker. */
export interface EngineStore {
  /** Null before anything was stored. */
  get(): Promise<EngineState | null>;
  set(state: EngineState): Promise<void>;
}

/** The worker's own; it remembers what it wrote, so that past calls are written only when they change. */
export function createEngineStore(): EngineStore {
  /** Null while nobody knows what lies there: a store that could not be read is not taken for an empty one. */
  let written: PastCalls | null = null;
  return {
    async get() {
      // Session items are written by this very build and die with it: their shape is known.
      const stored = (await browser.storage.session.get([ENGINE, PAST])) as {
        [ENGINE]?: StoredEngine;
        [PAST]?: PastCalls;
      };
      const past = (written = stored[PAST] ?? {});
      const state = stored[ENGINE];
      return state === undefined ? null : { ...state, book: together(bookOf(state.book), past) };
    },
    async set(state) {
      const { book, past } = apart(state.book, written ?? {});
      await browser.storage.session.set({
        [ENGINE]: { ...state, book: textOf(book) } satisfies StoredEngine,
        ...(past === written ? {} : { [PAST]: past }),
      });
      written = past;
    },
  };
}
