/** The stored items: where each lives, how it is read, and who may write it. Pages watch them, the worker writes most. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { WorkerFacts } from '../../domain/diagnostics/facts.ts';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { LogLine } from '../../domain/common/log-buffer.ts';
import { type Place, placeSchema } from '../../domain/common/window-bounds.ts';
import { upToDate } from '../../domain/settings/migrations.ts';
import type { PendingSecret, SignedInUser } from '../../domain/account/credentials.ts';
import { type Sealed, sealedSchema } from './secret-key.ts';
import type { LineFacts } from '../../domain/calls/lines.ts';
import type { Book } from '../../domain/calls/state.ts';
import type { Reaction } from '../../domain/alerts/effects.ts';

export interface Item<T> {
  get(): Promise<T>;
  set(value: T): Promise<void>;
  /** Calls back on every change, from whatever page; returns how to stop. */
  watch(changed: (value: T) => void): () => void;
}

type Area = 'local' | 'session';

/** What the engine keeps in one write: the book and the reactions that it still owes. */
export interface EngineState {
  readonly book: Book;
  readonly owed: readonly Reaction[];
  /** The agent's last clicks that were taken: a page that hears no answer says its click again. */
  readonly clicks: readonly string[];
}

/** The engine's state as it lies in the store, the book as a text (platform/storage/stored-state.ts). */
export interface StoredEngine extends Omit<EngineState, 'book'> {
  readonly book: string;
}

function item<T>(area: Area, key: string, read: (raw: unknown) => T): Item<T> {
  return {
    get: async () => read((await browser.storage[area].get(key))[key]),
    set: async (value) => browser.storage[area].set({ [key]: value }),
    watch: (changed) => {
      const listener = (changes: Record<string, { newValue?: unknown }>): void => {
        const change = changes[key];
        if (change !== undefined) changed(read(change.newValue));
      };
      // The area's own event: who listens to that of all areas is handed whatever the worker writes at each ring, the worker too.
      browser.storage[area].onChanged.addListener(listener);
      return () => {
        browser.storage[area].onChanged.removeListener(listener);
      };
    },
  };
}

/** Session items are written by this very build and die with it: their shape is known. */
const own =
  <T>(fallback: T) =>
  (raw: unknown): T =>
    raw === undefined ? fallback : (raw as T);

const accountSchema = v.object({
  /** The sign-in that these secrets belong to: others are not tried with them. */
  signIn: v.variant('type', [
    v.object({ type: v.picklist(['user', 'account']), server: v.string(), who: v.string() }),
    v.object({ type: v.literal('token'), server: v.string(), who: v.literal('') }),
    v.object({
      type: v.literal('two-step'),
      server: v.string(),
      who: v.string(),
      settingsServer: v.string(),
      refreshServer: v.string(),
    }),
  ]),
  secret: v.nullable(v.object({ kind: v.picklist(['password', 'token']), value: v.string() })),
  token: v.string(),
  /** Milliseconds since 1970, or null where the login named no end. */
  tokenExpiresAt: v.nullable(v.number()),
  refreshToken: v.nullable(v.string()),
  servers: v.array(v.string()),
  dialect: v.picklist([2, 4]),
  personId: v.nullable(v.string()),
  /** Tells the user's data from others' in this browser profile: a hash of who signed in. */
  identity: v.string(),
});

/** What signing in leaves behind. Secrets: never in messages, pages, logs or exports. */
export type Account = v.InferOutput<typeof accountSchema>;

/** An account in whatever form it was stored, or null for what is none. */
export const readAccount = (raw: unknown): Account | null => {
  const parsed = v.safeParse(accountSchema, raw);
  return parsed.success ? parsed.output : null;
};

const readSealed = (raw: unknown): Sealed | null => {
  const parsed = v.safeParse(sealedSchema, raw);
  return parsed.success ? parsed.output : null;
};

/** Settings as stored, brought up to date: only what differs from the defaults (domain/settings/settings.ts), with the version of their form (domain/settings/migrations.ts). */
export const settingsItem = item<unknown>('local', 'settings', upToDate);
/** The administrator's policy as the browser last told it, `{}` for none; undefined before it was ever told. Written by the worker (policy-sync.ts). */
export const policyItem = {
  ...item<unknown>('local', 'policy', (raw) => raw),
  remove: () => browser.storage.local.remove('policy'),
};
/**
 * What a worker of this browser session last found to be the true policy; null before one did. Written by
 * policy-sync.ts.
 */
export const lastPolicyItem = item('session', 'lastPolicy', own<{ readonly policy: unknown } | null>(null));
/** The account, encrypted (secret-key.ts), kept over a restart of the browser ("Keep me signed in"). Written by the worker. */
export const keptAccount = item('local', 'account', readSealed);
/** The account in this browser session; in memory only. Written by the worker. */
export const sessionAccount = item('session', 'account', readAccount);
/** The password or token on its way from the options page to the worker; taken away as soon as it was used. */
export const typedSecret = item('session', 'typedSecret', own<PendingSecret | null>(null));
/** The name of the lock that holds for `typedSecret`: a page stores one while the worker may take one away. */
export const SECRET_LOCK = 'typedSecret';
/** Who is signed in; null for nobody. Written by the worker. */
export const signedInUser = item('session', 'signedInUser', own<SignedInUser | null>(null));
/** All lines that the server last spoke of, to pick one's own from. Written by the worker. */
export const directoryItem = item('session', 'directory', own<readonly LineFacts[]>([]));
/** The key of the engine's item. */
export const ENGINE = 'engine';
/** The book as pages follow it, a text (platform/storage/stored-state.ts) without the calls that are over. Written by the engine alone (call-state-store.ts). */
export const bookItem: Pick<Item<string | null>, 'get' | 'watch'> = item(
  'session',
  ENGINE,
  (raw) => own<StoredEngine | null>(null)(raw)?.book ?? null,
);
export const statusItem = item<ConnectionStatus>(
  'session',
  'status',
  own<ConnectionStatus>({ word: 'connecting', signedIn: true }),
);
/** Another text whenever the history (history-db.ts) has changed. Written by the history effect alone. */
export const historyRevision = item('session', 'historyRevision', own(''));
/** When the worker was last known to be at work: a gap up to its next start is a time in which calls may be missing. */
export const aliveItem = item('session', 'alive', own<number | null>(null));
/** The last lines of the log. Written by the worker's log keeper alone. */
export const logItem = item('session', 'log', own<readonly LogLine[]>([]));
/** What the worker found when a page last asked for a check-up; null before. Written by the worker. */
export const checkUpItem = item('session', 'checkUp', own<WorkerFacts | null>(null));
/** Where the agent put the call window, or null while it lies where we put it. Written by the worker. */
export const windowPlace = item('local', 'callWindowPlace', (raw): Place | null => {
  const parsed = v.safeParse(placeSchema, raw);
  return parsed.success ? parsed.output : null;
});
/** The tab of the CRM that we opened last. Written by the CRM-tab effect alone. */
export const crmTabItem = item('session', 'crmTab', own<number | null>(null));
/** The call window that we opened. Written by the call-window effect alone. */
export const callWindowItem = item('session', 'callWindow', own<number | null>(null));

/** Takes an item away altogether: a secret that was `null` would still be an entry. */
export const removeItem = async (
  area: Area,
  key: 'account' | 'typedSecret' | 'checkUp' | 'crmTab',
): Promise<void> => browser.storage[area].remove(key);

/** Shuts web pages' scripts out of what we store, where the browser can (Firefox never lets them in). */
export function keepToOurselves(): void {
  for (const area of ['local', 'session'] as const)
    void (browser.storage[area] as Lockable).setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
/** The cross-browser types do not know it. */
type Lockable = browser.Storage.StorageArea & {
  setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
};
