/** Signs the user in, keeps the account, renews its token, and decides when a refusal is final. */
import type { ConnectionStatus, Problem } from '../../domain/account/connection-status.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { filterTrustedServers } from '../../domain/common/server-address.ts';
import {
  forbiddenServer,
  isForServersOf,
  type PendingSecret,
  type Secret,
  type SignIn,
} from '../../domain/account/credentials.ts';
import { log, messageOf } from '../../platform/log.ts';
import type { StoredAccount } from '../../platform/storage/items.ts';
import { KNOWN_SERVERS } from '../../voicenter/login.ts';
import type { Login } from '../../voicenter/login-response.ts';
import { createTimer } from '../../platform/async/timer.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import { signInRequestOf, isFresh } from './credentials.ts';
import { trySignIn } from './sign-in-attempt.ts';
import type { SessionDeps, Session } from './session-types.ts';

/**
 * One try to sign in: what it can use, how many tries failed before it (`failures`), and whether the user
 * sees its problems (`inBackground`: it does not).
 */
interface Attempt {
  readonly attemptId: number;
  readonly account: StoredAccount | null;
  readonly typed: PendingSecret | null;
  readonly failures: number;
  readonly inBackground: boolean;
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
  { signIn, servers }: StoredAccount,
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
export function createSession(deps: SessionDeps): Session {
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
  let latest: StoredAccount | null = null;
  /** The account that the socket is opened with, or null. */
  let used: StoredAccount | null = null;
  /**
   * The renewal in progress. A second renewal would discard its answer, and with it a refresh token that the
   * server accepts only once.
   */
  let renewing: { readonly attemptId: number; readonly work: Promise<void> } | null = null;
  /** True if the user now needs a renewal that began quietly. Its problems are then shown. */
  let isForeground = false;
  /**
   * True while the secrets are being forgotten. No renewal may begin in this time, because it would still
   * find the secrets and sign in again.
   */
  let isSigningOut = false;

  /**
   * Resolves to the answer of the store. Retries a store that fails, with a growing pause. Resolves to null
   * if another sign-in or sign-out makes the answer obsolete.
   */
  async function retryForever<T>(
    attemptId: number,
    trouble: string,
    ask: () => Promise<T>,
  ): Promise<T | null> {
    for (let failures = 1; attemptId === generation; failures++) {
      try {
        return await ask();
      } catch (thrown) {
        log('error', trouble, { why: messageOf(thrown) });
        await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, deps.random())));
      }
    }
    return null;
  }

  /**
   * Resolves to the account to continue with. A store that cannot be read does not mean that the user is
   * signed out, so it is read again.
   */
  const load = (attemptId: number): Promise<StoredAccount | null> =>
    retryForever(attemptId, 'account not read', async () => latest ?? (await deps.accountStore.load()));

  /**
   * Resolves to the typed secret that waits for its sign-in. A store that cannot be read does not mean that
   * no secret was typed, so it is read again.
   */
  const pendingSecret = (attemptId: number): Promise<PendingSecret | null> =>
    retryForever(attemptId, 'secret not read', () => deps.accountStore.pendingSecret());

  async function forget(): Promise<void> {
    latest = null;
    // Both run, because a failure in one store must not keep the secret in the other.
    await Promise.all([deps.accountStore.forgetPendingSecret(), deps.accountStore.forget()]);
  }

  async function renewOnce(inBackground: boolean): Promise<void> {
    if (isSigningOut) return;
    const attemptId = begin();
    const work = load(attemptId)
      .then((account) => attempt({ attemptId, account, typed: null, failures: 0, inBackground }))
      .finally(() => {
        if (renewing?.attemptId === attemptId) renewing = null;
      });
    renewing = { attemptId, work };
    return work;
  }

  const underWay = (): Promise<void> | null => (renewing?.attemptId === generation ? renewing.work : null);

  function begin(): number {
    retry.clear();
    waiting = null;
    isForeground = false;
    isSigningOut = false;
    generation += 1;
    return generation;
  }

  /**
   * Runs one try. A store that fails must not end the tries for good, because it may work at the next try.
   */
  async function attempt(next: Attempt): Promise<void> {
    try {
      await signInOnce(next);
    } catch (thrown) {
      log('error', 'sign-in broke off', { why: messageOf(thrown) });
      if (next.attemptId === generation) wait({ ...next, failures: next.failures + 1 }, null, null);
    }
  }

  async function signInOnce({ attemptId, account, typed, failures, inBackground }: Attempt): Promise<void> {
    const settings = await deps.settings();
    if (attemptId !== generation) return;
    const claim = signInRequestOf(account, typed);
    const signedIn = account !== null;
    if (claim === null) {
      // If an earlier worker reported a refusal, the refusal stays until the user acts.
      const before = await deps.lastStatus();
      settle(attemptId, before.word === 'refused' ? before : { word: 'off' });
      return;
    }
    const { signIn } = claim;
    const forbidden = forbiddenServer(signIn, settings);
    if (forbidden !== null) {
      await deps.accountStore.forgetPendingSecret();
      settle(attemptId, { word: 'refused', problem: { kind: 'forbidden', host: forbidden } });
      return;
    }
    const credentials = claim.credentials.slice(Math.max(0, refusedTokens - 1));
    if (failures === 0 && !inBackground) deps.onStatus({ word: 'connecting', signedIn });
    const verdict = await trySignIn(
      { signIn, credentials },
      { signedIn, monitorHosts: settings.monitorHosts },
      deps,
      () => attemptId !== generation,
    );
    if (verdict === null) return;
    switch (verdict.kind) {
      case 'signed-in':
        return accept(attemptId, { signIn, secret: verdict.secret }, verdict.login, account);
      case 'trouble':
        wait(
          {
            attemptId,
            account,
            typed,
            failures: failures + 1,
            inBackground: inBackground && isFresh(account, deps.now()),
          },
          verdict.problem,
          verdict.pauseMs,
        );
        return;
      case 'wrong-server':
        await deps.accountStore.forgetPendingSecret();
        settle(attemptId, { word: 'refused', problem: verdict.problem });
        return;
      case 'refused':
        if (inBackground && account !== null && isFresh(account, deps.now()) && deps.isServed()) {
          log('warn', 'renewal refused', { credentials: credentials.length });
          renewAtEnd(account);
          return;
        }
        await forget();
        settle(attemptId, { word: 'refused', problem: verdict.problem });
    }
  }

  /**
   * Schedules the next try. `problem` is what the user sees, or null if the failure does not concern the
   * user. `askedMs` is the pause that the server asked for, or null.
   */
  function wait(next: Attempt, problem: Problem | null, askedMs: number | null): void {
    const pause = Math.max(backoffMs(next.failures + 1, deps.random()), askedMs ?? 0);
    log('warn', 'sign-in waits', { problem: problem?.kind ?? null, failures: next.failures, pause });
    if ((isForeground || !next.inBackground) && problem !== null)
      deps.onStatus({
        word: 'waiting',
        problem,
        retryAt: deps.now() + pause,
        signedIn: next.account !== null,
      });
    const again = (): void => {
      retry.clear();
      waiting = null;
      if (next.attemptId === generation) void attempt(next);
    };
    waiting = { again, isAsked: askedMs !== null };
    retry.set(pause, again);
  }

  /** Ends in a status that only the user can change. */
  function settle(attemptId: number, status: ConnectionStatus): void {
    if (attemptId !== generation) return;
    used = null;
    deps.onStatus(status);
  }

  async function accept(
    attemptId: number,
    who: { signIn: SignIn; secret: Secret | null },
    login: Login,
    before: StoredAccount | null,
  ): Promise<void> {
    // A refresh may return less than the login did. The values that it leaves out are still valid.
    const servers =
      [login.servers, before?.servers ?? [], KNOWN_SERVERS].find(({ length }) => length > 0) ?? [];
    const account: StoredAccount = {
      ...login,
      signIn: who.signIn,
      secret: who.secret,
      servers: [...servers],
      refreshToken: login.refreshToken ?? before?.refreshToken ?? null,
      personId: login.personId ?? before?.personId ?? null,
      identity: before?.identity ?? (await deps.identityOf(who.signIn, who.secret)),
    };
    latest = account;
    const held = await store(account);
    if (latest === account) latest = held;
    if (attemptId === generation) use(account);
  }

  /**
   * Stores the account and returns it as this worker continues with it. If it cannot be stored, the worker
   * still holds it in memory, as far as the user wants that.
   */
  async function store(account: StoredAccount): Promise<StoredAccount> {
    try {
      // The settings are read at the moment of the write, because the user may have changed them since the
      // sign-in began.
      const stored = await deps.accountStore.save(account, deps.settings);
      await deps.accountStore.forgetPendingSecret();
      return stored;
    } catch (thrown) {
      // A full disk may prevent the next sign-in, but it must never prevent the calls of today.
      log('error', 'account not stored', { why: messageOf(thrown) });
      const wishes = await deps.settings().catch(() => null);
      return wishes?.keepSignedIn === true && wishes.keepPassword ? account : { ...account, secret: null };
    }
  }

  function use(account: StoredAccount): void {
    used = account;
    retry.clear();
    renewInTime(account);
    deps.onAccount(account);
  }

  /**
   * Uses an account with only those servers that the policy allows to receive the token, because it may have
   * been stored under another policy. Returns false if no server is allowed.
   */
  function useWithin(account: StoredAccount, settings: Settings): boolean {
    const servers = filterTrustedServers(account.servers, account.signIn.server, settings.monitorHosts);
    const problem = problemOfServers(account, servers, settings);
    if (problem !== null) settle(generation, { word: 'refused', problem });
    else if (used === null || servers.length < used.servers.length)
      use({ ...account, servers: [...servers] });
    return problem === null;
  }

  /** Schedules a quiet renewal before the token expires. It is quiet because the socket works meanwhile. */
  function renewInTime(account: StoredAccount): void {
    const left = (account.tokenExpiresAt ?? 0) - deps.now();
    // A token that has expired before its first use points to a wrong clock. It is used until a server
    // refuses it.
    if (left <= 0) return;
    retry.set(left - Math.min(RENEW_AHEAD_MS, left / 10), () => void renewOnce(true));
  }

  /**
   * Call this when a renewal was refused while the server still sends on the socket. The token is used until
   * it expires. Only then does a refusal count.
   */
  function renewAtEnd({ tokenExpiresAt }: StoredAccount): void {
    // A token without an expiry time is used until the server of the socket refuses it.
    if (tokenExpiresAt === null) return;
    retry.set(Math.max(0, tokenExpiresAt - deps.now()), () => void renewOnce(false));
  }

  return {
    async resume() {
      const attemptId = begin();
      // Settings that cannot be read must not block the calls. `enforce` checks the account once they are
      // read.
      const [account, typed, settings] = await Promise.all([
        load(attemptId),
        pendingSecret(attemptId),
        deps.settings().catch(() => null),
      ]);
      if (attemptId !== generation) return;
      if (account !== null) deps.onUser(account);
      if (account !== null && typed === null && isFresh(account, deps.now())) {
        if (settings === null) use(account);
        else useWithin(account, settings);
      } else await attempt({ attemptId, account, typed, failures: 0, inBackground: false });
    },
    async signIn() {
      const before = generation;
      const typed = await pendingSecret(before);
      // A second click finds no typed secret, or finds that the first click has already begun. A sign-out
      // that came meanwhile stays in effect.
      if (typed === null || before !== generation) return;
      const attemptId = begin();
      refusedTokens = 0;
      await attempt({ attemptId, account: null, typed, failures: 0, inBackground: false });
    },
    async signOut() {
      const attemptId = begin();
      isSigningOut = true;
      await retryForever(attemptId, 'secrets not forgotten', async () => {
        try {
          await forget();
        } finally {
          // The user is signed out even if the store fails. The secrets are forgotten as soon as the store
          // works.
          settle(attemptId, { word: 'off' });
        }
      });
      if (attemptId === generation) isSigningOut = false;
    },
    async keepLess(wishes) {
      if (latest !== null && !(wishes.keepSignedIn && wishes.keepPassword))
        latest = { ...latest, secret: null };
      await deps.accountStore.keepLess(wishes);
    },
    async dropUnfitSecret(stored) {
      const before = generation;
      // The settings are read after the secret, because a page stores the settings of a sign-in before its
      // secret.
      const isFit = async (pending: PendingSecret): Promise<boolean> =>
        isForServersOf(pending, await stored());
      if (!(await deps.accountStore.forgetUnfitSecret(isFit))) return;
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
        isForeground = true;
        deps.onStatus({ word: 'connecting', signedIn: true });
        return renewal;
      }
      refusedTokens += 1;
      return renewOnce(false);
    },
    renewQuietly: () => underWay() ?? renewOnce(true),
    retryNow(by) {
      if (waiting !== null && (by === 'user' || !waiting.isAsked)) waiting.again();
    },
    confirmToken() {
      refusedTokens = 0;
    },
  };
}
