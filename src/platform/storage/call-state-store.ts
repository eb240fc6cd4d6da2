/**
 * Stores the engine's state. Live calls are in the item that pages watch. Past calls and labels, which no
 * page watches, are in an item each. One write stores all of them.
 */
import browser from 'webextension-polyfill';
import { splitEnded, parse, type PastCalls, serialize, joinEnded } from './stored-state.ts';
import { ENGINE, type EngineState, type StoredEngine, UNSTORED } from './items.ts';
import type { CallState } from '../../domain/calls/state.ts';
import { type KnownLabels, type LabelEntry, NO_LABELS } from '../../domain/common/caller/known-labels.ts';

const PAST = 'pastCalls';
const LABELS = 'labels';

/** The stored state of the engine. `get` and `set` reject when the store fails. */
export interface EngineStore {
  /** Null before anything was stored. */
  get(): Promise<EngineState | null>;
  set(state: EngineState): Promise<void>;
  /** Sends open pages a state that the store did not take. */
  tell(callState: CallState): void;
}

/**
 * Creates the worker's store. It remembers what it wrote, so that past calls and labels are written only when
 * they change.
 */
export function createEngineStore(): EngineStore {
  /**
   * The stored past calls. Null while they are unknown: a store that could not be read does not count as
   * empty.
   */
  let written: PastCalls | null = null;
  /** The stored labels. Null while they are unknown. */
  let writtenLabels: KnownLabels | null = null;
  return {
    async get() {
      // Only this build writes session items, and they end with the browser session. Their shape is known.
      const stored = (await browser.storage.session.get([ENGINE, PAST, LABELS])) as {
        [ENGINE]?: StoredEngine;
        [PAST]?: PastCalls;
        [LABELS]?: readonly LabelEntry[];
      };
      const past = (written = stored[PAST] ?? {});
      const state = stored[ENGINE];
      const labels = (writtenLabels = stored[LABELS] === undefined ? NO_LABELS : new Map(stored[LABELS]));
      return state === undefined
        ? null
        : { ...state, callState: { ...joinEnded(parse(state.callState), past), labels } };
    },
    async set(state) {
      const { state: callState, past } = splitEnded(state.callState, written ?? {});
      await browser.storage.session.set({
        [ENGINE]: { ...state, callState: serialize(callState) } satisfies StoredEngine,
        ...(past === written ? {} : { [PAST]: past }),
        ...(callState.labels === writtenLabels ? {} : { [LABELS]: [...callState.labels] }),
      });
      written = past;
      writtenLabels = callState.labels;
    },
    tell(callState) {
      const channel = new BroadcastChannel(UNSTORED);
      channel.postMessage(serialize(splitEnded(callState, {}).state));
      channel.close();
    },
  };
}
