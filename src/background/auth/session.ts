/** Signs the user in, keeps the account, renews its token, and decides when a refusal is final. */
import type { ConnectionStatus, Problem } from '../../domain/account/connection-status.ts';
import { isSignedInElsewhere } from '../../domain/account/connection-status.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { isForServersOf, type PendingSecret } from '../../domain/account/credentials.ts';
import { log, logThrown } from '../../platform/log.ts';
import type { StoredAccount } from './stored-account.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import { isFresh } from './credentials.ts';
import { accountOf, createAccountMemory, trustedServersOf } from './signed-in-account.ts';
import { createDisplacementWatch } from './displacement.ts';
import { createRenewals } from './renewals.ts';
import { createSessionTimer } from './session-timer.ts';
import { type SignedIn, signInWith } from './sign-in-attempt.ts';
import { createStoredReads } from './stored-reads.ts';
import type { Attempt, SessionDeps, Session } from './session-types.ts';

/** What first tries have in common. */
const FRESH = { typed: null, failures: 0, inBackground: false };

/** Creates a session that does nothing until a method is called. */
export function createSession(deps: SessionDeps): Session {
  /**
   * Every new sign-in or sign-out makes all older attempts obsolete. Each attempt carries the number that it
   * began with.
   */
  let generation = 0;
  /** How many tokens in a row a socket refused. They must not cause endless sign-ins. */
  let refusedTokens = 0;
  const timer = createSessionTimer(deps.now);
  const displacement = createDisplacementWatch(deps);
  const memory = createAccountMemory(deps);
  const isWanted = (attemptId: number) => (): boolean => attemptId === generation;
  const reads = createStoredReads(deps, memory, () => used === null);
  const renewals = createRenewals((attemptId) => attemptId === generation);
  /** The account that the socket is opened with, or null. */
  let used: StoredAccount | null = null;
  /** True if the user now needs a renewal that began quietly. Its problems are then shown. */
  let isForeground = false;
  /**
   * True while the secrets are being forgotten. No renewal may begin in this time, because it would still
   * find the secrets and sign in again.
   */
  let isSigningOut = false;

  async function renewOnce(inBackground: boolean): Promise<void> {
    if (isSigningOut) return;
    const attemptId = begin();
    return renewals.run(
      attemptId,
      reads
        .load(isWanted(attemptId))
        .then((account) => attempt({ ...FRESH, attemptId, account, inBackground })),
    );
  }

  function begin(): number {
    timer.clear();
    isForeground = false;
    isSigningOut = false;
    generation += 1;
    return generation;
  }

  /** Runs one try. A store that fails must not end the tries, because it may work at the next try. */
  async function attempt(next: Attempt): Promise<void> {
    try {
      await signInOnce(next);
    } catch (thrown) {
      logThrown('error', 'sign-in broke off')(thrown);
      const problem = next.failures > 0 && used === null ? ({ kind: 'storage' } as const) : null;
      if (next.attemptId === generation) wait({ ...next, failures: next.failures + 1 }, problem, null);
    }
  }

  async function signInOnce(next: Attempt): Promise<void> {
    const { attemptId, account, failures } = next;
    const settings = await deps.settings();
    if (attemptId !== generation) return;
    const isMoot = (): boolean => attemptId !== generation;
    const onBegin = (): void => {
      if (failures === 0 && !next.inBackground)
        deps.onStatus({ word: 'connecting', signedIn: account !== null });
    };
    const result = await signInWith({ ...next, refusedTokens }, settings, { ...deps, onBegin }, isMoot);
    if (result === null) return;
    // A token that ended during the request is needed by now.
    const inBackground = next.inBackground && isFresh(account, deps.now());
    switch (result.kind) {
      case 'nothing': {
        // If an earlier worker reported a refusal, the refusal stays until the user acts.
        const before = await deps.lastStatus();
        settle(attemptId, before.word === 'refused' ? before : { word: 'off' });
        return;
      }
      case 'signed-in':
        return accept(attemptId, result, account);
      case 'trouble':
        wait({ ...next, failures: failures + 1, inBackground }, result.problem, result.pauseMs);
        return;
      case 'wrong-server':
        await deps.accountStore.forgetPendingSecret();
        settle(attemptId, { word: 'refused', problem: result.problem });
        return;
      case 'refused':
        if (inBackground && account !== null && deps.isServed()) {
          log('warn', 'renewal refused', { credentials: result.tried });
          // The token is used until it expires. Only then does a refusal count.
          timer.renewAtEnd(account, () => void renewOnce(false));
          return;
        }
        await memory.forget(true);
        settle(attemptId, { word: 'refused', problem: result.problem });
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
    timer.retryAfter(pause, askedMs !== null, () => {
      if (next.attemptId === generation) void attempt(next);
    });
  }

  /** Ends in a status that only the user can change. */
  function settle(attemptId: number, status: ConnectionStatus): void {
    if (attemptId !== generation) return;
    used = null;
    deps.onStatus(status);
  }

  async function accept(attemptId: number, signedIn: SignedIn, before: StoredAccount | null): Promise<void> {
    const identity = before?.identity ?? (await deps.identityOf(signedIn.signIn, signedIn.secret));
    const account = accountOf(signedIn, before, identity);
    await memory.keep(account);
    if (attemptId === generation) use(account);
  }

  function use(account: StoredAccount): void {
    used = account;
    displacement.using(account);
    // The socket works meanwhile, so this renewal shows nothing.
    timer.renewInTime(account, () => void renewOnce(true));
    deps.onAccount(account);
  }

  /**
   * Uses an account with only those servers that the policy allows to receive the token, because it may have
   * been stored under another policy. Returns false if no server is allowed.
   */
  function useWithin(account: StoredAccount, settings: Settings): boolean {
    const { servers, problem } = trustedServersOf(account, settings);
    if (problem !== null) settle(generation, { word: 'refused', problem });
    else if (used === null || servers.length < used.servers.length) use({ ...account, servers });
    return problem === null;
  }

  return {
    async resume() {
      const attemptId = begin();
      // Settings that cannot be read must not block the calls. `enforce` checks the account once they are
      // read.
      const [account, typed, settings, before] = await Promise.all([
        reads.load(isWanted(attemptId)),
        reads.pendingSecret(isWanted(attemptId)),
        deps.settings().catch(() => null),
        deps.lastStatus().catch(() => null),
      ]);
      if (attemptId !== generation) return;
      if (account !== null) deps.onUser(account);
      if (account !== null && typed === null && before !== null && isSignedInElsewhere(before))
        settle(attemptId, before);
      else if (account !== null && typed === null && isFresh(account, deps.now())) {
        if (settings === null) use(account);
        else useWithin(account, settings);
      } else await attempt({ ...FRESH, attemptId, account, typed });
    },
    async signIn() {
      const before = generation;
      const typed = await reads.pendingSecret(isWanted(before));
      // A second click finds no typed secret, or finds that the first click has already begun. A sign-out
      // that came meanwhile stays in effect.
      if (typed === null || before !== generation) return;
      const attemptId = begin();
      refusedTokens = 0;
      displacement.forgive();
      await attempt({ ...FRESH, attemptId, account: null, typed });
    },
    async signOut() {
      const attemptId = begin();
      isSigningOut = true;
      await reads.forget(isWanted(attemptId), async () => {
        try {
          await memory.forget(false);
        } finally {
          // The user is signed out even if the store fails. The secrets are forgotten as soon as the store
          // works.
          settle(attemptId, { word: 'off' });
        }
      });
      if (attemptId === generation) isSigningOut = false;
    },
    keepLess: (wishes) => memory.keepLess(wishes),
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
    async renew(form) {
      const renewal = renewals.underWay();
      if (renewal !== null) {
        isForeground = true;
        deps.onStatus({ word: 'connecting', signedIn: true });
        return renewal;
      }
      refusedTokens += 1;
      const verdict = displacement.refused(form);
      if (used === null || verdict === null || verdict.pauseMs === 0) return renewOnce(false);
      const attemptId = begin();
      const problem = { kind: 'signed-in-elsewhere', host: new URL(used.signIn.server).host } as const;
      if (verdict.pauseMs === null) settle(attemptId, { word: 'refused', problem });
      else wait({ ...FRESH, attemptId, account: used }, problem, verdict.pauseMs);
    },
    async signInHere() {
      if (!isSignedInElsewhere(await deps.lastStatus())) return;
      displacement.forgive();
      await (renewals.underWay() ?? renewOnce(false));
    },
    renewQuietly: () => renewals.underWay() ?? renewOnce(true),
    retryNow: (by) => timer.retryNow(by),
    confirmToken() {
      refusedTokens = 0;
      displacement.accepted();
    },
  };
}
