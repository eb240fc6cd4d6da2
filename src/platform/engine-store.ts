/** Where the engine's state lies: the live calls in the item that pages follow, the past ones beside it; both in one write. */
import browser from 'webextension-polyfill';
import { apart, type PastCalls, together } from '../domain/stored-book.ts';
import { ENGINE, type EngineState } from './storage.ts';

const PAST = 'pastCalls';

/** The worker's own; it remembers what it wrote, so that past calls are written only when they change. */
export function createEngineStore(): { get(): Promise<EngineState | null>; set(state: EngineState): Promise<void> } {
  let written: PastCalls = {};
  return {
    async get() {
      // Session items are written by this very build and die with it: their shape is known.
      const stored = (await browser.storage.session.get([ENGINE, PAST])) as { [ENGINE]?: EngineState; [PAST]?: PastCalls };
      written = stored[PAST] ?? {};
      const state = stored[ENGINE];
      return state === undefined ? null : { ...state, book: together(state.book, written) };
    },
    async set(state) {
      const { book, past } = apart(state.book, written);
      await browser.storage.session.set({ [ENGINE]: { ...state, book }, ...(past === written ? {} : { [PAST]: past }) });
      written = past;
    },
  };
}
