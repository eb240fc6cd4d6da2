/**
 * The stored items: where each is stored, how it is read, and who may write it. Pages watch them. The worker
 * writes most of them.
 */
import browser from 'webextension-polyfill';
import type { WorkerFacts } from '../../domain/diagnostics/facts.ts';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { LogLine } from '../../domain/common/log-buffer.ts';
import { windowBoundsSchema } from '../../domain/common/window-bounds.ts';
import { logThrown } from '../log.ts';
import { migrate } from '../../domain/settings/migrations.ts';
import type { PendingSecret, SignedInUser } from '../../domain/account/credentials.ts';
import { item, readAs, type Item } from './item.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';
import type { CallState } from '../../domain/calls/state.ts';
import type { Effect } from '../../domain/alerts/effects.ts';

export type { Item } from './item.ts';

/** What the engine stores in one write: the state and the pending effects. */
export interface EngineState {
  readonly callState: CallState;
  readonly pendingEffects: readonly Effect[];
  /** The agent's last clicks that were handled. A page that receives no answer sends its click again. */
  readonly clicks: readonly string[];
}

/** The state of the calls on its way to the pages, as a text (platform/storage/stored-state.ts). */
export interface SentState {
  readonly callState: string;
  /** A random name of the worker that sent it. */
  readonly worker: string;
  /** Grows with each new state of that worker. */
  readonly number: number;
}

/** The engine's state in its stored form. */
export interface StoredEngine extends Omit<EngineState, 'callState'>, SentState {}

/**
 * Reads a session item without a check. Only this build writes session items, and they end with the browser
 * session, so their shape is known.
 */
const own =
  <T>(fallback: T) =>
  (raw: unknown): T =>
    raw === undefined ? fallback : (raw as T);

const numberOrNull = (raw: unknown): number | null => (typeof raw === 'number' ? raw : null);

const CONNECTING: ConnectionStatus = { word: 'connecting', signedIn: true };
const readStatus = (raw: unknown): ConnectionStatus =>
  typeof raw === 'object' && raw !== null && 'word' in raw ? (raw as ConnectionStatus) : CONNECTING;

/**
 * The stored settings, migrated to the current version (domain/settings/migrations.ts). Holds only what
 * differs from the defaults (domain/settings/settings.ts), and the version.
 */
export const settingsItem = item<unknown>('local', 'settings', migrate);
/**
 * The administrator's policy as the browser last reported it. `{}` means none, undefined means not yet
 * reported. Written by the worker (policy-sync.ts).
 */
export const policyItem = item<unknown>('local', 'policy', (raw) => raw);
/**
 * The policy that a worker of this browser session last found to be true. Null before that. Written by
 * policy-sync.ts.
 */
export const lastPolicyItem = item('session', 'lastPolicy', own<{ readonly policy: unknown } | null>(null));
/** The password or token on its way from the options page to the worker. Removed as soon as it was used. */
export const pendingSecretItem = item('session', 'pendingSecret', own<PendingSecret | null>(null));
/** The name of the lock for `pendingSecret`. A page may store a secret while the worker removes one. */
export const SECRET_LOCK = 'pendingSecret';
/** The user who is signed in, or null. Written by the worker. */
export const signedInUser = item('session', 'signedInUser', own<SignedInUser | null>(null));
/** All lines that the server last reported. The user picks theirs from them. Written by the worker. */
export const directoryItem = item('session', 'directory', (raw): readonly LineFacts[] =>
  Array.isArray(raw) ? (raw as LineFacts[]) : [],
);
/** The key of the engine's item. */
export const ENGINE = 'engine';
/** The channel on which open pages receive a state before it is stored. */
export const STATE_CHANNEL = 'state of the calls';
const storedState = item('session', ENGINE, own<SentState | null>(null));
/**
 * The state as pages watch it: a text (platform/storage/stored-state.ts) without the calls that are over.
 * Written by the engine alone (call-state-store.ts). A state comes over the channel and out of the store, so
 * the later of the two is left out, and so is a state that a newer one has overtaken.
 */
export const callStateItem: Pick<Item<string | null>, 'get' | 'watch'> = {
  get: async () => (await storedState.get())?.callState ?? null,
  watch(changed) {
    let newest: SentState | null = null;
    const take = (sent: SentState | null): void => {
      if (sent !== null && sent.worker === newest?.worker && sent.number <= newest.number) return;
      newest = sent;
      changed(sent?.callState ?? null);
    };
    const stop = storedState.watch(take);
    const channel = new BroadcastChannel(STATE_CHANNEL);
    channel.onmessage = ({ data }) => take(data as SentState);
    return () => {
      stop();
      channel.close();
    };
  },
};
/** The status of the connection. Written by the worker. */
export const statusItem = item<ConnectionStatus>('session', 'status', readStatus);
/**
 * A text that changes whenever the history (history-db.ts) has changed. Written by the history effect alone.
 */
export const historyRevision = item('session', 'historyRevision', own(''));
/**
 * When a row of the history could last not be written, in ms. Null if all rows were written. Written by the
 * history effect alone.
 */
export const historyLossItem = item('session', 'historyLoss', numberOrNull);
/**
 * When the sign-in could not be kept on the disk, although the user wants that, in ms. Null if it is kept.
 * Written by the worker.
 */
export const notKeptItem = item('session', 'notKept', numberOrNull);
/**
 * When the worker was last known to be running. Calls may be missing between that time and its next start.
 */
export const aliveItem = item('session', 'alive', numberOrNull);
/** The last lines of the log. Written by the worker's log keeper alone. */
export const logItem = item('session', 'log', (raw): readonly LogLine[] =>
  Array.isArray(raw) ? (raw as LogLine[]) : [],
);
/** The result of the last diagnostics that a page asked for. Null before that. Written by the worker. */
export const workerFactsItem = item('session', 'workerFacts', own<WorkerFacts | null>(null));
/** Since when a new version waits to be installed, in ms. Null if none does. Written by updates.ts. */
export const pendingUpdateItem = item('session', 'pendingUpdate', numberOrNull);
const storedMark = item('local', 'wasSignedIn', (raw) => raw === true);
/**
 * True if somebody was signed in when the last worker ended. Nothing is stored for false. Written by
 * sign-in-reminder.ts.
 */
export const wasSignedInItem = {
  get: () => storedMark.get(),
  set: (is: boolean) => (is ? storedMark.set(true) : storedMark.remove()),
};
/** Where the agent put the call window, or null if the agent never moved it. Written by the worker. */
export const windowBoundsItem = item('local', 'callWindowPlace', readAs(windowBoundsSchema, null));
/** The id of the CRM tab that we opened last. Written by the CRM-tab effect alone. */
export const crmTabItem = item('session', 'crmTab', numberOrNull);
/** The id of the call window that we opened. Written by the call-window effect alone. */
export const callWindowItem = item('session', 'callWindow', numberOrNull);

/**
 * Denies the scripts of web pages access to our storage, where the browser can. Firefox never gives them
 * access.
 */
export function restrictStorageAccess(): void {
  for (const area of ['local', 'session'] as const)
    (browser.storage[area] as Lockable)
      .setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
      .catch(logThrown('warn', 'access not restricted', { area }));
}
/** The cross-browser types lack `setAccessLevel`. */
type Lockable = browser.Storage.StorageArea & {
  setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
};
