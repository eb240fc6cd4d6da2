import { describe, expect, it } from 'vitest';
import { loginStep, readLogin, refreshStep } from '../../src/voicenter/login.ts';

const read = (socket: object) => {
  const result = readLogin(
    {
      status: 200,
      body: JSON.stringify({ StatusCode: 200, Data: { Socket: { Token: 't', ...socket } } }),
      retryAfter: null,
    },
    0,
  );
  if (result.kind !== 'signed-in') throw new Error(result.kind);
  return result.login;
};

describe('a login answer', () => {
  it.each([
    [{ Version: '2.4.0' }, 2],
    [{ Version: '1.3.7' }, 2],
    [{ Version: '3.1.2' }, 4],
    [{ Version: '4.8.1' }, 4],
    [{ Client: 'https://monitor1.example.com/GetSocketClient?v=2.4.0' }, 2],
    [{ Client: 'https://monitor1.example.com/GetSocketClient?v=4.0.1' }, 4],
    [{}, 2],
    [{ Version: 'new' }, 2],
    [{ Version: '9'.repeat(50) }, 2],
    [{ Version: 'server 4.8.1 of 2.5.0' }, 4],
  ])('%j needs the dialect of socket.io-client %d', (socket, dialect) => {
    expect(read(socket).dialect).toBe(dialect);
  });

  it('names the servers in order, once each, without paths, only with TLS or on this machine', () => {
    const URLList = [
      'https://monitor1.example.com/',
      'http://monitor2.example.com',
      'monitor3.example.com',
      'http://127.0.0.1:9000/x',
      'javascript:alert(1)',
      7,
      null,
      'https://monitor1.example.com',
    ];
    expect(read({ URLList, URL: 'https://monitor4.example.com' }).servers).toEqual([
      'https://monitor1.example.com',
      'https://monitor3.example.com',
      'http://127.0.0.1:9000',
      'https://monitor4.example.com',
    ]);
    expect(read({}).servers).toEqual([]);
  });

  it('is read in every spelling, and an invalid date means no expiry', () => {
    expect(read({ PersonID: 7, TokenExpiry: '2026-11-24T08:00:00Z', refreshtoken: 'r' })).toMatchObject({
      personId: '7',
      tokenExpiresAt: Date.UTC(2026, 10, 24, 8),
      refreshToken: 'r',
    });
    expect(read({ PersonId: '8', TokenExpiry: 'soon' })).toMatchObject({
      personId: '8',
      tokenExpiresAt: null,
      refreshToken: null,
    });
  });
});

describe('a login answer with endless fields', () => {
  const endless = 'x'.repeat(8_193);
  it('is refused if the token is longer than 8,192 characters', () => {
    const answer = (token: string) => {
      const body = JSON.stringify({ Data: { Socket: { Token: token } } });
      return readLogin({ status: 200, body, retryAfter: null }, 0);
    };
    expect(answer(endless)).toEqual({ kind: 'not-voicenter' });
    expect(answer('x'.repeat(8_192))).toMatchObject({ kind: 'signed-in' });
  });

  it('is accepted without the other fields that are longer', () => {
    const login = read({ RefreshToken: endless, PersonID: endless, URL: `https://${endless}` });
    expect(login).toMatchObject({ refreshToken: null, personId: null, servers: [] });
  });
});

it('an error with a status other than 200 is no refusal', () => {
  expect(readLogin({ status: 404, body: '{"error":"Not Found"}', retryAfter: null }, 0)).toEqual({
    kind: 'not-voicenter',
  });
  expect(readLogin({ status: 200, body: '{"error":"wrong"}', retryAfter: null }, 0)).toEqual({
    kind: 'refused',
  });
});

describe('a login request', () => {
  it.each(['https://login.example.com', 'https://login.example.com/monitorAPI'])(
    'to %s has the right address',
    (server) => {
      const signIn = { type: 'user', server, who: 'a@example.com' } as const;
      expect(loginStep(signIn, { kind: 'password', value: 'p' }).request).toMatchObject({
        url: 'https://login.example.com/monitorAPI/Login/User',
        method: 'POST',
        body: '{"email":"a@example.com","pin":"p"}',
      });
      expect(refreshStep(signIn, 'r').request).toMatchObject({
        url: 'https://login.example.com/monitorAPI/RefreshIdentityToken',
        method: 'GET',
        headers: { Authorization: 'Bearer r' },
      });
    },
  );

  it('of an account sends username and password, and one of a token only the token', () => {
    const server = 'https://login.example.com';
    expect(
      loginStep({ type: 'account', server, who: 'firm' }, { kind: 'password', value: 'p' }).request,
    ).toMatchObject({
      url: `${server}/monitorAPI/Login/Account`,
      body: '{"username":"firm","password":"p"}',
    });
    expect(
      loginStep({ type: 'token', server, who: '' }, { kind: 'token', value: 't' }).request,
    ).toMatchObject({ url: `${server}/monitorAPI/Login/Token`, body: '{"token":"t"}' });
  });
});
