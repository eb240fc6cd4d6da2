import { describe, expect, it } from 'vitest';
import { loginStep, refreshStep } from '../../src/voicenter/login.ts';
import type { HttpAnswer, LoginStep } from '../../src/voicenter/login-response.ts';

const signIn = {
  type: 'two-step',
  server: 'https://login.example.com/in',
  who: 'agent@example.com',
  settingsServer: 'https://settings.example.com/get?v=1',
  refreshServer: 'https://refresh.example.com/again',
} as const;
const password = { kind: 'password', value: 'p' } as const;
const answer = (body: unknown, status = 200): HttpAnswer => ({
  status,
  body: JSON.stringify(body),
  retryAfter: null,
});
const access = answer({ Data: { AccessToken: 'access', RefreshToken: 'refresh' } });
const settings = {
  IdentityCode: 'code',
  IdentityCodeExpiry: '2026-11-25T08:00:00Z',
  PersonID: 7,
  MonitorList: [],
  WebRTCData: { SIPPassword: 'sip-secret' },
};

/** The second step. */
function next(step: LoginStep, first = access): LoginStep {
  const result = step.read(first, 0);
  if (result.kind !== 'next') throw new Error(result.kind);
  return result.step;
}

describe('the two-step login', () => {
  it('sends the user under both known field names, then asks for that user’s settings', () => {
    const step = loginStep(signIn, password);
    expect(step.request).toMatchObject({ url: signIn.server, method: 'POST' });
    expect(JSON.parse(step.request.body ?? '')).toEqual({
      identityType: 'User',
      username: signIn.who,
      email: signIn.who,
      password: 'p',
    });
    expect(next(step).request).toEqual({
      url: signIn.settingsServer,
      method: 'GET',
      headers: { Authorization: 'Bearer access' },
      body: null,
    });
  });

  it('works with a token, too', () => {
    expect(
      JSON.parse(loginStep({ ...signIn, who: '' }, { kind: 'token', value: 't' }).request.body ?? ''),
    ).toEqual({ identityType: 'Token', token: 't' });
  });

  it('refreshes at its own server and keeps the refresh token if no other comes', () => {
    const step = refreshStep(signIn, 'old');
    expect(step.request).toEqual({
      url: signIn.refreshServer,
      method: 'GET',
      headers: { Authorization: 'Bearer old' },
      body: null,
    });
    expect(next(step, answer({ Data: { AccessToken: 'a' } })).read(answer(settings), 0)).toMatchObject({
      login: { refreshToken: 'old' },
    });
  });

  it('keeps what the socket needs from the settings, but not the SIP password', () => {
    const result = next(loginStep(signIn, password)).read(answer(settings), 0);
    expect(result).toEqual({
      kind: 'signed-in',
      login: {
        token: 'code',
        tokenExpiresAt: Date.UTC(2026, 10, 25, 8),
        refreshToken: 'refresh',
        servers: [],
        dialect: 2,
        personId: '7',
      },
    });
    expect(JSON.stringify(result)).not.toContain('sip-secret');
  });

  it('tries all monitors by priority and skips invalid ones', () => {
    const MonitorList = [
      { Priority: 1, Domain: 'monitor1.example.com', Version: '4.1.0' },
      null,
      { Priority: '3', Domain: 'https://monitor3.example.com/' },
      { Priority: {}, Domain: 'http://monitor9.example.com' },
    ];
    expect(
      next(loginStep(signIn, password)).read(answer({ Data: { ...settings, MonitorList } }), 0),
    ).toMatchObject({
      login: { servers: ['https://monitor3.example.com', 'https://monitor1.example.com'], dialect: 4 },
    });
  });

  it.each([
    ['refused', answer({ StatusCode: 401 }, 401)],
    ['blocked', answer({ message: 'Forbidden' }, 403)],
    ['server-trouble', answer({}, 503)],
    ['not-voicenter', answer({ Data: {} })],
    ['refused', answer({ error: 'no' })],
  ])('reports %s in either step', (kind, failure) => {
    expect(loginStep(signIn, password).read(failure, 0)).toMatchObject({ kind });
    expect(next(loginStep(signIn, password)).read(failure, 0)).toMatchObject({ kind });
  });
});
