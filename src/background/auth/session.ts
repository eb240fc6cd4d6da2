/** Signs the user in, keeps the account, renews its token, and decides when a refusal is final. */
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

/**
 * One try to sign in: what it can use, how many tries failed before it (`failures`), and whether the user
 * sees its problems (`quiet`).
 */
interface Try {
  readonly mine: number;
  readonly account: Account | null;
  readonly typed: PendingSecret | null;
  readonly failures: number;
  readonly quiet: boolean;
}

/**
 * A token is renewed this long before it expires, in ms. If it has less than ten times this left, a tenth of
 * the remaining time is used.
 */
const RENEW_AHEAD_MS = 60_000;

/**
 * Returns the reason why no server of an account may receive its token under these settings. Null if some
 * server may.
 */
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

/** Creates a session that does nothing until a method is called. */
export function createSession(edge: SessionEdge): Session {
  /**
   * Every new sign-in or sign-out makes all older attempts obsolete. Each attempt carries the number that it
   * began with.
   */
  let generation = 0;
  /**
   * How many tokens in a row a socket refused. Fresh tokens that are refused too must not cause endless
   * sign-ins.
   */
  let refusedTokens = 0;
  /** The timer of the next try, or of the renewal before the token expires. Never both. */
  const retry = createTimer();
  /** The pending next try, or null. `isAsked`: the server named the time. */
  let waiting: { readonly again: () => void; readonly isAsked: boolean } | null = null;
  /** The account of the last sign-in in this worker, even if it could not be stored. */
  let latest: Account | null = null;
  /** The account that the socket is opened with, or null. */
  let used: Account | null = null;
  /**
   * The renewal in progress. A second renewal would discard its answer, and with it a refresh token that the
   * server accepts only once.
   */
  let renewing: { readonly mine: number; readonly work: Promise<void> } | null = null;
  /** True if the user now needs a renewal that began quietly. Its problems are then shown. */
  let isLoud = false;
  /**
   * True while the secrets are being forgotten. No renewal may begin in this time, because it would still
   * find the secrets and sign in again.
   */
  let isLeaving = false;

  /**
   * Resolves to the answer of the store. Retries a store that fails, with a growing pause. Resolves to null
   * if another sign-in or sign-out makes the answer obsolete.
   */
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

  /**
   * Resolves to the account to continue with. A store that cannot be read does not mean that the user is
   * signed out, so it is read again.
   */
  const load = (mine: number): Promise<Account | null> =>
    patiently(mine, 'account not read', async () => latest ?? (await edge.vault.load()));

  /**
   * Resolves to the typed secret that waits for its sign-in. A store that cannot be read does not mean that
   * no secret was typed, so it is read again.
   */
  const typedSecret = (mine: number): Promise<PendingSecret | null> =>
    patiently(mine, 'secret not read', () => edge.vault.typedSecret());

  async function forget(): Promise<void> {
    latest = null;
    // Both run, because a failure in one store must not keep the secret in the other.
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

  /**
   * Runs one try. A store that fails must not end the tries for good, because it may work at the next try.
   */
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
      // If an earlier worker reported a refusal, the refusal stays until the user acts.
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

  /**
   * Schedules the next try. `problem` is what the user sees, or null if the failure does not concern the
   * user. `askedMs` is the pause that the server asked for, or null.
   */
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

  /** Ends in a status that only the user can change. */
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
    // A refresh may return less than the login did. The values that it leaves out are still valid.
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

  /**
   * Stores the account and returns it as this worker continues with it. If it cannot be stored, the worker
   * still holds it in memory, as far as the user wants that.
   */
  async function store(account: Account): Promise<Account> {
    try {
      // The settings are read at the moment of the write, because the user may have changed them since the
      // sign-in began.
      const stored = await edge.vault.save(account, edge.settings);
      await edge.vault.forgetTypedSecret();
      return stored;
    } catch (thrown) {
      // A full disk may prevent the next sign-in, but it must never prevent the calls of today.
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

  /**
   * Uses an account with only those servers that the policy allows to receive the token, because it may have
   * been stored under another policy. Returns false if no server is allowed.
   */
  function useWithin(account: Account, settings: Settings): boolean {
    const servers = trustedMonitors(account.servers, account.signIn.server, settings.monitorHosts);
    const problem = problemOfServers(account, servers, settings);
    if (problem !== null) settle(generation, { word: 'refused', problem });
    else if (used === null || servers.length < used.servers.length)
      use({ ...account, servers: [...servers] });
    return problem === null;
  }

  /** Schedules a quiet renewal before the token expires. It is quiet because the socket works meanwhile. */
  function renewInTime(account: Account): void {
    const left = (account.tokenExpiresAt ?? 0) - edge.now();
    // A token that has expired before its first use points to a wrong clock. It is used until a server
    // refuses it.
    if (left <= 0) return;
    retry.set(left - Math.min(RENEW_AHEAD_MS, left / 10), () => void renewOnce(true));
  }

  /**
   * Call this when a renewal was refused while the server still sends on the socket. The token is used until
   * it expires. Only then does a refusal count.
   */
  function renewAtEnd({ tokenExpiresAt }: Account): void {
    // A token without an expiry time is used until the server of the socket refuses it.
    if (tokenExpiresAt === null) return;
    retry.set(Math.max(0, tokenExpiresAt - edge.now()), () => void renewOnce(false));
  }

  return {
    async resume() {
      const mine = begin();
      // Settings that cannot be read must not block the calls. `enforce` checks the account once they are
      // read.
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
      // A second click finds no typed secret, or finds that the first click has already begun. A sign-out
      // that came meanwhile stays in effect.
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
          // The user is signed out even if the store fails. The secrets are forgotten as soon as the store
          // works.
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
      // The settings are read after the secret, because a page stores the settings of a sign-in before its
      // secret.
      const isFit = async (pending: PendingSecret): Promise<boolean> =>
        isForServersOf(pending, await stored());
      if (!(await edge.vault.forgetUnfitSecret(isFit))) return;
      log('warn', 'typed secret dropped', {});
      // A sign-in that began meanwhile has another secret, so it continues.
      if (before === generation) settle(begin(), { word: 'off' });
    },
    enforce(settings) {
      if (used === null) return;
      const isUsed = useWithin(used, settings);
      // `begin` also cancels the renewal, so that it does not try the refused account again.
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
