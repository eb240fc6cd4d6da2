import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import {
  forbiddenServer,
  identityText,
  isForServersOf,
  type SignIn,
  signInOf,
} from '../../../src/domain/account/credentials.ts';

const settings = readSettings({}, {});
const USER: SignIn = { type: 'user', server: 'https://pbx.example', who: 'agent@example.com' };
const TWO_STEP = {
  type: 'two-step',
  server: 'https://pbx.example/login',
  who: 'agent',
  settingsServer: 'https://pbx.example/s',
  refreshServer: 'https://api.pbx.example/r',
} as const satisfies SignIn;

describe('the servers of a sign-in', () => {
  it.each<[string, SignIn]>([
    ['one server', USER],
    ['servers of its own', TWO_STEP],
  ])('with %s may receive its secrets without a policy', (_, signIn) => {
    expect(forbiddenServer(signIn, settings)).toBeNull();
  });

  it.each<[string, SignIn]>([
    ['settings', { ...TWO_STEP, settingsServer: 'https://evil.example/s' }],
    ['refresh', { ...TWO_STEP, refreshServer: 'https://evil.example/r' }],
  ])('may not include a foreign %s server unless the policy names it', (_, signIn) => {
    expect(forbiddenServer(signIn, settings)).toBe('evil.example');
    expect(forbiddenServer(signIn, { ...settings, monitorHosts: ['evil.example'] })).toBeNull();
  });

  it('may not include a login server that the policy leaves out', () => {
    expect(forbiddenServer(USER, { ...settings, loginHosts: ['*.voicenter.com'] })).toBe('pbx.example');
    expect(forbiddenServer(USER, { ...settings, loginHosts: [] })).toBe('pbx.example');
    expect(forbiddenServer(USER, { ...settings, loginHosts: ['pbx.example'] })).toBeNull();
  });

  it('may receive a secret only if the settings name them for the same way to sign in', () => {
    const stored = readSettings({ loginServer: 'https://pbx.example', email: 'agent@example.com' }, {});
    const pending = { signIn: signInOf(stored, null), secret: { kind: 'password', value: 'p' } } as const;
    expect(
      isForServersOf(pending, {
        ...stored,
        loginType: 'token',
        email: 'other@example.com',
        twoStepServer: 'https://else.example/',
      }),
    ).toBe(true);
    expect(isForServersOf(pending, { ...stored, loginServer: 'https://evil.example' })).toBe(false);
  });
});

describe('an identity', () => {
  it('ignores upper and lower case, and differs for another login type, server or name', () => {
    const secret = { kind: 'password', value: 'p' } as const;
    expect(identityText({ ...USER, who: 'Agent@Example.com' }, secret)).toBe(identityText(USER, null));
    const others: SignIn[] = [
      { ...USER, type: 'account' },
      { ...USER, server: 'https://other.example' },
      { ...USER, who: 'b@example.com' },
    ];
    expect(new Set([USER, ...others].map((signIn) => identityText(signIn, secret))).size).toBe(4);
  });

  it('of a token is derived from the token', () => {
    const byToken: SignIn = { type: 'token', server: 'https://pbx.example', who: '' };
    const text = (value: string): string => identityText(byToken, { kind: 'token', value });
    expect(text('a')).toBe(text('a'));
    expect(text('a')).not.toBe(text('b'));
  });
});
