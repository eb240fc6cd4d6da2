import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSession } from '../../../src/background/auth/session.ts';
import type { ConnectionStatus } from '../../../src/domain/account/connection-status.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { PendingSecret } from '../../../src/domain/account/credentials.ts';
import type { StoredAccount } from '../../../src/background/auth/stored-account.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/voicenter/login-response.ts';
import type { Session } from '../../../src/background/auth/session-types.ts';

const HOST = 'login.example.com';
const stored = { loginServer: `https://${HOST}`, email: 'agent@example.com' };
const SIGN_IN = { type: 'user', server: `https://${HOST}`, who: 'agent@example.com' } as const;
const answer = (status: number, body: unknown = {}, retryAfter: string | null = null): HttpAnswer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfter,
});
const signedIn = (token: string, different: object = {}): HttpAnswer =>
  answer(200, {
    Data: {
      Socket: {
        Token: token,
        RefreshToken: `refresh-${token}`,
        TokenExpiry: '2099-01-01T00:00:00Z',
        URLList: ['https://monitor1.login.example.com/'],
        Version: '2.4.0',
        PersonID: 7,
        ...different,
      },
    },
  });

/** The login's own way to refuse the secret, at the refresh and at the sign-in alike. */
const refusal = answer(401, { StatusCode: 401, Status: 'Unauthorized' });

interface Beginning {
  readonly keep?: boolean;
  readonly password?: string | null;
  readonly account?: StoredAccount | null;
  readonly offline?: boolean;
  readonly monitorHosts?: readonly string[];
  readonly policy?: object;
  /** Answers instead of the list. */
  readonly request?: (request: HttpRequest) => Promise<HttpAnswer | 'not-allowed'>;
  /** The store that fails while it is set. */
  readonly broken?: {
    read?: boolean;
    write?: boolean;
    settings?: boolean;
    forget?: boolean;
    secret?: boolean;
  };
}

/** A session against answers given in advance; 'none' stands for no answer. */
function sessionWith(
  answers: (HttpAnswer | 'none')[],
  {
    keep = true,
    password = 'secret',
    account = null,
    offline = false,
    monitorHosts = [],
    policy = {},
    broken = {},
    request: answerOf,
  }: Beginning = {},
) {
  const saw = {
    requests: [] as HttpRequest[],
    statuses: [] as ConnectionStatus[],
    accounts: [] as StoredAccount[],
  };
  const accountStore: { account: StoredAccount | null; kept: boolean | null; password: string | null } = {
    account,
    kept: null,
    password,
  };
  /** What the user wants; they may change it at any time. */
  const wish = { keep, keepPassword: true, served: true, settings: {} };
  const users: string[] = [];
  /** Why the account was forgotten, each time. */
  const forgets: string[] = [];
  const pending = (): PendingSecret | null =>
    accountStore.password === null
      ? null
      : { signIn: SIGN_IN, secret: { kind: 'password', value: accountStore.password } };
  const session: Session = createSession({
    accountStore: {
      load: () =>
        broken.read === true ? Promise.reject(new Error('not read')) : Promise.resolve(accountStore.account),
      async save(next, wishes) {
        if (broken.write === true) throw new Error('disk full');
        const { keepSignedIn: kept, keepPassword } = await wishes();
        const account = kept && keepPassword ? next : { ...next, secret: null };
        Object.assign(accountStore, { account, kept });
        return account;
      },
      keepLess: ({ keepSignedIn, keepPassword }) =>
        Promise.resolve(
          void Object.assign(
            accountStore,
            accountStore.account === null || (keepSignedIn && keepPassword)
              ? {}
              : { account: { ...accountStore.account, secret: null }, kept: keepSignedIn },
          ),
        ),
      forget(isRefused) {
        if (broken.forget === true) return Promise.reject(new Error('not removed'));
        forgets.push(isRefused ? 'refused' : 'signed out');
        return Promise.resolve(void Object.assign(accountStore, { account: null, kept: null }));
      },
      pendingSecret: () =>
        broken.secret === true ? Promise.reject(new Error('not read')) : Promise.resolve(pending()),
      forgetPendingSecret: () => Promise.resolve(void Object.assign(accountStore, { password: null })),
      async forgetUnfitSecret(isFit) {
        const typed = pending();
        if (typed === null || (await isFit(typed))) return false;
        Object.assign(accountStore, { password: null });
        return true;
      },
    },
    settings: () =>
      broken.settings === true
        ? Promise.reject(new Error('not read'))
        : Promise.resolve(
            readSettings(
              { ...stored, keepSignedIn: wish.keep, keepPassword: wish.keepPassword, ...wish.settings },
              { monitorHosts, ...policy },
            ),
          ),
    request: (request) => {
      saw.requests.push(request);
      if (answerOf !== undefined) return answerOf(request);
      const next = answers.shift();
      return next === undefined || next === 'none'
        ? Promise.reject(new TypeError('Failed to fetch'))
        : Promise.resolve(next);
    },
    isOffline: () => offline,
    isServed: () => wish.served,
    lastStatus: () => Promise.resolve(saw.statuses.at(-1) ?? { word: 'off' }),
    now: () => Date.now(),
    random: () => 0.5,
    onStatus: (status) => saw.statuses.push(status),
    onAccount: (next) => saw.accounts.push(next),
    identityOf: (signIn) => Promise.resolve(`identity of ${signIn.who}`),
    onUser: ({ identity }) => users.push(identity),
  });
  return { session, saw, accountStore, wish, users, forgets, last: () => saw.statuses.at(-1) };
}

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 23) }));
afterEach(() => void vi.useRealTimers());

describe('signing in', () => {
  it('sends the password as `pin` and hands over what the socket needs', async () => {
    const { session, saw, accountStore } = sessionWith([signedIn('t1')]);
    await session.signIn();
    expect(saw.requests).toMatchObject([
      {
        url: `https://${HOST}/monitorAPI/Login/User`,
        method: 'POST',
        body: '{"email":"agent@example.com","pin":"secret"}',
      },
    ]);
    expect(saw.accounts).toMatchObject([
      { token: 't1', servers: ['https://monitor1.login.example.com'], dialect: 2, personId: '7' },
    ]);
    expect(accountStore).toMatchObject({
      kept: true,
      password: null,
      account: { secret: { kind: 'password', value: 'secret' }, refreshToken: 'refresh-t1' },
    });
  });

  it('a token goes to no server that is neither Voicenter’s nor the login server’s own', async () => {
    const { session, saw, last, accountStore } = sessionWith([
      signedIn('t1', { URLList: ['https://monitor.example.net/'] }),
    ]);
    await session.signIn();
    expect(saw.accounts).toEqual([]);
    expect(last()).toEqual({
      word: 'refused',
      problem: { kind: 'foreign-monitor', host: 'monitor.example.net' },
    });
    expect(accountStore).toMatchObject({ password: null, account: null });
  });

  it('of several servers those are taken that may be, and those that the administrator allows', async () => {
    const URLList = [
      'https://monitor.example.net/',
      'https://monitor5.voicenter.co.il/',
      `https://${HOST}:8443/`,
      'https://voicenter.co.il.example.net/',
    ];
    const { session, saw } = sessionWith([signedIn('t1', { URLList })]);
    await session.signIn();
    expect(saw.accounts).toMatchObject([
      { servers: ['https://monitor5.voicenter.co.il', `https://${HOST}:8443`] },
    ]);
    const allowed = sessionWith([signedIn('t1', { URLList })], { monitorHosts: ['*.example.net'] });
    await allowed.session.signIn();
    expect(allowed.saw.accounts).toMatchObject([
      {
        servers: [
          'https://monitor.example.net',
          'https://monitor5.voicenter.co.il',
          `https://${HOST}:8443`,
          'https://voicenter.co.il.example.net',
        ],
      },
    ]);
  });

  it('keeps no password where the user did not want to stay signed in', async () => {
    const { session, accountStore } = sessionWith([signedIn('t1')], { keep: false });
    await session.signIn();
    expect(accountStore).toMatchObject({ kept: false, password: null, account: { secret: null } });
  });

  it.each<[string, HttpAnswer]>([
    ['400', answer(400, { StatusCode: 400, Status: 'Bad Request' })],
    ['401', answer(401, { StatusCode: 401, Status: 'Unauthorized' })],
    ['a bare 401', answer(401, 'Unauthorized')],
    ['an empty 401', answer(401, {})],
    ['403', answer(403, { error: 'no access' })],
    ['{"error"}', answer(200, { error: 'wrong password' })],
    ['500 Unexpected token', answer(500, 'Unexpected token < in JSON')],
  ])('a refusal by %s is final: told, not retried, nothing kept', async (_, refusal) => {
    const { session, saw, last, accountStore, forgets } = sessionWith([refusal, signedIn('t1')]);
    await session.signIn();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(last()).toEqual({ word: 'refused', problem: { kind: 'refused', host: HOST, login: 'user' } });
    expect(saw.requests).toHaveLength(1);
    expect(accountStore).toMatchObject({ account: null, password: null });
    expect(forgets).toEqual(['refused']);
  });

  it('says so when what answers is no Voicenter login', async () => {
    for (const odd of [answer(200, '<html>'), answer(404), answer(200, { Data: {} })]) {
      const { session, last, accountStore } = sessionWith([odd]);
      await session.signIn();
      expect(last()).toEqual({ word: 'refused', problem: { kind: 'not-voicenter', host: HOST } });
      expect(accountStore.password).toBeNull();
    }
  });

  it.each<[string, HttpAnswer | 'none', object]>([
    ['503', answer(503), { kind: 'server-trouble', host: HOST, status: 503 }],
    ['500', answer(500, 'oops'), { kind: 'server-trouble', host: HOST, status: 500 }],
    ['408', answer(408), { kind: 'server-trouble', host: HOST, status: 408 }],
    ['429', answer(429), { kind: 'too-many', host: HOST }],
    ['no answer', 'none', { kind: 'unreachable', host: HOST }],
  ])('tries again by itself after %s, and succeeds', async (_, trouble, problem) => {
    const { session, saw, last } = sessionWith([trouble, trouble, signedIn('t1')]);
    await session.signIn();
    expect(last()).toMatchObject({ word: 'waiting', problem, signedIn: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
  });

  it('waits longer each time, up to half a minute', async () => {
    const { session, saw } = sessionWith([]);
    await session.signIn();
    await vi.advanceTimersByTimeAsync(3_600_000);
    const pauses = saw.statuses
      .flatMap((status) => (status.word === 'waiting' ? [status.retryAt] : []))
      .map((at, index, all) => at - (all[index - 1] ?? Date.UTC(2026, 10, 23)));
    expect(pauses.slice(0, 5)).toEqual([3_000, 6_000, 12_000, 22_500, 22_500]);
  });

  it.each<[string, HttpAnswer]>([
    ['a web page with status 403', answer(403, '<!doctype html><title>Blocked</title>')],
    ['a web page with status 401', answer(401, '<html><body>Log in to the proxy</body></html>')],
    ['a page that begins with a comment', answer(403, '  <!-- gateway --><HTML>')],
    ['words with status 403', answer(403, 'Access denied by policy')],
    ['nothing with status 403', answer(403, '')],
    ['another program’s JSON', answer(403, { message: 'Forbidden' })],
    ['a list', answer(400, '[]')],
    ['a proxy that wants to be paid', answer(407, { Status: 'Proxy Authentication Required' })],
    ['a page for guests of the network', answer(511, '<html>')],
  ])('is not refused by %s: says so, keeps everything and goes on trying', async (_, block) => {
    const { session, saw, last, accountStore } = sessionWith([block, block, signedIn('t1')]);
    await session.signIn();
    expect(last()).toMatchObject({
      word: 'waiting',
      problem: { kind: 'blocked', host: HOST, status: block.status },
    });
    expect(accountStore.password).toBe('secret');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
  });

  it('honours Retry-After, in seconds and as a date', async () => {
    for (const retryAfter of ['120', new Date(Date.UTC(2026, 10, 23, 0, 2)).toUTCString()]) {
      vi.setSystemTime(Date.UTC(2026, 10, 23));
      const { session, saw } = sessionWith([answer(429, {}, retryAfter), signedIn('t1')]);
      await session.signIn();
      await vi.advanceTimersByTimeAsync(119_000);
      expect(saw.requests).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(saw.requests).toHaveLength(2);
    }
  });

  it('tells being offline apart from a server that cannot be reached', async () => {
    const { session, last } = sessionWith(['none'], { offline: true });
    await session.signIn();
    expect(last()).toMatchObject({ problem: { kind: 'offline' } });
  });

  it('tries at once when the network may be back, but lets the user alone hurry a server that named its time', async () => {
    const { session, saw } = sessionWith(['none', answer(429, {}, '120'), signedIn('t1')]);
    await session.signIn();
    session.retryNow('network');
    await vi.advanceTimersByTimeAsync(0);
    expect(saw.requests).toHaveLength(2);
    session.retryNow('network');
    await vi.advanceTimersByTimeAsync(0);
    expect(saw.requests).toHaveLength(2);
    session.retryNow('user');
    await vi.advanceTimersByTimeAsync(0);
    expect(saw.requests).toHaveLength(3);
  });

  it.each(['86400', new Date(Date.UTC(2027, 0, 1)).toUTCString()])(
    'waits ten minutes at most for a server that asks for a pause of %s',
    async (header) => {
      const { session, saw } = sessionWith([answer(503, {}, header), signedIn('t1')]);
      await session.signIn();
      await vi.advanceTimersByTimeAsync(600_000 - 1);
      expect(saw.requests).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    },
  );

  it('tries again when the user has allowed the host, and says until then that nothing was sent', async () => {
    let isAllowed = false;
    const { session, saw, last, accountStore } = sessionWith([], {
      request: () => Promise.resolve(isAllowed ? signedIn('t1') : 'not-allowed'),
    });
    await session.signIn();
    expect(last()).toMatchObject({
      word: 'waiting',
      problem: { kind: 'not-allowed', host: HOST },
      signedIn: false,
    });
    expect(accountStore.password).toBe('secret');
    isAllowed = true;
    session.retryNow('user');
    await vi.advanceTimersByTimeAsync(0);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
  });

  it('signing out stops the retries and forgets everything', async () => {
    const { session, saw, last, accountStore, forgets } = sessionWith(['none', signedIn('t1')]);
    await session.signIn();
    await session.signOut();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(last()).toEqual({ word: 'off' });
    expect(saw.accounts).toEqual([]);
    expect(accountStore).toMatchObject({ account: null, password: null });
    expect(forgets).toEqual(['signed out']);
  });
});

describe('a secret that was typed', () => {
  /** The settings as a file, a policy or another page has changed them since. */
  const changed = (settings: object) => () => Promise.resolve(readSettings({ ...stored, ...settings }, {}));

  it('goes to the server that it was typed for, whatever the settings have become', async () => {
    const { session, saw, wish } = sessionWith([signedIn('t1')]);
    Object.assign(wish, {
      settings: { loginServer: 'https://evil.example.net', email: 'other@example.net' },
    });
    await session.signIn();
    expect(saw.requests).toMatchObject([
      { url: `https://${HOST}/monitorAPI/Login/User`, body: '{"email":"agent@example.com","pin":"secret"}' },
    ]);
  });

  it('is dropped when its server is no longer the one of the settings, and its sign-in ends', async () => {
    const { session, saw, accountStore, last } = sessionWith(['none', signedIn('t1')]);
    await session.signIn();
    expect(last()).toMatchObject({ word: 'waiting' });
    await session.dropUnfitSecret(changed({ loginServer: 'https://evil.example.net' }));
    expect([accountStore.password, last()]).toEqual([null, { word: 'off' }]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(saw.requests).toHaveLength(1);
  });

  it.each([
    { email: 'other@example.com' },
    { twoStepServer: 'https://elsewhere.example.net/' },
    { loginType: 'account' },
  ])('stays when the settings become %o: they name no other server for it', async (settings) => {
    const { session, accountStore, last } = sessionWith(['none']);
    await session.signIn();
    await session.dropUnfitSecret(changed(settings));
    expect(accountStore.password).toBe('secret');
    expect(last()).toMatchObject({ word: 'waiting' });
  });
});

describe('a policy', () => {
  const account: StoredAccount = {
    identity: 'i0',
    signIn: SIGN_IN,
    secret: { kind: 'password', value: 'secret' },
    token: 't0',
    tokenExpiresAt: Date.UTC(2026, 11, 23),
    refreshToken: 'r0',
    servers: [`https://monitor1.${HOST}`, 'https://monitor.example.net'],
    dialect: 2,
    personId: '7',
  };
  const foreign = { word: 'refused', problem: { kind: 'forbidden', host: HOST } };
  const limits = (policy: object) => readSettings(stored, policy);

  it('that leaves the login server out keeps a typed password here', async () => {
    const { session, saw, last, accountStore } = sessionWith([signedIn('t1')], {
      policy: { loginHosts: ['*.voicenter.com'] },
    });
    await session.signIn();
    expect([saw.requests, last(), accountStore.password]).toEqual([[], foreign, null]);
  });

  it('keeps a stored token and its renewal here, and what is stored', async () => {
    const { session, saw, last, accountStore } = sessionWith([signedIn('t1')], {
      account,
      password: null,
      policy: { loginHosts: [] },
    });
    await session.resume();
    await session.renew('socket');
    expect([saw.requests, saw.accounts, last()]).toEqual([[], [], foreign]);
    expect(accountStore.account).toEqual(account);
  });

  it('lets a stored token go to those of its servers that it allows', async () => {
    const { session, saw } = sessionWith([], { account, password: null });
    await session.resume();
    expect(saw.accounts).toMatchObject([{ token: 't0', servers: [`https://monitor1.${HOST}`] }]);
    const { session: none, last } = sessionWith([], {
      account: { ...account, servers: ['https://monitor.example.net'] },
      password: null,
    });
    await none.resume();
    expect(last()).toEqual({
      word: 'refused',
      problem: { kind: 'foreign-monitor', host: 'monitor.example.net' },
    });
  });

  it('that comes while the agent is online ends what it does not allow, and leaves alone what it does', async () => {
    const { session, saw, last } = sessionWith([], {
      account,
      password: null,
      monitorHosts: ['*.example.net'],
    });
    await session.resume();
    session.enforce(limits({ monitorHosts: ['*.example.net'] }));
    expect(saw.accounts).toHaveLength(1);
    session.enforce(limits({}));
    expect(saw.accounts.at(-1)).toMatchObject({ servers: [`https://monitor1.${HOST}`] });
    session.enforce(limits({ loginHosts: [] }));
    expect(last()).toEqual(foreign);
    await vi.advanceTimersByTimeAsync(60 * 86_400_000);
    expect(saw.requests).toEqual([]);
  });

  it('that cannot be read keeps nobody from their calls', async () => {
    const { session, saw } = sessionWith([], { account, password: null, broken: { settings: true } });
    await session.resume();
    expect(saw.accounts).toMatchObject([{ token: 't0' }]);
  });
});

describe('the identity', () => {
  it('is of whoever signs in, is told before anything is done for them, and stays through renewals', async () => {
    const { session, accountStore, users } = sessionWith([signedIn('t1'), signedIn('t2')]);
    await session.signIn();
    await session.renew('socket');
    expect(accountStore.account).toMatchObject({ token: 't2', identity: 'identity of agent@example.com' });
    await session.resume();
    expect(users).toEqual(['identity of agent@example.com']);
  });
});

describe('a worker that starts', () => {
  const account: StoredAccount = {
    identity: 'i0',
    signIn: SIGN_IN,
    secret: { kind: 'password', value: 'secret' },
    token: 't0',
    tokenExpiresAt: Date.UTC(2099, 0),
    refreshToken: 'r0',
    servers: ['https://monitor1.login.example.com'],
    dialect: 2,
    personId: '7',
  };

  it('goes on with the stored token without asking anybody', async () => {
    const { session, saw } = sessionWith([], { account, password: null });
    await session.resume();
    expect(saw).toMatchObject({ requests: [], accounts: [account] });
  });

  it('refreshes a token that has run out', async () => {
    const { session, saw } = sessionWith([signedIn('t1')], {
      account: { ...account, tokenExpiresAt: 0 },
      password: null,
    });
    await session.resume();
    expect(saw.requests).toMatchObject([
      {
        url: `https://${HOST}/monitorAPI/RefreshIdentityToken`,
        method: 'GET',
        headers: { Authorization: 'Bearer r0' },
      },
    ]);
    expect(saw.accounts).toMatchObject([{ token: 't1', secret: { value: 'secret' } }]);
  });

  it('renews a token before it ends, without a word, however far away the end is', async () => {
    const { session, saw } = sessionWith([signedIn('t1')], {
      account: { ...account, tokenExpiresAt: Date.now() + 60 * 86_400_000 },
      password: null,
    });
    await session.resume();
    await vi.advanceTimersByTimeAsync(60 * 86_400_000 - 61_000);
    expect(saw.requests).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saw.accounts.map(({ token }) => token)).toEqual(['t0', 't1']);
    expect(saw.statuses).toEqual([]);
  });

  it('a renewal that fails is tried again, and told only once the old token has ended', async () => {
    const { session, saw } = sessionWith([], {
      account: { ...account, tokenExpiresAt: Date.now() + 3_600_000 },
      password: null,
    });
    await session.resume();
    await vi.advanceTimersByTimeAsync(3_600_000 - 30_000);
    expect(saw.requests.length).toBeGreaterThan(1);
    expect(saw.statuses).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saw.statuses).toMatchObject([
      { word: 'waiting', problem: { kind: 'unreachable' } },
      { word: 'waiting' },
    ]);
  });

  it('a token that is only doubted is renewed without a word', async () => {
    const { session, saw } = sessionWith(['none', signedIn('t1')], { account, password: null });
    await session.renewQuietly();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    expect(saw.statuses).toEqual([]);
  });

  it('a token that is over before it began is used until a server refuses it', async () => {
    const { session, saw } = sessionWith([
      signedIn('t1', { TokenExpiry: '2020-01-01T00:00:00Z' }),
      signedIn('t2'),
    ]);
    await session.signIn();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saw.accounts.map(({ token }) => token)).toEqual(['t1']);
    expect(saw.requests).toHaveLength(1);
  });

  it('a refusal stays told when the worker starts anew', async () => {
    const { session, last } = sessionWith([answer(401, { StatusCode: 401 })]);
    await session.signIn();
    await session.resume();
    expect(last()).toEqual({ word: 'refused', problem: { kind: 'refused', host: HOST, login: 'user' } });
  });

  it('a second click on "Sign in" changes nothing about the first', async () => {
    const { session, saw, last, accountStore } = sessionWith([signedIn('t1')]);
    await session.signIn();
    await session.signIn();
    expect(saw.accounts).toHaveLength(1);
    expect(accountStore.account).toMatchObject({ token: 't1' });
    expect(last()?.word).toBe('connecting');
  });

  it('what a refresh leaves out still holds', async () => {
    const bare = signedIn('t1', { URLList: undefined, RefreshToken: undefined });
    const { session, accountStore } = sessionWith([bare], {
      account: { ...account, tokenExpiresAt: 0 },
      password: null,
    });
    await session.resume();
    expect(accountStore.account).toMatchObject({
      token: 't1',
      servers: account.servers,
      refreshToken: 'r0',
      secret: { value: 'secret' },
    });
  });

  it('is signed out where nothing is stored', async () => {
    const { session, last, saw } = sessionWith([], { password: null });
    await session.resume();
    expect(last()).toEqual({ word: 'off' });
    expect(saw.requests).toEqual([]);
  });

  it('takes up a password that was typed and not yet used', async () => {
    const { session, saw } = sessionWith([signedIn('t1')]);
    await session.resume();
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
  });

  it('a refused refresh leads to one sign-in, then it is final', async () => {
    const { session, saw, last, accountStore } = sessionWith([refusal, refusal], { account, password: null });
    await session.renew('socket');
    expect(saw.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(last()).toEqual({ word: 'refused', problem: { kind: 'token-refused', host: HOST } });
    expect(accountStore.account).toBeNull();
  });

  it('a full disk costs the next sign-in, not this one', async () => {
    const { session, saw } = sessionWith([signedIn('t1'), signedIn('t2')], { broken: { write: true } });
    await session.signIn();
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    // What lies in the store is nothing, or what was there before.
    await session.renew('socket');
    expect(saw.requests.at(-1)).toMatchObject({ headers: { Authorization: 'Bearer refresh-t1' } });
    expect(saw.accounts.at(-1)).toMatchObject({ token: 't2' });
  });

  it('an account that cannot be read now is read a little later: nobody is signed out by it', async () => {
    const broken = { read: true };
    const { session, saw } = sessionWith([], { account, password: null, broken });
    void session.resume();
    await vi.advanceTimersByTimeAsync(500);
    expect([saw.accounts, saw.statuses]).toEqual([[], []]);
    Object.assign(broken, { read: false });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saw.accounts).toMatchObject([{ token: 't0' }]);
  });

  it.each([{ read: true }, { secret: true }, { read: true, settings: true, secret: true, write: true }])(
    'a store that fails for long (%j) is reported, and the sign-in goes on once it works',
    async (failing) => {
      const broken: Partial<Record<'read' | 'secret' | 'settings' | 'write', boolean>> = { ...failing };
      const { session, saw } = sessionWith([], { account, password: null, broken });
      void session.resume();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(saw.statuses.at(-1)).toMatchObject({
        word: 'waiting',
        problem: { kind: 'storage' },
        signedIn: false,
      });
      Object.assign(broken, { read: false, secret: false, settings: false });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(saw.accounts).toMatchObject([{ token: 't0' }]);
    },
  );

  it('a user can sign in while the kept account cannot be read', async () => {
    const { session, saw } = sessionWith([signedIn('t1')], { broken: { read: true } });
    void session.resume();
    await vi.advanceTimersByTimeAsync(10_000);
    await session.signIn();
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    const { length } = saw.statuses;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saw.statuses.slice(length)).toEqual([]);
  });

  it('a typed secret that cannot be read now is read a little later, and signs in', async () => {
    const broken = { secret: true };
    const { session, saw } = sessionWith([signedIn('t1')], { broken });
    void session.resume();
    await vi.advanceTimersByTimeAsync(500);
    expect(saw.requests).toEqual([]);
    Object.assign(broken, { secret: false });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
  });

  it('a password is not kept when "Keep me signed in" is unticked while the sign-in is under way', async () => {
    let answerLogin = (): void => undefined;
    const { session, accountStore, wish } = sessionWith([], {
      request: () => new Promise((resolve) => (answerLogin = () => resolve(signedIn('t1')))),
    });
    const signingIn = session.signIn();
    await vi.advanceTimersByTimeAsync(0);
    Object.assign(wish, { keep: false });
    answerLogin();
    await signingIn;
    expect(accountStore).toMatchObject({ kept: false, account: { token: 't1', secret: null } });
  });

  it('a password that is kept no more is not used by this worker either', async () => {
    const { session, saw, accountStore, wish } = sessionWith([
      signedIn('t1', { RefreshToken: null }),
      signedIn('t2'),
    ]);
    await session.signIn();
    Object.assign(wish, { keep: false });
    await session.keepLess({ keepSignedIn: false, keepPassword: true });
    expect(accountStore).toMatchObject({ kept: false, account: { secret: null } });
    await session.renew('socket');
    expect(saw.requests).toHaveLength(1);
  });

  it('only the refresh token is kept where the password is not to be', async () => {
    const { session, accountStore, wish, saw } = sessionWith([signedIn('t1'), signedIn('t2')]);
    Object.assign(wish, { keepPassword: false });
    await session.signIn();
    expect(accountStore).toMatchObject({ kept: true, account: { secret: null, refreshToken: 'refresh-t1' } });
    await session.renew('socket');
    expect(saw.requests.at(-1)).toMatchObject({ headers: { Authorization: 'Bearer refresh-t1' } });
    expect(accountStore.account).toMatchObject({ token: 't2', secret: null });
  });

  it('a sign-out that comes while the typed secret is being read holds', async () => {
    const { session, saw, last } = sessionWith([signedIn('t1')]);
    await Promise.all([session.signIn(), session.signOut()]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saw.accounts).toEqual([]);
    expect(last()).toEqual({ word: 'off' });
  });

  it('nothing of an account that could not be stored is left after signing out', async () => {
    const { session, saw, last } = sessionWith([signedIn('t1')], { broken: { write: true } });
    await session.signIn();
    await session.signOut();
    await session.renew('socket');
    expect(saw.requests).toHaveLength(1);
    expect(last()).toEqual({ word: 'off' });
  });

  it('a token that is refused while the user signs out signs nobody in again', async () => {
    const { session, saw, accountStore, last } = sessionWith([signedIn('t1'), signedIn('t2')]);
    await session.signIn();
    const out = session.signOut();
    await Promise.all([session.renew('socket'), session.renewQuietly(), out]);
    expect(saw.requests).toHaveLength(1);
    expect(accountStore).toMatchObject({ account: null, password: null });
    expect(last()).toEqual({ word: 'off' });
  });

  it('who signs out is out though the store fails, and their secrets go as soon as it is well', async () => {
    const broken = { forget: true };
    const { session, saw, accountStore, last } = sessionWith([signedIn('t1'), signedIn('t2')], { broken });
    await session.signIn();
    Object.assign(accountStore, { password: 'typed' });
    const out = session.signOut();
    await vi.advanceTimersByTimeAsync(500);
    expect(last()).toEqual({ word: 'off' });
    expect(accountStore.password).toBeNull();
    expect(accountStore.account).not.toBeNull();
    await session.renew('socket');
    Object.assign(broken, { forget: false });
    await vi.advanceTimersByTimeAsync(60_000);
    await out;
    expect(accountStore.account).toBeNull();
    expect(saw.requests).toHaveLength(1);
  });

  it('whoever signs in while secrets still wait to be forgotten keeps their own', async () => {
    const broken = { forget: true };
    const { session, accountStore, last } = sessionWith([signedIn('t1'), signedIn('t2')], { broken });
    await session.signIn();
    const out = session.signOut();
    await vi.advanceTimersByTimeAsync(100);
    Object.assign(accountStore, { password: 'typed' });
    await session.signIn();
    Object.assign(broken, { forget: false });
    await vi.advanceTimersByTimeAsync(60_000);
    await out;
    expect(accountStore.account).toMatchObject({ token: 't2' });
    expect(last()).not.toEqual({ word: 'off' });
  });

  it('settings that cannot be read now are read at the next try', async () => {
    const broken = { settings: true };
    const { session, saw } = sessionWith([signedIn('t1')], { account, password: null, broken });
    await session.renew('socket');
    expect(saw.requests).toEqual([]);
    Object.assign(broken, { settings: false });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
  });

  describe('a renewal that is refused while the socket is served', () => {
    const soon = Date.UTC(2026, 10, 23) + 600_000;
    const served = { ...account, tokenExpiresAt: soon };

    it('closes nothing and forgets nothing before the token ends', async () => {
      const { session, saw, accountStore } = sessionWith([refusal, refusal], {
        account: served,
        password: null,
      });
      await session.resume();
      await vi.advanceTimersByTimeAsync(600_000 - 1);
      expect(saw.requests).toHaveLength(2);
      expect([saw.statuses, accountStore.account]).toEqual([[], served]);
    });

    it('counts once the token has ended', async () => {
      const { session, last, accountStore } = sessionWith([refusal, refusal, refusal, refusal], {
        account: served,
        password: null,
      });
      await session.resume();
      await vi.advanceTimersByTimeAsync(600_000);
      expect(last()).toMatchObject({ word: 'refused', problem: { kind: 'token-refused' } });
      expect(accountStore.account).toBeNull();
    });

    it('counts at once when the token ended during the request', async () => {
      const { session, saw, last } = sessionWith([], {
        account: served,
        password: null,
        request: async () => {
          await vi.advanceTimersByTimeAsync(600_000);
          return refusal;
        },
      });
      await session.renewQuietly();
      expect(last()).toMatchObject({ word: 'refused', problem: { kind: 'token-refused' } });
      // By the refresh token and by the kept token, once each.
      expect(saw.requests).toHaveLength(2);
    });

    it('counts at once where the socket is lost too', async () => {
      const { session, wish, last } = sessionWith([refusal, refusal], { account: served, password: null });
      Object.assign(wish, { served: false });
      await session.renewQuietly();
      expect(last()).toMatchObject({ word: 'refused' });
    });
  });

  it('a renewal that is under way is waited for: its refresh token may be taken once only', async () => {
    const { session, saw } = sessionWith([signedIn('t1')], { account, password: null });
    const quiet = session.renewQuietly();
    await Promise.all([quiet, session.renew('socket'), session.renewQuietly()]);
    expect(saw.requests).toHaveLength(1);
    expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    expect(saw.statuses).toEqual([{ word: 'connecting', signedIn: true }]);
  });

  it('a quiet renewal that the user has come to need tells of its troubles', async () => {
    const { session, last } = sessionWith(['none'], { account, password: null });
    await Promise.all([session.renewQuietly(), session.renew('socket')]);
    expect(last()).toMatchObject({ word: 'waiting', problem: { kind: 'unreachable' } });
  });

  it('tokens that are good for the login but not for the socket do not make it sign in for ever', async () => {
    const { session, saw, last } = sessionWith(
      Array.from({ length: 9 }, (_, index) => signedIn(`t${String(index)}`)),
      { account, password: null },
    );
    for (let refused = 0; refused < 4 && last()?.word !== 'refused'; refused += 1)
      await session.renew('socket');
    expect(saw.requests).toHaveLength(2);
    expect(last()).toMatchObject({ word: 'refused', problem: { kind: 'token-refused' } });
  });

  describe('a user who is signed in elsewhere', () => {
    const many = (): HttpAnswer[] => Array.from({ length: 30 }, (_, index) => signedIn(`t${String(index)}`));
    const elsewhere = { word: 'refused', problem: { kind: 'signed-in-elsewhere', host: HOST } };

    /** The server accepts the session, and ends it after a moment. Waits for the pause that follows. */
    async function endedIn(session: Session, lastedMs = 2_000): Promise<void> {
      session.confirmToken();
      await vi.advanceTimersByTimeAsync(lastedMs);
      await session.renew('greeting');
      await vi.advanceTimersByTimeAsync(20_000);
    }

    async function displaced(more: Beginning = {}) {
      const started = sessionWith(many(), { account, password: null, ...more });
      await started.session.resume();
      for (let times = 0; times < 3; times++) await endedIn(started.session);
      return started;
    }

    it('gives way to the other browser after two renewals, and keeps the account', async () => {
      const { saw, last, accountStore } = await displaced();
      expect([saw.requests.length, last()]).toEqual([2, elsewhere]);
      expect(accountStore.account).not.toBeNull();
      await vi.advanceTimersByTimeAsync(86_400_000);
      expect(saw.requests).toHaveLength(2);
    });

    it('is told so before the second renewal, which waits and only the user hurries', async () => {
      const { session, saw, last } = sessionWith(many(), { account, password: null });
      await session.resume();
      await endedIn(session);
      session.confirmToken();
      await session.renew('greeting');
      expect(last()).toMatchObject({ word: 'waiting', problem: { kind: 'signed-in-elsewhere' } });
      session.retryNow('network');
      await vi.advanceTimersByTimeAsync(0);
      expect(saw.requests).toHaveLength(1);
      session.retryNow('user');
      await vi.advanceTimersByTimeAsync(0);
      expect(saw.requests).toHaveLength(2);
    });

    it('is signed in here on request, and the other browser gives way', async () => {
      const { session, saw, last } = await displaced();
      await session.signInHere();
      expect(saw.accounts.at(-1)).toMatchObject({ token: 't2' });
      await endedIn(session);
      expect(last()).not.toMatchObject(elsewhere);
    });

    it('stays so when the worker starts anew', async () => {
      const { session, saw, last } = await displaced();
      const before = saw.accounts.length;
      await session.resume();
      expect([saw.accounts.length, last()]).toEqual([before, elsewhere]);
      await session.signInHere();
      expect(saw.accounts).toHaveLength(before + 1);
    });

    it('who types a password is signed in here', async () => {
      const { session, saw, accountStore } = await displaced();
      Object.assign(accountStore, { password: 'secret' });
      await session.signIn();
      expect(saw.requests.at(-1)).toMatchObject({ method: 'POST' });
      expect(saw.accounts.at(-1)).toMatchObject({ token: 't2' });
    });

    it('who signs out leaves nothing', async () => {
      const { session, last, accountStore } = await displaced();
      await session.signOut();
      await session.signInHere();
      expect([accountStore.account, last()]).toEqual([null, { word: 'off' }]);
    });

    it('is not assumed of sessions that last', async () => {
      const { session, saw } = sessionWith(many(), { account, password: null });
      await session.resume();
      for (let times = 0; times < 9; times++) await endedIn(session, 600_000);
      expect(saw.requests).toHaveLength(9);
    });

    it('is not signed in by a request in another status', async () => {
      const { session, saw } = sessionWith(many(), { account, password: null });
      await session.resume();
      await session.signInHere();
      expect(saw.requests).toEqual([]);
    });

    it('of two browsers one is left, after at most five sign-ins', async () => {
      let signIns = 0;
      const browsers: ReturnType<typeof sessionWith>[] = [];
      /** Each sign-in ends the session of the other browser, if that one has one. */
      const answerTo = (mine: number) => (): Promise<HttpAnswer> => {
        signIns += 1;
        const other = browsers[1 - mine];
        setTimeout(() => {
          if (other?.last()?.word === 'waiting' || other?.last()?.word === 'refused') return;
          other?.session.confirmToken();
          void other?.session.renew('greeting');
        }, 500);
        return Promise.resolve(signedIn(`t${String(signIns)}`));
      };
      browsers.push(
        sessionWith([], { account, password: null, request: answerTo(0) }),
        sessionWith([], { account: null, request: answerTo(1) }),
      );
      await browsers[0]?.session.resume();
      await vi.advanceTimersByTimeAsync(3_600_000);
      await browsers[1]?.session.signIn();
      await vi.advanceTimersByTimeAsync(86_400_000);
      expect(browsers[0]?.last()).toMatchObject(elsewhere);
      expect(browsers[1]?.last()?.word).toBe('connecting');
      expect(signIns).toBeLessThanOrEqual(5);
    });
  });

  describe('in two steps', () => {
    const twoStep: StoredAccount = {
      ...account,
      tokenExpiresAt: 0,
      signIn: {
        type: 'two-step',
        server: 'https://in.example.com/',
        who: 'agent@example.com',
        settingsServer: 'https://settings.in.example.com/',
        refreshServer: 'https://refresh.in.example.com/',
      },
    };
    const access = answer(200, { Data: { AccessToken: 'a', RefreshToken: 'r1' } });
    const settings = answer(200, {
      IdentityCode: 't1',
      IdentityCodeExpiry: '2099-01-01T00:00:00Z',
      PersonID: 7,
      MonitorList: [{ Priority: 1, Domain: 'monitor1.login.example.com' }],
    });

    it('a refresh goes through both', async () => {
      const { session, saw, accountStore } = sessionWith([access, settings], {
        account: twoStep,
        password: null,
      });
      await session.resume();
      expect(saw.requests.map(({ url }) => new URL(url).host)).toEqual([
        'refresh.in.example.com',
        'settings.in.example.com',
      ]);
      expect(accountStore.account).toMatchObject({
        token: 't1',
        refreshToken: 'r1',
        secret: { value: 'secret' },
      });
    });

    it('a refresh server that is away leads to the sign-in at once', async () => {
      const { session, saw } = sessionWith(['none', access, settings], { account: twoStep, password: null });
      await session.resume();
      expect(saw.requests.map(({ url }) => new URL(url).host)).toEqual([
        'refresh.in.example.com',
        'in.example.com',
        'settings.in.example.com',
      ]);
      expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    });

    it('the trouble of the second step is told with its host, and tried again from the first', async () => {
      const { session, saw, last } = sessionWith(
        [answer(401), access, answer(503), answer(401), access, settings],
        { account: twoStep, password: null },
      );
      await session.resume();
      expect(last()).toMatchObject({
        word: 'waiting',
        problem: { kind: 'server-trouble', host: 'settings.in.example.com' },
      });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(saw.accounts).toMatchObject([{ token: 't1' }]);
    });
  });

  it('an odd answer is a passing trouble once the address has been right', async () => {
    const { session, last } = sessionWith([answer(404)], {
      account: { ...account, tokenExpiresAt: 0 },
      password: null,
    });
    await session.resume();
    expect(last()).toMatchObject({ word: 'waiting', problem: { kind: 'not-voicenter' }, signedIn: true });
  });
});
