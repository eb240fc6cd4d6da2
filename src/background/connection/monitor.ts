/** The link to Voicenter. It combines the session and the socket, and reports one connection status. */
import type { WorkerFacts } from '../../domain/diagnostics/facts.ts';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import { type LineFacts } from '../../domain/calls/lines.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { isUserLogin } from '../../domain/account/credentials.ts';
import { afterStartupDelay } from '../../platform/startup-delay.ts';
import { log } from '../../platform/log.ts';
import { mayReach } from '../../platform/host-permissions.ts';
import { directoryItem, statusItem } from '../../platform/storage/items.ts';
import type { StoredAccount } from '../auth/stored-account.ts';
import { createDecoder } from '../../voicenter/decode.ts';
import { RESYNC, type ServerEvent } from '../../voicenter/protocol.ts';
import { createConnection } from './connection.ts';
import { createOddMessages } from './odd-messages.ts';
import { createLineDirectory } from './line-directory.ts';
import { request } from '../http/login-request.ts';
import { createSession } from '../auth/session.ts';
import { identityOf, showUser } from '../auth/identity.ts';
import { type KeepSettings, accountStore } from '../auth/account-store.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import { lineScopeOf } from '../../domain/account/line-scope.ts';

/** What the link needs from outside. */
export interface MonitorDeps {
  /** Resolves to the newest settings that the worker knows. A later change arrives through `rescope`. */
  readonly settings: () => Promise<Settings>;
  /** False until settings could be read for the first time. Until then `settings` resolves to a default. */
  readonly areSettingsKnown: () => boolean;
  /** Resolves to the settings as stored at this moment. A page may have written them before its command. */
  readonly storedSettings: () => Promise<Settings>;
  readonly onEvent: (event: CallEvent) => void;
  /** Whether a call at a line may be the agent's, judged by all events that `onEvent` received. */
  readonly isRelevant: (line: LineFacts) => boolean;
  readonly onStatus: (status: ConnectionStatus, since?: Millis) => void;
  /**
   * Receives the identity of the user who is signed in from now on, or who was signed in when the last worker
   * ended.
   */
  readonly onUser: (whose: string) => void;
  /** Resolves to the missed calls that this user has not seen yet. Never rejects. */
  readonly missedOf: (whose: string) => Promise<readonly CallId[]>;
  /** True while a call is live. Nothing may be tried then that could disturb it. */
  readonly isBusy: () => boolean;
  /** True while a page is open that shows the lines of the account. */
  readonly isDirectoryShown: () => boolean;
  readonly now: () => Millis;
}

/** The connection to Voicenter for one worker. */
export interface Monitor {
  /** Continues where the last worker stopped. */
  resume(): Promise<void>;
  /** Signs in with the stored settings and the typed secret. */
  signIn(): Promise<void>;
  /** Signs the user out and forgets all secrets. */
  signOut(): Promise<void>;
  /** Call this when the user wants to keep less than before. */
  keepLess(wishes: KeepSettings): Promise<void>;
  /**
   * Call this when the settings may name other servers than those that a secret was typed for. Such a secret
   * is forgotten.
   */
  dropUnfitSecret(): Promise<void>;
  /** Call this when the administrator may have restricted which servers may receive secrets and tokens. */
  enforce(settings: Settings): void;
  /**
   * Call this when the machine woke up or the network changed: tries now, or checks that the socket lives.
   */
  check(): void;
  /** Starts the next try now, or signs in a user who is signed in elsewhere. The user wants it. */
  tryNow(): void;
  /** Call this when the user has allowed or removed hosts. */
  permissionsChanged(): void;
  /** Asks the server for its full list. */
  resync(): void;
  /** Call this when the settings have changed, because the agent may have picked other lines. */
  rescope(settings: Settings): void;
  /** Call this when a page has opened that shows the lines of the account. */
  showDirectory(): void;
  /** The identity of the user who is signed in, or null if there is none. */
  whose(): string | null;
  /** What diagnostics show about the servers. `heardAt` is when the last frame came, or null. */
  facts(): Pick<WorkerFacts, 'servers' | 'heardAt'>;
}

/**
 * Messages that our list is stale come in bursts, and to every agent at once. One request answers a burst, at
 * a random moment within this time, in ms.
 */
const STALE_WITHIN_MS = 2_000;

/** Creates a link that does nothing until a method is called. */
export function createMonitor(deps: MonitorDeps): Monitor {
  const count = createOddMessages();
  const random = (): number => Math.random();
  let stale: ReturnType<typeof setTimeout> | undefined;
  let decode = createDecoder();
  /** The account that is signed in, or null. */
  let current: StoredAccount | null = null;
  /** The missed calls that the user had not seen yet at the sign-in. */
  let missed: readonly CallId[] = [];
  const directory = createLineDirectory(directoryItem, deps.isDirectoryShown);

  const connection = createConnection(
    {
      connecting: (since) => deps.onStatus({ word: 'connecting', signedIn: true }, since),
      open: (host) => deps.onStatus({ word: 'online', host, since: deps.now() }),
      lost(host, failures, retryAt, words) {
        log('warn', 'socket lost', { failures, words });
        const problem = navigator.onLine
          ? ({ kind: 'socket-lost', host } as const)
          : ({ kind: 'offline' } as const);
        // The first quick retry is not a problem yet.
        deps.onStatus(
          failures === 1
            ? { word: 'connecting', signedIn: true }
            : { word: 'waiting', problem, retryAt, signedIn: true },
        );
      },
      notAllowed: (host, retryAt) =>
        deps.onStatus({ word: 'waiting', problem: { kind: 'not-allowed', host }, retryAt, signedIn: true }),
      tokenRefused: () => void session.renew('socket'),
      tokenDoubted: () => void session.renewQuietly(),
      message: hear,
    },
    { now: deps.now, random, isBusy: deps.isBusy, mayReach },
  );

  const session = createSession({
    accountStore,
    settings: deps.storedSettings,
    request,
    isOffline: () => !navigator.onLine,
    isServed: () => connection.heardAt() !== null,
    lastStatus: () => statusItem.get(),
    now: deps.now,
    random,
    onStatus(status) {
      if (status.word === 'off' || status.word === 'refused') leave();
      deps.onStatus(status);
    },
    identityOf,
    onAccount: (account) => void adopt(account),
    onUser: (account) => void know(account),
  });

  async function adopt(account: StoredAccount): Promise<void> {
    decode = createDecoder();
    if (!(await know(account))) return;
    connection.connect(account);
    await afterStartupDelay;
    if (current === account && isUserLogin(account.signIn)) await directory.clear();
  }

  /**
   * Makes this user the current one, so that the user's calls are shown. Resolves to false if another user
   * has become the current one meanwhile.
   */
  async function know(account: StoredAccount): Promise<boolean> {
    current = account;
    deps.onUser(account.identity);
    const [settings, unseen] = await Promise.all([deps.settings(), deps.missedOf(account.identity)]);
    if (current !== account) return false;
    missed = unseen;
    // While the settings are unknown, the picked lines are unknown too. The agent then keeps the lines from
    // the last worker.
    if (isUserLogin(account.signIn) || deps.areSettingsKnown()) rescope(settings);
    const { type, who } = account.signIn;
    void afterStartupDelay.then(() => (current === account ? showUser({ type, who }) : undefined));
    return true;
  }

  function rescope(settings: Settings): void {
    if (current === null) return;
    deps.onEvent({
      kind: 'signed-in',
      who: current.identity,
      scope: lineScopeOf(settings, current.signIn, current.personId),
      missed,
      at: deps.now(),
    });
  }

  /** Call this when no user is signed in any more. The socket closes and no call is live for us. */
  function leave(): void {
    current = null;
    void showUser(null);
    connection.disconnect();
    void directory.clear();
    deps.onEvent({ kind: 'signed-out' });
  }

  function hear(name: ServerEvent, payload: unknown): void {
    const message = decode(name, payload, deps.now());
    const decoded = message.kind === 'line' ? message.read(deps.isRelevant(message.line)) : message;
    switch (decoded.kind) {
      case 'event': {
        // The server sends a personal sign-in only its own lines, which the state knows.
        const lines = current === null || isUserLogin(current.signIn) ? null : directory;
        deps.onEvent(lines?.nameColleague(decoded.event) ?? decoded.event);
        lines?.hear(decoded.event);
        return;
      }
      case 'greeting':
        if (decoded.accepted) session.confirmToken();
        else {
          // The connection closes first. Otherwise the server would repeat the refusal, and each repetition
          // would begin the renewal anew.
          connection.disconnect();
          void session.renew('greeting');
        }
        return;
      case 'stale':
        stale ??= setTimeout(resync, STALE_WITHIN_MS * random());
        return;
      case 'ignored':
        count('ignored', decoded.why);
        return;
      case 'malformed':
        count('malformed', decoded.where);
    }
  }

  function resync(): void {
    clearTimeout(stale);
    stale = undefined;
    connection.emit(RESYNC);
  }

  return {
    check() {
      session.retryNow('network');
      connection.check();
    },
    tryNow() {
      session.retryNow('user');
      connection.check();
      void session.signInHere();
    },
    permissionsChanged() {
      connection.recheckPermission();
      session.retryNow('user');
      connection.check();
    },
    resync,
    rescope,
    showDirectory: () => directory.show(),
    whose: () => current?.identity ?? null,
    facts: () => ({ servers: current?.servers ?? [], heardAt: connection.heardAt() }),
    resume: () => session.resume(),
    signIn: () => session.signIn(),
    signOut: () => session.signOut(),
    enforce: (settings) => session.enforce(settings),
    keepLess: (wishes) => session.keepLess(wishes),
    dropUnfitSecret: () => session.dropUnfitSecret(deps.storedSettings),
  };
}
