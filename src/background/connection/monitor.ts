/** The link to Voicenter: session and socket together, reported as one connection status. */
import type { WorkerFacts } from '../../domain/diagnostics/facts.ts';
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import { type LineFacts } from '../../domain/calls/lines.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { isPersonal } from '../../domain/account/credentials.ts';
import { afterFirstMoment } from '../../platform/startup-delay.ts';
import { log, messageOf } from '../../platform/log.ts';
import { mayReach } from '../../platform/host-permissions.ts';
import { type Account, directoryItem, signedInUser, statusItem } from '../../platform/storage/items.ts';
import { createDecoder } from '../../voicenter/decode.ts';
import { RESYNC, type ServerEvent } from '../../voicenter/protocol.ts';
import { createConnection } from './connection.ts';
import { createDirectory } from './line-directory.ts';
import { request } from '../http/login-request.ts';
import { createSession } from '../auth/session.ts';
import { identityOf } from '../auth/identity.ts';
import { type KeepSettings, vault } from '../auth/account-store.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { CallEvent } from '../../domain/calls/events.ts';
import { scopeOf } from '../../domain/account/line-scope.ts';

export interface LinkEdge {
  /** The settings as last heard; a change that comes later is told by `rescope`. */
  readonly settings: () => Promise<Settings>;
  /** False while no settings could be read: what `settings` resolves to then is a default. */
  readonly areSettingsKnown: () => boolean;
  /** The settings as stored this very moment: a page may have written them just before its command. */
  readonly storedSettings: () => Promise<Settings>;
  readonly onEvent: (event: CallEvent) => void;
  /** Whether a call at a line may be the agent's, by all that `onEvent` was given. */
  readonly mayConcern: (line: LineFacts) => boolean;
  readonly onStatus: (status: ConnectionStatus) => void;
  /** The identity of the user who is signed in from now on, or was when the last worker ended. */
  readonly onUser: (whose: string) => void;
  /** A call is live: nothing may be tried that could disturb it. */
  readonly isBusy: () => boolean;
  /** A page is open that shows the lines of the account. */
  readonly isDirectoryShown: () => boolean;
  readonly now: () => Millis;
}

export interface Link {
  /** Takes up what the last worker left. */
  resume(): Promise<void>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /** The user wants less kept than before. */
  keepLess(wishes: KeepSettings): Promise<void>;
  /** The settings may name other servers than those that a secret was typed for. */
  dropUnfitSecret(): Promise<void>;
  /** The administrator may have narrowed which servers may have secrets and tokens. */
  enforce(settings: Settings): void;
  /** The machine woke or the network changed: what is waited for is tried now, and an open socket has to prove itself. */
  check(): void;
  /** The user does not want to wait for the next try. */
  tryNow(): void;
  /** The user has allowed hosts, or taken some away. */
  permissionsChanged(): void;
  /** Asks the server for its full list. */
  resync(): void;
  /** The settings have changed: the agent may have picked other lines. */
  rescope(settings: Settings): void;
  /** A page has opened that shows the lines of the account. */
  showDirectory(): void;
  /** The identity of the user who is signed in; null for nobody. */
  whose(): string | null;
  /** What there is to know of the servers. */
  facts(): Pick<WorkerFacts, 'servers' | 'heardAt'>;
}

/** "What you know is stale" comes in bursts, and to every agent at once: it is answered once, at a random moment within this time, in ms. */
const STALE_WITHIN_MS = 2_000;

/** So many kinds of it are told apart; a hostile server makes up more. */
const MOST_ODDITIES = 100;

/** A link that is idle until told otherwise. */
export function createLink(edge: LinkEdge): Link {
  /** What the wire sent that did not fit, by place: counted, for it would fill the log. */
  const oddities = new Map<string, number>();
  const random = (): number => Math.random();
  let stale: ReturnType<typeof setTimeout> | undefined;
  let decode = createDecoder(edge.mayConcern);
  /** Who is signed in. */
  let current: Account | null = null;
  const directory = createDirectory(directoryItem, edge.isDirectoryShown);

  const connection = createConnection(
    {
      connecting: () => edge.onStatus({ word: 'connecting', signedIn: true }),
      open: (host) => edge.onStatus({ word: 'online', host, since: edge.now() }),
      lost(host, failures, retryAt, words) {
        log('warn', 'socket lost', { failures, words });
        const problem = navigator.onLine
          ? ({ kind: 'socket-lost', host } as const)
          : ({ kind: 'offline' } as const);
        // A first quick retry is no trouble yet.
        edge.onStatus(
          failures === 1
            ? { word: 'connecting', signedIn: true }
            : { word: 'waiting', problem, retryAt, signedIn: true },
        );
      },
      notAllowed: (host, retryAt) =>
        edge.onStatus({ word: 'waiting', problem: { kind: 'not-allowed', host }, retryAt, signedIn: true }),
      tokenRefused: () => void session.renew(),
      tokenDoubted: () => void session.renewQuietly(),
      message: hear,
    },
    { now: edge.now, random, isBusy: edge.isBusy, mayReach },
  );

  const session = createSession({
    vault,
    settings: edge.storedSettings,
    request,
    isOffline: () => !navigator.onLine,
    isServed: () => connection.heardAt() !== null,
    lastStatus: () => statusItem.get(),
    now: edge.now,
    random,
    onStatus(status) {
      if (status.word === 'off' || status.word === 'refused') leave();
      edge.onStatus(status);
    },
    identityOf,
    onAccount: (account) => void adopt(account),
    onUser: (account) => void know(account),
  });

  async function adopt(account: Account): Promise<void> {
    decode = createDecoder(edge.mayConcern);
    if (!(await know(account))) return;
    connection.connect(account);
    await afterFirstMoment;
    if (current === account && isPersonal(account.signIn)) await directory.clear();
  }

  /** Shows this user's own calls. False where another one has taken their place meanwhile. */
  async function know(account: Account): Promise<boolean> {
    current = account;
    edge.onUser(account.identity);
    const settings = await edge.settings();
    if (current !== account) return false;
    // Lines that were picked are unknown while the settings are: those of the worker before stay the agent's.
    if (isPersonal(account.signIn) || edge.areSettingsKnown()) rescope(settings);
    const { type, who } = account.signIn;
    void afterFirstMoment
      .then(() => (current === account ? signedInUser.set({ type, who }) : undefined))
      .catch((thrown: unknown) => log('warn', 'user not told', { why: messageOf(thrown) }));
    return true;
  }

  function rescope(settings: Settings): void {
    if (current === null) return;
    edge.onEvent({
      kind: 'signed-in',
      who: current.identity,
      scope: scopeOf(settings, current.signIn, current.personId),
      at: edge.now(),
    });
  }

  /** Nobody is signed in any more: the socket closes and no call is live for us. */
  function leave(): void {
    current = null;
    void signedInUser
      .set(null)
      .catch((thrown: unknown) => log('warn', 'user not told', { why: messageOf(thrown) }));
    connection.disconnect();
    void directory.clear();
    edge.onEvent({ kind: 'signed-out' });
  }

  function hear(name: ServerEvent, payload: unknown): void {
    const decoded = decode(name, payload, edge.now());
    switch (decoded.kind) {
      case 'event':
        edge.onEvent(decoded.event);
        // Who has lines of their own need not pick any.
        if (current !== null && !isPersonal(current.signIn)) directory.hear(decoded.event);
        return;
      case 'greeting':
        if (decoded.accepted) session.proved();
        else {
          // It would say so again and again: each time a renewal under way would begin anew.
          connection.disconnect();
          void session.renew();
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

  function count(kind: string, odd: string): void {
    const what = oddities.has(odd) || oddities.size < MOST_ODDITIES ? odd : 'more of it';
    const times = (oddities.get(what) ?? 0) + 1;
    oddities.set(what, times);
    if (Math.log10(times) % 1 === 0) log('warn', `${kind} message`, { what, times });
  }

  function resync(): void {
    clearTimeout(stale);
    stale = undefined;
    connection.emit(RESYNC);
  }

  function check(): void {
    session.hurry('network');
    connection.check();
  }

  function permissionsChanged(): void {
    connection.recheckPermission();
    tryNow();
  }

  function tryNow(): void {
    session.hurry('user');
    connection.check();
  }

  return {
    check,
    tryNow,
    permissionsChanged,
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
    dropUnfitSecret: () => session.dropUnfitSecret(edge.storedSettings),
  };
}
