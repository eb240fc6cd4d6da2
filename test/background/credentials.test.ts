/** Which credentials are tried: none that would send a token to a server that may not have it. */
import { describe, expect, it } from 'vitest';
import { claimOf } from '../../src/background/credentials.ts';
import { readSettings } from '../../src/domain/settings.ts';
import type { Account } from '../../src/platform/storage.ts';

const OWN = {
  type: 'two-step', server: 'https://pbx.example/login', who: 'agent',
  settingsServer: 'https://pbx.example/s', refreshServer: 'https://api.pbx.example/r',
} as const;
const accountOf = (signIn: Account['signIn']): Account => ({
  signIn,
  secret: { kind: 'password', value: 'secret' },
  token: 't', tokenExpiresAt: 0, refreshToken: 'r', servers: [], dialect: 4, personId: null,
});
const settings = readSettings({}, {});
/** How many credentials a kept sign-in is tried with. */
const tried = (signIn: Account['signIn'], limits: object = {}): number =>
  claimOf({ ...settings, ...limits }, accountOf(signIn), null).credentials.length;

describe('a kept two-step sign-in', () => {
  it('is renewed, and then repeated, where its servers are the login server’s own', () => {
    expect(tried(OWN)).toBe(2);
  });

  it.each([
    ['settings', { ...OWN, settingsServer: 'https://evil.example/s' }],
    ['refresh', { ...OWN, refreshServer: 'https://evil.example/r' }],
  ])('is not tried at all with a foreign %s server', (_, signIn) => {
    expect(tried(signIn)).toBe(0);
    expect(tried(signIn, { monitorHosts: ['evil.example'] })).toBe(2);
  });
});

it('a kept sign-in of another type needs no such server', () => {
  expect(tried({ type: 'user', server: 'https://any.example', who: 'agent@example.com' })).toBe(2);
});

it('a typed password is not sent where the settings name a foreign server', () => {
  const typed = { kind: 'password', value: 'secret' } as const;
  const twoStep = {
    ...settings, loginType: 'two-step', twoStepServer: OWN.server, settingsServer: OWN.settingsServer,
  } as const;
  expect(claimOf(twoStep, null, typed).credentials).toHaveLength(1);
  const foreign = { ...twoStep, settingsServer: 'https://evil.example/s' };
  expect(claimOf(foreign, null, typed).credentials).toEqual([]);
});
