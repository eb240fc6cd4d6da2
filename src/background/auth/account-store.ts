/** Where the secrets live: in memory (storage.session), and encrypted in storage.local when the user wants to stay signed in. */
import type { PendingSecret } from '../../domain/account/credentials.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { log, messageOf } from '../../platform/log.ts';
import { deleteKey, seal, unseal } from '../../platform/storage/secret-key.ts';
import {
  type Account,
  keptAccount,
  readAccount,
  removeItem,
  SECRET_LOCK,
  sessionAccount,
  typedSecret,
} from '../../platform/storage/items.ts';

/** What the user wants kept over a restart of the browser. */
export type KeepSettings = Pick<Settings, 'keepSignedIn' | 'keepPassword'>;

/** Where the account and the typed secret live. */
export interface Vault {
  load(): Promise<Account | null>;
  /** `wishes` are asked for at the moment of the write. Resolves to the account as it was stored: without its secret unless that is to be kept. */
  save(account: Account, wishes: () => Promise<KeepSettings>): Promise<Account>;
  /** The user wants less kept: what is beyond their wishes is taken away. */
  keepLess(wishes: KeepSettings): Promise<void>;
  /** Forgets the account and the key that it was encrypted by. */
  forget(): Promise<void>;
  typedSecret(): Promise<PendingSecret | null>;
  forgetTypedSecret(): Promise<void>;
  /** Forgets the typed secret unless `isFit`; resolves to whether it did. A page that stores another one meanwhile waits. */
  forgetUnfitSecret(isFit: (pending: PendingSecret) => Promise<boolean>): Promise<boolean>;
}

let last: Promise<unknown> = Promise.resolve();

/** Writes one after the other: a sign-in that is being stored must not slip past the wish to keep it no more. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.catch(() => undefined).then(work);
  last = turn;
  return turn;
}

async function keep(account: Account): Promise<void> {
  try {
    await keptAccount.set(await seal(JSON.stringify(account)));
  } catch (thrown) {
    // Without a database there is no key, and nothing is written that anybody could read: the user signs in again at the next start.
    log('error', 'account not kept', { why: messageOf(thrown) });
    await removeItem('local', 'account');
  }
}

async function loadKept(): Promise<Account | null> {
  const sealed = await keptAccount.get();
  const text = sealed === null ? null : await unseal(sealed);
  return text === null ? null : readAccount(JSON.parse(text));
}

const withoutSecret = (account: Account): Account => ({ ...account, secret: null });

export const vault: Vault = {
  // In memory after the first sign-in of this browser session: a worker that starts over need not wait for the database.
  load: async () => (await sessionAccount.get()) ?? (await loadKept()),
  save: (account, wishes) =>
    inTurn(async () => {
      const { keepSignedIn, keepPassword } = await wishes();
      const stored = keepSignedIn && keepPassword ? account : withoutSecret(account);
      await sessionAccount.set(stored);
      if (keepSignedIn) await keep(stored);
      else await removeItem('local', 'account');
      return stored;
    }),
  keepLess: ({ keepSignedIn, keepPassword }) =>
    inTurn(async () => {
      if (keepSignedIn && keepPassword) return;
      const account = (await sessionAccount.get()) ?? (await loadKept());
      if (account !== null) await sessionAccount.set(withoutSecret(account));
      if (!keepSignedIn) await removeItem('local', 'account');
      else if (account !== null && account.secret !== null) await keep(withoutSecret(account));
      if (!keepSignedIn) await deleteKey();
    }),
  forget: () =>
    inTurn(async () => {
      // What one store refuses keeps nothing in the other.
      await Promise.all([removeItem('local', 'account'), removeItem('session', 'account'), deleteKey()]);
    }),
  typedSecret: () => typedSecret.get(),
  forgetTypedSecret: () => removeItem('session', 'typedSecret'),
  forgetUnfitSecret: (isFit) =>
    navigator.locks.request(SECRET_LOCK, async () => {
      const pending = await typedSecret.get();
      if (pending === null || (await isFit(pending))) return false;
      await removeItem('session', 'typedSecret');
      return true;
    }),
};
