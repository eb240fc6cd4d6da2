/** Where the secrets live: in storage.local when the user wants to stay signed in, else in storage.session only. */
import { keptAccount, removeItem, sessionAccount, typedSecret } from '../platform/storage.ts';
import type { Vault } from './session.ts';

export const vault: Vault & {
  /** The sign-in is not to outlive the browser any more: what is kept of it goes on for this browser session, without the password. */
  keepNoMore(): Promise<void>;
} = {
  async load() {
    const [session, kept] = await Promise.all([sessionAccount.get(), keptAccount.get()]);
    return session ?? kept;
  },
  async save(account, keep) {
    const [into, other] = keep ? ([keptAccount, 'session'] as const) : ([sessionAccount, 'local'] as const);
    await into.set(account);
    await removeItem(other, 'account');
  },
  async forget() {
    await Promise.all([removeItem('local', 'account'), removeItem('session', 'account')]);
  },
  async keepNoMore() {
    const kept = await keptAccount.get();
    if (kept === null) return;
    await sessionAccount.set({ ...kept, secret: null });
    await removeItem('local', 'account');
  },
  typedSecret: () => typedSecret.get(),
  forgetTypedSecret: () => removeItem('session', 'typedSecret'),
};
