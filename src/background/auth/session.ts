/** Signs in, keeps the account, refreshes it, and knows when a refusal is final. */
import type { ConnectionStatus, Problem } from '../../domain/account/connection-status.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { trustedMonitors } from '../../domain/common/server-address.ts';
import {
  forbiddenServer,
  isForServersOf,
  type PendingSecret,
  type Secret,
  type SignIn,
} from '../../domain/account/credentials.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { Account } from '../../platform/storage/items.ts';
import { KNOWN_SERVERS } from '../../voicenter/login.ts';
import type { Login } from '../../voicenter/login-response.ts';
import { createTimer } from '../../platform/async/timer.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import { claimOf, isFresh } from './credentials.ts';
import { trySignIn } from './sign-in-attempt.ts';
import type { SessionEdge, Session } from './session-types.ts';

/** One try at signing in: what it has to go by, how many failed before it, and whether the user hears of its troubles. */
interface Try {
  readonly mine: number;
  readonly account: Account | null;
  readonly typed: PendingSecret | null;
  readonly failures: number;
  readonly quiet: boolean;
}

/** How long before its end a token is renewed, in ms; for short-lived ones a tenth of what is left. */
const RENEW_AHEAD_MS = 60_000;

/** Why none of an account's servers may have its token under these settings; null where some may. */
function problemOfServers(
  { signIn, servers }: Account,
  trusted: readonly string[],
  settings: Settings,
): Problem | null {
  const forbidden = forbiddenServer(signIn, settings);
  if (forbidden !== null) return { kind: 'forbidden', host: forbidden };
  const [first] = servers;
  return trusted.length === 0 && first !== undefined
    ? { kind: 'foreign-monitor', host: new URL(first).host }
    : null;
}

export function createSession(edge: SessionEdge): Session {
  /** Signing in or out anew makes every older attempt moot: each carries the number it began with. */
  let generation = 0;
  /** Tokens in a row that a socket refused: fresh ones that are refused too must not lead to endless sign-ins. */
  let refusedTokens = 0;
  /** The next try, or the renewal in good time: never both. */
  const retry = createTimer();
  /** The next try, while one is waited for. `isAsked`: the server named the time. */
  let waiting: { readonly again: () => void; readonly isAsked: boolean } | null = null;
  /** The account of this worker's last sign-in, whether or not it could be stored. */
  let latest: Account | null = null;
  /** The account that the socket is opened with; null where there is none. */
  let used: Account | null = null;
  /** The renewal that is under way: a second one would throw its answer away, and with it a refresh token that is taken once. */
  let renewing: { readonly mine: number; readonly work: Promise<void> } | null = null;
  /** The user has come to need what began quietly. */
  let isLoud = false;
  /** While the secrets are being forgotten no renewal may begin: it would find them still, and sign in again. */
  let isLeaving = false;

  /** What the store answers. One that fails is asked again, a little later each time; null once another sign-in or sign-out has made that moot. */
  async function patiently<T>(mine: number, trouble: string, ask: () => Promise<T>): Promise<T | null> {
    for (let failures = 1; mine === generation; failures++) {
      try {
        return await ask();
      } catch (thrown) {
        log('error', trouble, { why: messageOf(thrown) });
        await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, edge.random())));
      }
    }
    return null;
  }

  /** The account to go on with; a store that cannot be read says of nobody that they are signed out. */
  const load = (mine: number): Promise<Account | null> =>
    patiently(mine, 'account not read', async () => latest ?? (await edge.vault.load()));

  /** The secret that waits for its sign-in: a store that cannot be read does not mean that none was typed. */
  const typedSecret = (mine: number): Promise<PendingSecret | null> =>
    patiently(mine, 'secret not read', () => edge.vault.typedSecret());

  async function forget(): Promise<void> {
    latest = null;
    // What one store refuses keeps nothing in the other.
    await Promise.all([edge.vault.forgetTypedSecret(), edge.vault.forget()]);
  }

  async function renewOnce(quiet: boolean): Promise<void> {
    if (isLeaving) return;
    const mine = begin();
    const work = load(mine)
      .then((account) => attempt({ mine, account, typed: null, failures: 0, quiet }))
      .finally(() => {
        if (renewing?.mine === mine) renewing = null;
      });
    renewing = { mine, work };
    return work;
  }

  const underWay = (): Promise<void> | null => (renewing?.mine === generation ? renewing.work : null);

  function begin(): number {
    retry.clear();
    waiting = null;
    isLoud = false;
    isLeaving = false;
    generation += 1;
    return generation;
  }

  /** A store that fails must not end the tries for good: the next one may find it well. */
  async function attempt(next: Try): Promise<void> {
    try {
      await signInOnce(next);
    } catch (thrown) {
      log('error', 'sign-in broke off', { why: messageOf(thrown) });
      if (next.mine === generation) wait({ ...next, failures: next.failures + 1 }, null, null);
    }
  }

  async function signInOnce({ mine, account, typed, failures, quiet }: Try): Promise<void> {
    const settings = await edge.settings();
    if (mine !== generation) return;
    const claim = claimOf(account, typed);
    const signedIn = account !== null;
    if (claim === null) {
      // A refusal that a former worker told stays told: it waits for the user.
      const before = await edge.lastStatus();
      settle(mine, before.word === 'refused' ? before : { word: 'off' });
      return;
    }
    const { signIn } = claim;
    const forbidden = forbiddenServer(signIn, settings);
    if (forbidden !== null) {
      await edge.vault.forgetTypedSecret();
      settle(mine, { word: 'refused', problem: { kind: 'forbidden', host: forbidden } });
      return;
    }
    const credentials = claim.credentials.slice(Math.max(0, refusedTokens - 1));
    if (failures === 0 && !quiet) edge.onStatus({ word: 'connecting', signedIn });
    const verdict = await trySignIn(
      { signIn, credentials },
      { signedIn, monitorHosts: settings.monitorHosts },
      edge,
      () => mine !== generation,
    );
    if (verdict === null) return;
    switch (verdict.kind) {
      case 'signed-in':
        return accept(mine, { signIn, secret: verdict.secret }, verdict.login, account);
      case 'trouble':
        wait(
          { mine, account, typed, failures: failures + 1, quiet: quiet && isFresh(account, edge.now()) },
          verdict.problem,
          verdict.pauseMs,
        );
        return;
      case 'wrong-server':
        await edge.vault.forgetTypedSecret();
        settle(mine, { word: 'refused', problem: verdict.problem });
        return;
      case 'refused':
        if (quiet && account !== null && isFresh(account, edge.now()) && edge.isServed()) {
          log('warn', 'renewal refused', { credentials: credentials.length });
          renewAtEnd(account);
          return;
        }
        await forget();
        settle(mine, { word: 'refused', problem: verdict.problem });
    }
  }

  /** `problem`: what the user hears of it; null where it is none of theirs. */
  function wait(next: Try, problem: Problem | null, askedMs: number | null): void {
    const pause = Math.max(backoffMs(next.failures + 1, edge.random()), askedMs ?? 0);
    log('warn', 'sign-in waits', { problem: problem?.kind ?? null, failures: next.failures, pause });
    if ((isLoud || !next.quiet) && problem !== null)
      edge.onStatus({
        word: 'waiting',
        problem,
        retryAt: edge.now() + pause,
        signedIn: next.account !== null,
      });
    const again = (): void => {
      retry.clear();
      waiting = null;
      if (next.mine === generation) void attempt(next);
    };
    waiting = { again, isAsked: askedMs !== null };
    retry.set(pause, again);
  }

  /** Ends in a status that only the user can end. */
  function settle(mine: number, status: ConnectionStatus): void {
    if (mine !== generation) return;
    used = null;
    edge.onStatus(status);
  }

  async function accept(
    mine: number,
    who: { signIn: SignIn; secret: Secret | null },
    login: Login,
    before: Account | null,
  ): Promise<void> {
    // A refresh may tell less than the login did: what it leaves out still holds.
    const servers =
      [login.servers, before?.servers ?? [], KNOWN_SERVERS].find(({ length }) => length > 0) ?? [];
    const account: Account = {
      ...login,
      signIn: who.signIn,
      secret: who.secret,
      servers: [...servers],
      refreshToken: login.refreshToken ?? before?.refreshToken ?? null,
      personId: login.personId ?? before?.personId ?? null,
      identity: before?.identity ?? (await edge.identityOf(who.signIn, who.secret)),
    };
    latest = account;
    const held = await store(account);
    if (latest === account) latest = held;
    if (mine === generation) use(account);
  }

  /** The account as this worker goes on with it: what could not be stored is still held in memory, as far as the user wants that. */
  async function store(account: Account): Promise<Account> {
    try {
      // Asked at the moment of the write, not when the sign-in began: the user may have changed it meanwhile.
      const stored = await edge.vault.save(account, edge.settings);
      await edge.vault.forgetTypedSecret();
      return stored;
    } catch (thrown) {
      // A full disk costs the sign-in after this one, never the calls of today.
      log('error', 'account not stored', { why: messageOf(thrown) });
      const wishes = await edge.settings().catch(() => null);
      return wishes?.keepSignedIn === true && wishes.keepPassword ? account : { ...account, secret: null };
    }
  }

  function use(account: Account): void {
    used = account;
    retry.clear();
    renewInTime(account);
    edge.onAccount(account);
  }

  /** Uses an account as far as the policy lets its servers have the token: it was kept under another policy, perhaps. False where none may. */
  function useWithin(account: Account, settings: Settings): boolean {
    const servers = trustedMonitors(account.servers, account.signIn.server, settings.monitorHosts);
    const problem = problemOfServers(account, servers, settings);
    if (problem !== null) settle(generation, { word: 'refused', problem });
    else if (used === null || servers.length < used.servers.length)
      use({ ...account, servers: [...servers] });
    return problem === null;
  }

  /** Gets the next token before this one ends; quietly, for the socket is well meanwhile. */
  function renewInTime(account: Account): void {
    const left = (account.tokenExpiresAt ?? 0) - edge.now();
    // An end that is over before it began is a wrong clock's: the token is used until a server refuses it.
    if (left <= 0) return;
    retry.set(left - Math.min(RENEW_AHEAD_MS, left / 10), () => void renewOnce(true));
  }

  /** The renewal was refused while the socket is served: the token is used to its end, and only then the refusal counts. */
  function renewAtEnd({ tokenExpiresAt }: Account): void {
    // Without an end it is used until the socket's server refuses it.
    if (tokenExpiresAt === null) return;
    retry.set(Math.max(0, tokenExpiresAt - edge.now()), () => void renewOnce(false));
  }

  return {
    async resume() {
      const mine = begin();
      // Settings that cannot be read keep nobody from their calls; once they are read, `enforce` judges by them.
      const [account, typed, settings] = await Promise.all([
        load(mine),
        typedSecret(mine),
        edge.settings().catch(() => null),
      ]);
      if (mine !== generation) return;
      if (account !== null) edge.onUser(account);
      if (account !== null && typed === null && isFresh(account, edge.now())) {
        if (settings === null) use(account);
        else useWithin(account, settings);
      } else await attempt({ mine, account, typed, failures: 0, quiet: false });
    },
    async signIn() {
      const before = generation;
      const typed = await typedSecret(before);
      // A second click finds the first one at work. A sign-out that came meanwhile holds.
      if (typed === null || before !== generation) return;
      const mine = begin();
      refusedTokens = 0;
      await attempt({ mine, account: null, typed, failures: 0, quiet: false });
    },
    async signOut() {
      const mine = begin();
      isLeaving = true;
      await patiently(mine, 'secrets not forgotten', async () => {
        try {
          await forget();
        } finally {
          // Who signs out is out, whatever the store says; their secrets go as soon as it lets them.
          settle(mine, { word: 'off' });
        }
      });
      if (mine === generation) isLeaving = false;
    },
    async keepLess(wishes) {
      if (latest !== null && !(wishes.keepSignedIn && wishes.keepPassword))
        latest = { ...latest, secret: null };
      await edge.vault.keepLess(wishes);
    },
    async dropUnfitSecret(stored) {
      const before = generation;
      // Read after the secret: a page stores the settings of a sign-in before its secret.
      const isFit = async (pending: PendingSecret): Promise<boolean> =>
        isForServersOf(pending, await stored());
      if (!(await edge.vault.forgetUnfitSecret(isFit))) return;
      log('warn', 'typed secret dropped', {});
      // A sign-in that began meanwhile has a secret of its own.
      if (before === generation) settle(begin(), { word: 'off' });
    },
    enforce(settings) {
      if (used === null) return;
      const isUsed = useWithin(used, settings);
      // What is refused is not tried again by a renewal either.
      if (!isUsed) begin();
    },
    async renew() {
      const renewal = underWay();
      if (renewal !== null) {
        isLoud = true;
        edge.onStatus({ word: 'connecting', signedIn: true });
        return renewal;
      }
      refusedTokens += 1;
      return renewOnce(false);
    },
    renewQuietly: () => underWay() ?? renewOnce(true),
    hurry(by) {
      if (waiting !== null && (by === 'user' || !waiting.isAsked)) waiting.again();
    },
    proved() {
      refusedTokens = 0;
    },
  };
}
