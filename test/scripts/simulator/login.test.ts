import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { DEFAULT_LOGINS } from '../../../scripts/simulator/tokens.ts';
import { closeClients, connect, post, signIn } from './support.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;
const { email, pin } = DEFAULT_LOGINS.user;
const userLogin = (
  path = '/monitorAPI/Login/User',
  body: unknown = { email, pin },
): ReturnType<typeof post> => post(simulator.url + path, body);

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  closeClients();
  await simulator.close();
});

describe('a login', () => {
  it('answers in the documented shape', async () => {
    const { status, body } = await userLogin();
    expect(status).toBe(200);
    expect(body).toEqual({
      StatusCode: 200,
      Status: 'OK',
      Data: {
        Socket: {
          Token: expect.stringMatching(/^\S+$/) as unknown,
          TokenExpiry: expect.any(String) as unknown,
          RefreshToken: expect.stringMatching(/^\S+$/) as unknown,
          RefreshTokenExpiry: expect.any(String) as unknown,
          URLList: [simulator.url],
          Url: simulator.url,
          Version: '2.5.1',
          Client: expect.stringMatching(/GetSocketClient\?v=2\.5\.1$/) as unknown,
          PersonId: 7654321,
        },
      },
    });
    const socket = (body.Data as { Socket: Record<string, string> }).Socket;
    expect(Date.parse(socket.TokenExpiry ?? '')).toBeGreaterThan(Date.now());
    expect(Date.parse(socket.RefreshTokenExpiry ?? '')).toBeGreaterThan(Date.parse(socket.TokenExpiry ?? ''));
  });

  it.each(['/monitorapi/login/user', '/MONITORAPI/Login/USER'])(
    'accepts its path in upper and lower case: %s',
    async (path) => {
      expect((await userLogin(path)).status).toBe(200);
    },
  );

  it.each(['account', 'token'] as const)('gives an %s a token that a socket accepts', async (kind) => {
    const token = String((await signIn(simulator, kind)).Token);
    expect(await connect(simulator, token).first('loginSuccess')).toMatchObject({ errorDesc: 'OK' });
  });

  it.each([
    ['/monitorAPI/Login/User', { email, pin: 'wrong' }],
    ['/monitorAPI/Login/Account', { ...DEFAULT_LOGINS.account, password: 'wrong' }],
    ['/monitorAPI/Login/Token', { token: 'wrong' }],
  ])('refuses wrong credentials with 401: %s', async (path, body) => {
    expect((await userLogin(path, body)).status).toBe(401);
  });

  it('answers 400 to a body without the required fields', async () => {
    expect((await userLogin(undefined, { email, password: pin })).status).toBe(400);
  });

  it('answers 500 "Unexpected token" to a body that is no JSON', async () => {
    const response = await fetch(`${simulator.url}/monitorAPI/Login/User`, {
      method: 'POST',
      body: 'email=x',
    });
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('Unexpected token');
  });

  it('allows a preflight for Content-Type and Authorization from anywhere', async () => {
    for (const path of ['/monitorAPI/Login/User', '/monitorAPI/RefreshIdentityToken']) {
      const response = await fetch(simulator.url + path, {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://example.com',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type, authorization',
        },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-headers')).toMatch(/content-type.*authorization/i);
    }
    const answer = await fetch(`${simulator.url}/monitorAPI/Login/User`, {
      method: 'POST',
      body: JSON.stringify({ email, pin }),
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('a refresh', () => {
  const refresh = (token: unknown): Promise<Response> =>
    fetch(`${simulator.url}/monitorAPI/RefreshIdentityToken`, {
      headers: { Authorization: `Bearer ${String(token)}` },
    });

  it('gives a new token of the same scope for a refresh token', async () => {
    const first = await signIn(simulator);
    const response = await refresh(first.RefreshToken);
    const { Socket } = ((await response.json()) as { Data: { Socket: Record<string, unknown> } }).Data;
    expect(Socket.Token).not.toBe(first.Token);
    expect(Socket.PersonId).toBe(7654321);
    expect(await connect(simulator, String(Socket.Token)).first('loginSuccess')).toBeDefined();
  });

  it('is refused with a socket token, a made-up one or none', async () => {
    const { Token } = await signIn(simulator);
    expect((await refresh(Token)).status).toBe(401);
    expect((await refresh('made up')).status).toBe(401);
    expect((await fetch(`${simulator.url}/monitorAPI/RefreshIdentityToken`)).status).toBe(401);
  });
});

describe('an ordered login fault', () => {
  it.each<[number, object, Record<string, string>]>([
    [400, {}, {}],
    [403, {}, {}],
    [200, { error: 'No such user' }, {}],
    [503, {}, {}],
    [429, {}, { 'Retry-After': '7' }],
  ])('answers %i with its own body and headers', async (status, body, headers) => {
    simulator.orderLoginFault({ kind: 'answer', status, body, headers, times: 1 });
    const response = await fetch(`${simulator.url}/monitorAPI/Login/User`, {
      method: 'POST',
      body: JSON.stringify({ email, pin }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
    expect(response.headers.get('retry-after')).toBe(headers['Retry-After'] ?? null);
    expect((await userLogin()).body).toHaveProperty('Data.Socket.Token');
  });

  it('sends a string unchanged', async () => {
    simulator.orderLoginFault({ kind: 'answer', status: 500, body: 'Unexpected token', times: 1 });
    const response = await fetch(`${simulator.url}/monitorAPI/Login/User`, { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([500, 'Unexpected token']);
  });

  it('affects the given number of logins, as the list of attempts shows', async () => {
    simulator.orderLoginFault({ kind: 'answer', status: 503, times: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await userLogin()).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect(simulator.state().loginAttempts.map(({ step, status }) => [step, status])).toEqual([
      ['login', 503],
      ['login', 503],
      ['login', 200],
    ]);
  });

  it('stays until it is cleared if no number is given', async () => {
    simulator.orderLoginFault({ kind: 'answer', status: 401 });
    for (let i = 0; i < 5; i++) expect((await userLogin()).status).toBe(401);
    simulator.clearLoginFaults();
    expect((await userLogin()).status).toBe(200);
  });

  it('does not affect the login when it is for the refresh', async () => {
    const { RefreshToken } = await signIn(simulator);
    simulator.orderLoginFault({ kind: 'answer', status: 401, step: 'refresh' });
    expect((await userLogin()).status).toBe(200);
    const response = await fetch(`${simulator.url}/monitorAPI/RefreshIdentityToken`, {
      headers: { Authorization: `Bearer ${String(RefreshToken)}` },
    });
    expect(response.status).toBe(401);
  });

  it('closes the connection without an answer', async () => {
    simulator.orderLoginFault({ kind: 'close', times: 1 });
    await expect(userLogin()).rejects.toThrow('fetch failed');
    expect(simulator.state().loginAttempts.map(({ status }) => status)).toEqual([0]);
  });

  it('sends a web page instead of JSON', async () => {
    simulator.orderLoginFault({ kind: 'html', times: 1 });
    const response = await fetch(`${simulator.url}/monitorAPI/Login/User`, { method: 'POST', body: '{}' });
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<!doctype html>');
  });

  it('delays the login, then answers correctly', async () => {
    simulator.orderLoginFault({ kind: 'slow', delayMs: 150, times: 1 });
    const before = performance.now();
    expect((await userLogin()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(145);
  });
});
