/** Reads what a session continues with. A store that fails does not mean that nobody is signed in. */
import type { ConnectionStatus } from '../../domain/account/connection-status.ts';
import type { PendingSecret } from '../../domain/account/credentials.ts';
import { retryForever } from '../../platform/async/retry.ts';
import type { StoredAccount } from './stored-account.ts';
import type { AccountMemory } from './signed-in-account.ts';
import type { SessionDeps } from './session-types.ts';

/** Each function repeats its work until it succeeds. It resolves to null once `isWanted` returns false. */
export interface StoredReads {
  /** Resolves to the account to continue with. */
  load(isWanted: () => boolean): Promise<StoredAccount | null>;
  /** Resolves to the typed secret that waits for its sign-in. */
  pendingSecret(isWanted: () => boolean): Promise<PendingSecret | null>;
  /** Forgets all secrets. */
  forget(isWanted: () => boolean, work: () => Promise<void>): Promise<unknown>;
}

/**
 * Creates the reads. `isIdle` is true while no account is in use, so that the user has to learn of a failure.
 */
export function createStoredReads(
  deps: Pick<SessionDeps, 'accountStore' | 'random' | 'now' | 'onStatus'>,
  memory: Pick<AccountMemory, 'load'>,
  isIdle: () => boolean,
): StoredReads {
  const insist = <T>(
    isWanted: () => boolean,
    trouble: string,
    work: () => Promise<T>,
    onFailure: (failures: number, pauseMs: number) => void = () => undefined,
  ): Promise<T | null> => retryForever({ isWanted, trouble, onFailure, random: deps.random }, work);

  /** A first failure is often over in a moment. The user sees the following ones. */
  function onUnread(failures: number, pauseMs: number): void {
    if (failures > 1 && isIdle()) deps.onStatus(storageTrouble(deps.now() + pauseMs));
  }

  return {
    load: (isWanted) => insist(isWanted, 'account not read', () => memory.load(), onUnread),
    pendingSecret: (isWanted) =>
      insist(isWanted, 'secret not read', () => deps.accountStore.pendingSecret(), onUnread),
    forget: (isWanted, work) => insist(isWanted, 'secrets not forgotten', work),
  };
}

/** The status while the store cannot be read. The user may sign in meanwhile. */
const storageTrouble = (retryAt: number): ConnectionStatus => ({
  word: 'waiting',
  problem: { kind: 'storage' },
  retryAt,
  signedIn: false,
});
