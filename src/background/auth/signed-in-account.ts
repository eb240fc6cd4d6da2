/** The account after a sign-in: what it holds, where it may be used, and how it is stored. */
import type { Problem } from '../../domain/account/connection-status.ts';
import { forbiddenServer } from '../../domain/account/credentials.ts';
import { filterTrustedServers } from '../../domain/common/server-address.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { logThrown } from '../../platform/log.ts';
import type { StoredAccount } from './stored-account.ts';
import { KNOWN_SERVERS } from '../../voicenter/login.ts';
import type { SignedIn } from './sign-in-attempt.ts';
import type { KeepSettings } from './account-store.ts';
import type { SessionDeps } from './session-types.ts';

/**
 * Returns the account of a login. A refresh may return less than the login before it did. The values that it
 * leaves out are still valid.
 */
export function accountOf(
  { login, signIn, secret }: SignedIn,
  before: StoredAccount | null,
  identity: string,
): StoredAccount {
  const servers =
    [login.servers, before?.servers ?? [], KNOWN_SERVERS].find(({ length }) => length > 0) ?? [];
  return {
    ...login,
    signIn,
    secret,
    servers: [...servers],
    refreshToken: login.refreshToken ?? before?.refreshToken ?? null,
    personId: login.personId ?? before?.personId ?? null,
    identity,
  };
}

/**
 * Returns the servers of an account that may receive its token under these settings. `problem` says why none
 * may; null if some server may.
 */
export function trustedServersOf(
  { signIn, servers }: StoredAccount,
  settings: Settings,
): { readonly servers: string[]; readonly problem: Problem | null } {
  const trusted = [...filterTrustedServers(servers, signIn.server, settings.monitorHosts)];
  const forbidden = forbiddenServer(signIn, settings);
  if (forbidden !== null) return { servers: trusted, problem: { kind: 'forbidden', host: forbidden } };
  const [first] = servers;
  return trusted.length === 0 && first !== undefined
    ? { servers: trusted, problem: { kind: 'foreign-monitor', host: new URL(first).host } }
    : { servers: trusted, problem: null };
}

/** The account as this worker continues with it. It is in memory even if it cannot be stored. */
export interface AccountMemory {
  /** Resolves to the account of the last sign-in, else to the stored one. Rejects if the store fails. */
  load(): Promise<StoredAccount | null>;
  /** Takes over the account of a sign-in and stores it. Never rejects. */
  keep(account: StoredAccount): Promise<void>;
  /** Removes everything that `wishes` does not allow. Rejects if the store fails. */
  keepLess(wishes: KeepSettings): Promise<void>;
  /** Forgets the account and the typed secret (`AccountStore.forget`). Rejects if a store fails. */
  forget(isRefused: boolean): Promise<void>;
}

/** Creates the memory of a worker that has just started. */
export function createAccountMemory(deps: Pick<SessionDeps, 'accountStore' | 'settings'>): AccountMemory {
  const { accountStore } = deps;
  let latest: StoredAccount | null = null;
  return {
    load: async () => latest ?? (await accountStore.load()),
    async keep(account) {
      latest = account;
      const held = await storeAccount(account, deps);
      if (latest === account) latest = held;
    },
    async keepLess(wishes) {
      if (latest !== null && !(wishes.keepSignedIn && wishes.keepPassword))
        latest = { ...latest, secret: null };
      await accountStore.keepLess(wishes);
    },
    async forget(isRefused) {
      latest = null;
      // Both run, because a failure in one store must not keep the secret in the other.
      await Promise.all([accountStore.forgetPendingSecret(), accountStore.forget(isRefused)]);
    },
  };
}

/**
 * Stores the account and resolves to it as this worker continues with it. If it cannot be stored, the worker
 * still holds it in memory, as far as the user wants that. Never rejects.
 */
async function storeAccount(
  account: StoredAccount,
  { accountStore, settings }: Pick<SessionDeps, 'accountStore' | 'settings'>,
): Promise<StoredAccount> {
  try {
    // The settings are read at the moment of the write, because the user may have changed them since the
    // sign-in began.
    const stored = await accountStore.save(account, settings);
    await accountStore.forgetPendingSecret();
    return stored;
  } catch (thrown) {
    // A full disk may prevent the next sign-in, but it must never prevent the calls of today.
    logThrown('error', 'account not stored')(thrown);
    const wishes = await settings().catch(() => null);
    return wishes?.keepSignedIn === true && wishes.keepPassword ? account : { ...account, secret: null };
  }
}
