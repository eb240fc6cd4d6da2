import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeepSettings } from '../../../src/background/auth/account-store.ts';
import type { PendingSecret } from '../../../src/domain/account/credentials.ts';
import type { StoredAccount } from '../../../src/background/auth/stored-account.ts';
import { createLocks } from '../../support/web-locks.ts';

interface Store {
  local: Record<string, unknown>;
  session: Record<string, unknown>;
}
const store = vi.hoisted((): Store => ({ local: {}, session: {} }));
vi.mock('webextension-polyfill', () => {
  const area = (name: keyof Store) => ({
    get: (key: string) => Promise.resolve(structuredClone({ [key]: store[name][key] })),
    set: (items: object) => Promise.resolve(void Object.assign(store[name], structuredClone(items))),
    remove(keys: string | string[]) {
      for (const key of [keys].flat()) Reflect.deleteProperty(store[name], key);
      return Promise.resolve();
    },
  });
  return { default: { storage: { local: area('local'), session: area('session') } } };
});
const { changeCrmUser, keepCrmSecret, readCrmSecret, recordChoicesItem } =
  await import('../../../src/platform/storage/crm-items.ts');
const { accountStore } = await import('../../../src/background/auth/account-store.ts');

const SIGN_IN = { type: 'user', server: 'https://login.example.com', who: 'agent@example.com' } as const;
const ACCOUNT: StoredAccount = {
  signIn: SIGN_IN,
  secret: { kind: 'password', value: 'the password' },
  token: 'the token',
  tokenExpiresAt: null,
  refreshToken: 'the refresh token',
  servers: ['https://monitor1.example.com'],
  dialect: 2,
  personId: '7',
  identity: 'a1',
};
const WITHOUT_SECRET = { ...ACCOUNT, secret: null };
const ALL: KeepSettings = { keepSignedIn: true, keepPassword: true };
const TOKENS: KeepSettings = { keepSignedIn: true, keepPassword: false };
const NOTHING: KeepSettings = { keepSignedIn: false, keepPassword: true };
const wish = (wishes: KeepSettings) => () => Promise.resolve(wishes);
const database = indexedDB;
/** Keeps only what is on disk, as after a restart of the browser. */
const restart = (): void => void Object.assign(store, { session: {} });

vi.stubGlobal('navigator', { locks: createLocks() });
beforeEach(async () => {
  await accountStore.forget(false);
  Object.assign(store, { local: {}, session: {} });
});

describe('the account', () => {
  it('survives a restart of the browser if the user stays signed in', async () => {
    expect(await accountStore.save(ACCOUNT, wish(ALL))).toEqual(ACCOUNT);
    restart();
    expect(await accountStore.load()).toEqual(ACCOUNT);
  });

  it('is encrypted on disk, differently at each write', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    const first = JSON.stringify(store.local);
    for (const secret of [
      'the password',
      'the token',
      'the refresh token',
      'agent@example.com',
      btoa('the password'),
    ])
      expect(first).not.toContain(secret);
    await accountStore.save(ACCOUNT, wish(ALL));
    expect(JSON.stringify(store.local)).not.toBe(first);
  });

  it('cannot be decrypted after sign-out, even if its data is found again', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    const found = structuredClone(store.local);
    await accountStore.forget(false);
    expect(store).toEqual({ local: {}, session: {} });
    // A new key that is made later does not decrypt it either.
    await accountStore.save({ ...ACCOUNT, token: 'another' }, wish(ALL));
    Object.assign(store, { local: found });
    restart();
    expect(await accountStore.load()).toBeNull();
  });

  it('is not read after it was tampered with', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    const { account } = store.local as { account: { iv: string; data: string } };
    Object.assign(store.local, {
      account: {
        ...account,
        data:
          `A${account.data.slice(1)}` === account.data
            ? `B${account.data.slice(1)}`
            : `A${account.data.slice(1)}`,
      },
    });
    restart();
    expect(await accountStore.load()).toBeNull();
    Object.assign(store.local, { account: ACCOUNT });
    expect(await accountStore.load()).toBeNull();
  });

  it('is stored without the password if only the tokens are to be kept', async () => {
    expect(await accountStore.save(ACCOUNT, wish(TOKENS))).toEqual(WITHOUT_SECRET);
    restart();
    expect(await accountStore.load()).toEqual(WITHOUT_SECRET);
  });

  it('is stored for the session only, without its secret, if the user does not stay signed in', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    expect(await accountStore.save(ACCOUNT, wish(NOTHING))).toEqual(WITHOUT_SECRET);
    expect(store).toEqual({ local: {}, session: { account: WITHOUT_SECRET } });
  });

  it('does not stay on disk if the user stops keeping it during the write', async () => {
    await Promise.all([accountStore.save(ACCOUNT, wish(ALL)), accountStore.keepLess(NOTHING)]);
    expect(store).toEqual({ local: {}, session: { account: WITHOUT_SECRET } });
  });

  it('loses only its password when the user changes to keeping only the tokens', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    await accountStore.keepLess(TOKENS);
    expect(store.session).toEqual({ account: WITHOUT_SECRET });
    restart();
    expect(await accountStore.load()).toEqual(WITHOUT_SECRET);
  });

  it('stays unchanged when the user keeps all of it', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    const before = structuredClone(store);
    await accountStore.keepLess(ALL);
    expect(store).toEqual(before);
  });

  it('is deleted when it is forgotten during its write', async () => {
    await Promise.all([accountStore.save(ACCOUNT, wish(ALL)), accountStore.forget(false)]);
    expect(store).toEqual({ local: {}, session: {} });
  });
});

describe('an account that cannot be kept', () => {
  it('is used for the session, and pages learn that it ends with the browser', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('Internal error', 'UnknownError');
      },
    });
    expect(await accountStore.save(ACCOUNT, wish(ALL))).toEqual(ACCOUNT);
    expect(store).toEqual({
      local: {},
      session: { account: ACCOUNT, notKept: expect.any(Number) as number },
    });
    await expect(accountStore.forget(false)).rejects.toThrow('Internal error');
    expect(store).toEqual({ local: {}, session: {} });
    vi.stubGlobal('indexedDB', database);
    await accountStore.save(ACCOUNT, wish(ALL));
    expect(store.session).toEqual({ account: ACCOUNT });
  });

  it('is removed from the disk even if it cannot be read', async () => {
    await accountStore.save(ACCOUNT, wish(ALL));
    restart();
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('Internal error', 'UnknownError');
      },
    });
    await expect(accountStore.load()).rejects.toThrow('Internal error');
    await expect(accountStore.keepLess(NOTHING)).rejects.toThrow('Internal error');
    expect(store).toEqual({ local: {}, session: {} });
    vi.stubGlobal('indexedDB', database);
  });

  it.each([null, 7, 'x', [], { iv: 1 }, { iv: '%', data: '%' }, { iv: '', data: '' }])(
    'and is stored as %j counts as none',
    async (account) => {
      Object.assign(store.local, { account });
      expect(await accountStore.load()).toBeNull();
    },
  );
});

describe('a typed secret', () => {
  const pending: PendingSecret = { signIn: SIGN_IN, secret: { kind: 'password', value: 'typed' } };

  it('is forgotten only if it does not fit', async () => {
    Object.assign(store.session, { pendingSecret: pending });
    expect(await accountStore.forgetUnfitSecret(() => Promise.resolve(true))).toBe(false);
    expect(await accountStore.pendingSecret()).toEqual(pending);
    expect(await accountStore.forgetUnfitSecret(() => Promise.resolve(false))).toBe(true);
    expect(await accountStore.pendingSecret()).toBeNull();
    expect(await accountStore.forgetUnfitSecret(() => Promise.reject(new Error('asked of no secret')))).toBe(
      false,
    );
  });
});

describe('the token of a CRM', () => {
  const token = { for: 'zendesk https://acme.zendesk.com', value: 'the CRM token' };

  it('is encrypted on disk, survives a restart, and is given out for its adapter and origin only', async () => {
    await keepCrmSecret(token, true);
    expect(JSON.stringify(store.local)).not.toContain('the CRM token');
    expect(JSON.stringify(store.local)).not.toContain(btoa('the CRM token'));
    restart();
    expect(await readCrmSecret('zendesk https://evil.zendesk.com')).toBeNull();
    expect(await readCrmSecret('odoo19 https://acme.zendesk.com')).toBeNull();
    expect(await readCrmSecret(token.for)).toBe('the CRM token');
  });

  it('is not on disk if the user does not keep the password', async () => {
    await keepCrmSecret(token, false);
    expect(store.local).toEqual({});
    expect(await readCrmSecret(token.for)).toBe('the CRM token');
    await keepCrmSecret(token, true);
    await accountStore.keepLess(TOKENS);
    expect(store.local).toEqual({});
    restart();
    expect(await readCrmSecret(token.for)).toBeNull();
  });

  it('is forgotten when another user signs in without a sign-out before', async () => {
    expect(await changeCrmUser('a')).toBe(false);
    await keepCrmSecret(token, true);
    await recordChoicesItem.set([['501234567', 'user 1']]);
    expect(await changeCrmUser('a')).toBe(false);
    expect(await readCrmSecret(token.for)).toBe('the CRM token');
    expect(await changeCrmUser('b')).toBe(true);
    expect(store).toEqual({ local: { crmOwner: 'b' }, session: {} });
  });

  it('stays when Voicenter refuses the sign-in, encrypted by another key than the account', async () => {
    await changeCrmUser('a');
    await accountStore.save(ACCOUNT, wish(ALL));
    await keepCrmSecret(token, true);
    await recordChoicesItem.set([['501234567', 'user 1']]);
    const found = structuredClone(store.local);
    await accountStore.forget(true);
    expect(Object.keys(store.local).toSorted()).toEqual(['crmOwner', 'crmSecret', 'recordChoices']);
    restart();
    expect(await readCrmSecret(token.for)).toBe('the CRM token');
    expect(await changeCrmUser('a')).toBe(false);
    Object.assign(store, { local: found });
    restart();
    expect([await accountStore.load(), await readCrmSecret(token.for)]).toEqual([null, null]);
  });

  it.each([
    ['in memory alone', false, { local: {}, session: { crmSecret: token } }],
    ['nowhere', null, { local: {}, session: {} }],
  ])('that was %s is so after a refusal', async (_, isKept, left) => {
    if (isKept !== null) await keepCrmSecret(token, isKept);
    await accountStore.forget(true);
    expect(store).toEqual(left);
  });

  it('goes after a refusal when another user signs in', async () => {
    await changeCrmUser('a');
    await keepCrmSecret(token, true);
    await accountStore.forget(true);
    expect(await changeCrmUser('b')).toBe(true);
    expect(store).toEqual({ local: { crmOwner: 'b' }, session: {} });
  });

  it('is forgotten at the sign-out, and the chosen records with it', async () => {
    await keepCrmSecret(token, true);
    await recordChoicesItem.set([['501234567', 'user 1']]);
    await accountStore.forget(false);
    expect(store).toEqual({ local: {}, session: {} });
    expect(await readCrmSecret(token.for)).toBeNull();
  });
});
