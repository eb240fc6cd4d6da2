/** The newer login: a login, then the settings with the socket's token. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { DEFAULT_LOGINS } from '../../../scripts/simulator/tokens.ts';
import { FAKE_SIP_PASSWORD, TWO_STEP_PATHS } from '../../../scripts/simulator/two-step.ts';
import { closeClients, connect, type Json, post } from './support.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;
const { email, pin } = DEFAULT_LOGINS.user;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  closeClients();
  await simulator.close();
});

const login = (body: unknown): ReturnType<typeof post> => post(simulator.url + TWO_STEP_PATHS.login, body);
const ask = async (path: string, bearer: unknown): Promise<{ status: number; body: Json }> => {
  const response = await fetch(simulator.url + path, {
    headers: { Authorization: `Bearer ${String(bearer)}` },
  });
  return { status: response.status, body: (await response.json()) as Json };
};

it.each([
  ['by user', { identityType: 'User', username: email, password: pin }, 7654321],
  ["by the email of the vendor's extension", { email, password: pin }, 7654321],
  ['by token', { identityType: 'Token', token: DEFAULT_LOGINS.token }, 1000],
])('the login %s gives settings, and their code opens a socket', async (_, body, personID) => {
  const second = await simulator.addServer();
  simulator.advertise([simulator.url, second.url]);
  const { AccessToken } = (await login(body)).body.Data as Json;
  const { status, body: settings } = await ask(TWO_STEP_PATHS.settings, AccessToken);
  expect([status, settings.PersonID]).toEqual([200, personID]);
  expect(settings.MonitorList).toMatchObject([
    { Priority: 2, Domain: simulator.url },
    { Priority: 1, Domain: second.url },
  ]);
  expect(Date.parse(String(settings.IdentityCodeExpiry))).toBeGreaterThan(Date.now());
  expect(JSON.stringify(settings.WebRTCData)).toContain(FAKE_SIP_PASSWORD);
  expect(await connect(simulator, String(settings.IdentityCode)).first('loginSuccess')).toBeDefined();
});

it('a wrong password is refused, and settings need a valid access token', async () => {
  expect((await login({ email, password: 'wrong' })).status).toBe(401);
  const { AccessToken, RefreshToken } = (await login({ email, password: pin })).body.Data as Json;
  for (const bearer of [RefreshToken, 'made up', undefined])
    expect((await ask(TWO_STEP_PATHS.settings, bearer)).status).toBe(401);
  simulator.expireTokens();
  expect((await ask(TWO_STEP_PATHS.settings, AccessToken)).status).toBe(401);
});

it('a refresh gives a new access token, which gives the settings again', async () => {
  const { RefreshToken } = (await login({ email, password: pin })).body.Data as Json;
  simulator.expireTokens();
  const { AccessToken } = (await ask(TWO_STEP_PATHS.refresh, RefreshToken)).body.Data as Json;
  expect((await ask(TWO_STEP_PATHS.settings, AccessToken)).status).toBe(200);
});

it('the settings step can fail alone', async () => {
  const { AccessToken } = (await login({ email, password: pin })).body.Data as Json;
  simulator.orderLoginFault({ kind: 'answer', status: 500, step: 'settings', times: 1 });
  expect((await ask(TWO_STEP_PATHS.settings, AccessToken)).status).toBe(500);
  expect(simulator.state().loginAttempts.map(({ step, status }) => [step, status])).toEqual([
    ['login', 200],
    ['settings', 500],
  ]);
});
