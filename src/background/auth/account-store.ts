/**
 * Stores the account and its secrets. They are in memory (storage.session), and also encrypted in
 * storage.local if the user wants to stay signed in.
 */
import type { PendingSecret } from '../../domain/account/credentials.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { logThrown } from '../../platform/log.ts';
import { forgetCrmSecret, forgetCrmUser, renewCrmKey } from '../../platform/storage/crm-items.ts';
import { deleteKey, seal, unseal } from '../../platform/storage/secret-key.ts';
import { notKeptItem, pendingSecretItem, SECRET_LOCK } from '../../platform/storage/items.ts';
import { keptAccount, readAccount, sessionAccount, type StoredAccount } from './stored-account.ts';

/** What the user wants to keep when the browser restarts. */
export type KeepSettings = Pick<Settings, 'keepSignedIn' | 'keepPassword'>;

/**
 * Stores the account and the typed secret. Methods reject if the browser's storage fails. `save` does not
 * reject if only the encrypted copy fails.
 */
export interface AccountStore {
  /** Resolves to the account in memory, else to the encrypted one, else to null. */
  load(): Promise<StoredAccount | null>;
  /**
   * Calls `wishes` at the moment of the write. Resolves to the account as it is stored, which has no secret
   * unless the user keeps both the sign-in and the password.
   */
  save(account: StoredAccount, wishes: () => Promise<KeepSettings>): Promise<StoredAccount>;
  /** Call this when the user wants to keep less. Removes everything that `wishes` does not allow. */
  keepLess(wishes: KeepSettings): Promise<void>;
  /**
   * Forgets the account and the key that encrypts it. After a sign-out also what the user left for the CRM,
   * which a refusal (`isRefused`) does not concern.
   */
  forget(isRefused: boolean): Promise<void>;
  /** Resolves to the typed secret that is not used yet, or null. */
  pendingSecret(): Promise<PendingSecret | null>;
  forgetPendingSecret(): Promise<void>;
  /**
   * Forgets the typed secret unless `isFit` resolves to true. Resolves to true if it forgot a secret. A page
   * that stores another secret at the same time waits.
   */
  forgetUnfitSecret(isFit: (pending: PendingSecret) => Promise<boolean>): Promise<boolean>;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the writes one after the other. Otherwise a sign-in that is being stored could overwrite the user's
 * wish to keep it no longer.
 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.catch(() => undefined).then(work);
  last = turn;
  return turn;
}

async function keep(account: StoredAccount): Promise<void> {
  try {
    await keptAccount.set(await seal(JSON.stringify(account)));
    await noteKept(null);
  } catch (thrown) {
    // Without a database there is no key. The account is not written, because others could read it if it is
    // not encrypted. The user signs in again at the next start.
    logThrown('error', 'account not kept')(thrown);
    await noteKept(Date.now());
    await keptAccount.remove();
  }
}

/** Notes for the pages since when the account cannot be kept; null if it can. Never rejects. */
const noteKept = (since: number | null): Promise<void> =>
  (since === null ? notKeptItem.remove() : notKeptItem.set(since)).catch(
    logThrown('warn', 'store not noted'),
  );

async function loadKept(): Promise<StoredAccount | null> {
  const sealed = await keptAccount.get();
  const text = sealed === null ? null : await unseal(sealed);
  return text === null ? null : readAccount(JSON.parse(text));
}

// After the first sign-in of this browser session the account is in memory. A worker that restarts does not
// need to wait for the database.
const load = async (): Promise<StoredAccount | null> => (await sessionAccount.get()) ?? (await loadKept());

const withoutSecret = (account: StoredAccount): StoredAccount => ({ ...account, secret: null });

/** The account store over the browser's storage. */
export const accountStore: AccountStore = {
  load,
  save: (account, wishes) =>
    inTurn(async () => {
      const { keepSignedIn, keepPassword } = await wishes();
      const stored = keepSignedIn && keepPassword ? account : withoutSecret(account);
      try {
        await sessionAccount.set(stored);
      } finally {
        if (keepSignedIn) await keep(stored);
        else await Promise.all([keptAccount.remove(), noteKept(null)]);
      }
      return stored;
    }),
  keepLess: ({ keepSignedIn, keepPassword }) =>
    inTurn(async () => {
      if (keepSignedIn && keepPassword) return;
      await forgetCrmSecret(true);
      const account = await load().catch((thrown: unknown) => {
        // What must not be kept is removed even if it cannot be read.
        if (keepSignedIn) throw thrown;
        return null;
      });
      if (!keepSignedIn) await Promise.all([keptAccount.remove(), noteKept(null)]);
      if (account !== null) await sessionAccount.set(withoutSecret(account));
      if (keepSignedIn && account !== null && account.secret !== null) await keep(withoutSecret(account));
      if (!keepSignedIn) await deleteKey();
    }),
  forget: (isRefused) =>
    inTurn(async () => {
      // All run, because a failure in one store must not keep the secret in another.
      await Promise.all([
        keptAccount.remove(),
        sessionAccount.remove(),
        noteKept(null),
        ...(isRefused ? [renewCrmKey()] : [forgetCrmUser(), deleteKey()]),
      ]);
    }),
  pendingSecret: () => pendingSecretItem.get(),
  forgetPendingSecret: () => pendingSecretItem.remove(),
  forgetUnfitSecret: (isFit) =>
    navigator.locks.request(SECRET_LOCK, async () => {
      const pending = await pendingSecretItem.get();
      if (pending === null || (await isFit(pending))) return false;
      await pendingSecretItem.remove();
      return true;
    }),
};
