/** Where the secrets live: in storage.local when the user wants to stay signed in, else in storage.session only. */
import { keptAccount, removeItem, sessionAccount, typedSecret } from '../platform/storage.ts';
import type { Vault } from './session.ts';

let last: Promise<unknown> = Promise.resolve();

/** Writes one after the other: a sign-in that is being stored must not slip past the wish to keep it no more. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.catch(() => undefined).then(work);
  last = turn;
  return turn;
}

export const vault: Vault = {
  async load() {
    const [session, kept] = await Promise.all([sessionAccount.get(), keptAccount.get()]);
    return session ?? kept;
  },
  save: (account, keep) =>
    inTurn(async () => {
      const isKept = await keep();
      const stored = isKept ? account : { ...account, secret: null };
      await (isKept ? keptAccount : sessionAccount).set(stored);
      await removeItem(isKept ? 'session' : 'local', 'account');
      return stored;
    }),
  forget: () =>
    inTurn(async () => {
      await Promise.all([removeItem('local', 'account'), removeItem('session', 'account')]);
    }),
  keepNoMore: () =>
    inTurn(async () => {
      const kept = await keptAccount.get();
      if (kept === null) return;
      await sessionAccount.set({ ...kept, secret: null });
      await removeItem('local', 'account');
    }),
  typedSecret: () => typedSecret.get(),
  forgetTypedSecret: () => removeItem('session', 'typedSecret'),
};
