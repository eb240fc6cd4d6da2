import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account } from '../../src/platform/storage.ts';

interface Store {
  local: Record<string, unknown>;
  session: Record<string, unknown>;
}
const store = vi.hoisted((): Store => ({ local: {}, session: {} }));
vi.mock('webextension-polyfill', () => {
  const area = (name: keyof Store) => ({
    get: (key: string) => Promise.resolve(structuredClone({ [key]: store[name][key] })),
    set: (items: object) => Promise.resolve(void Object.assign(store[name], structuredClone(items))),
    remove: (key: string) => Promise.resolve(void Reflect.deleteProperty(store[name], key)),
  });
  return { default: { storage: { local: area('local'), session: area('session') } } };
});
const { vault } = await import('../../src/background/vault.ts');

const ACCOUNT: Account = {
  signIn: { type: 'user', server: 'https://login.example.com', who: 'agent@example.com' },
  secret: { kind: 'password', value: 'secret' },
  token: 't1', tokenExpiresAt: null, refreshToken: 'r1', servers: ['https://monitor1.example.com'], dialect: 2, personId: '7',
};
const WITHOUT_SECRET = { ...ACCOUNT, secret: null };
const yes = (): Promise<boolean> => Promise.resolve(true);

beforeEach(() => void Object.assign(store, { local: {}, session: {} }));

describe('the account', () => {
  it('is kept with its secret where the user wants to stay signed in', async () => {
    expect(await vault.save(ACCOUNT, yes)).toEqual(ACCOUNT);
    expect(store).toEqual({ local: { account: ACCOUNT }, session: {} });
  });

  it('is kept for the session only, without its secret, where not', async () => {
    await vault.save(ACCOUNT, yes);
    expect(await vault.save(ACCOUNT, () => Promise.resolve(false))).toEqual(WITHOUT_SECRET);
    expect(store).toEqual({ local: {}, session: { account: WITHOUT_SECRET } });
  });

  it('does not stay on the disk when the wish to keep it ends while it is being stored', async () => {
    const saving = vault.save(ACCOUNT, yes);
    await Promise.all([saving, vault.keepNoMore()]);
    expect(store).toEqual({ local: {}, session: { account: WITHOUT_SECRET } });
  });

  it('is gone when it is forgotten while it is being stored', async () => {
    await Promise.all([vault.save(ACCOUNT, yes), vault.forget()]);
    expect(store).toEqual({ local: {}, session: {} });
  });
});
