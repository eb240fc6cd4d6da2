/**
 * Stores the engine's state. Live calls are in the item that pages watch. Past calls and labels, which no
 * page watches, are in an item each. One write stores all of them.
 */
import browser from 'webextension-polyfill';
import { parse, type PastCalls, pastOf, serialize, withPast } from './stored-state.ts';
import { ENGINE, type EngineState, type SentState, STATE_CHANNEL, type StoredEngine } from './items.ts';
import { logThrown } from '../log.ts';
import type { CallState } from '../../domain/calls/state.ts';
import { type KnownLabels, type LabelEntry, NO_LABELS } from '../../domain/common/caller/known-labels.ts';

const PAST = 'pastCalls';
const LABELS = 'labels';

/** The stored state of the engine. `get` and `set` reject when the store fails. */
export interface EngineStore {
  /** Null before anything was stored. */
  get(): Promise<EngineState | null>;
  set(state: EngineState): Promise<void>;
  /** Sends open pages a state, whether or not it is stored. Never throws. */
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
  const worker = crypto.randomUUID();
  /** The last state that was written or sent, and its form for the pages. */
  let last: { readonly of: CallState; readonly sent: SentState } | null = null;
  /** Returns the form of a state for the pages. A new state gets the next number. */
  const sentOf = (callState: CallState): SentState => {
    if (last?.of !== callState)
      last = {
        of: callState,
        sent: { callState: serialize(callState), worker, number: (last?.sent.number ?? 0) + 1 },
      };
    return last.sent;
  };
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
        : {
            callState: { ...withPast(parse(state.callState), past), labels },
            pendingEffects: state.pendingEffects,
            clicks: state.clicks,
          };
    },
    async set(state) {
      const { callState } = state;
      const past = pastOf(callState, written ?? {});
      await browser.storage.session.set({
        [ENGINE]: { ...state, ...sentOf(callState) } satisfies StoredEngine,
        ...(past === written ? {} : { [PAST]: past }),
        ...(callState.labels === writtenLabels ? {} : { [LABELS]: [...callState.labels] }),
      });
      written = past;
      writtenLabels = callState.labels;
    },
    tell(callState) {
      try {
        const channel = new BroadcastChannel(STATE_CHANNEL);
        channel.postMessage(sentOf(callState));
        channel.close();
      } catch (thrown) {
        logThrown('error', 'pages not told')(thrown);
      }
    },
  };
}
