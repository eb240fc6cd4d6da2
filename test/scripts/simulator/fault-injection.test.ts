/** Faults between the server and its clients, ordered at the simulator. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { closeClients, connect, enter, type Json, post, signIn } from './support.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  closeClients();
  await simulator.close();
});

const reasons = (events: readonly Json[]): unknown[] => events.map((event) => event.reason);
const control = (operation: string, body: unknown = {}): ReturnType<typeof post> =>
  post(`${simulator.url}/control/${operation}`, body);

describe('half-open sockets', () => {
  it('stay connected but receive nothing more, while new ones are served', async () => {
    const old = await enter(simulator);
    const before = old.heard.length;
    simulator.fallSilent();
    simulator.ring();
    old.emit('keepalive');
    const fresh = await enter(simulator);
    simulator.answer();
    expect(reasons(await fresh.all('ExtensionEvent'))).toEqual(['ANSWER']);
    expect(old.heard).toHaveLength(before);
    expect(simulator.state().clients).toHaveLength(2);
  });

  it('are removed once they are cut', async () => {
    await enter(simulator);
    simulator.fallSilent();
    simulator.drop();
    await expect.poll(() => simulator.state().clients).toEqual([]);
  });

  it('leave new sockets waiting, too, until the server sends again', async () => {
    simulator.fallSilent('new-too');
    const token = String((await signIn(simulator)).Token);
    const waiting = connect(simulator, token);
    await simulator.addServer();
    expect(waiting.heard).toEqual([]);
    simulator.speak();
    expect(await waiting.first('loginSuccess')).toMatchObject({ errorCode: 0 });
  });
});

describe('a server that allows one session a user', () => {
  it('refuses older sockets and their tokens at each sign-in', async () => {
    await control('revoke-older', { revoking: true });
    const old = await signIn(simulator);
    const client = connect(simulator, String(old.Token));
    await client.first('AllDialersStatus');
    await control('sign-in-elsewhere');
    await expect
      .poll(async () => client.all('loginSuccess'))
      .toMatchObject([{ errorCode: 0 }, { errorCode: 1 }]);
    const again = connect(simulator, String(old.Token));
    expect(await again.first('error')).toBe('Unauthorized');
  });

  it('leaves the sessions alone until it is told to', async () => {
    const client = await enter(simulator);
    simulator.signInElsewhere();
    simulator.ring();
    await client.first('ExtensionEvent');
    expect(await client.all('loginSuccess')).toMatchObject([{ errorCode: 0 }]);
  });
});

describe('tokens that expire now', () => {
  it('cut every socket and open none, but can be refreshed', async () => {
    const { Token, RefreshToken } = await signIn(simulator);
    const client = connect(simulator, String(Token));
    await client.first('AllDialersStatus');
    simulator.expireTokens();
    await client.first('disconnect');
    expect(await connect(simulator, String(Token)).first('error')).toBe('Unauthorized');
    const answer = await fetch(`${simulator.url}/monitorAPI/RefreshIdentityToken`, {
      headers: { Authorization: `Bearer ${String(RefreshToken)}` },
    });
    expect(answer.status).toBe(200);
  });
});

describe('another server', () => {
  it('has the same calls, goes down separately and comes back at its address', async () => {
    const second = await simulator.addServer();
    simulator.advertise([second.url, simulator.url]);
    const { Token, URLList } = await signIn(simulator);
    expect(URLList).toEqual([second.url, simulator.url]);
    const [here, there] = [connect(simulator, String(Token)), connect(second, String(Token))];
    await Promise.all([here.first('AllDialersStatus'), there.first('AllDialersStatus')]);
    simulator.ring();
    expect([await there.all('ExtensionEvent'), await here.all('ExtensionEvent')].map(reasons)).toEqual([
      ['NEWCALL'],
      ['NEWCALL'],
    ]);

    await second.takeDown();
    await there.first('disconnect');
    await connect(second, String(Token)).first('connect_error');
    simulator.answer();
    expect(reasons(await here.all('ExtensionEvent'))).toEqual(['NEWCALL', 'ANSWER']);
    await second.bringUp();
    expect(await connect(second, String(Token)).first('loginSuccess')).toBeDefined();
  });

  it('continues when the first goes down', async () => {
    const second = await simulator.addServer();
    const there = connect(second, String((await signIn(simulator)).Token));
    await there.first('AllDialersStatus');
    await simulator.takeDown();
    simulator.ring();
    expect(reasons(await there.all('ExtensionEvent'))).toEqual(['NEWCALL']);
    await simulator.bringUp();
    expect(await enter(simulator)).toBeDefined();
  });
});

describe('faulty events', () => {
  it('arrive several times', async () => {
    const client = await enter(simulator);
    simulator.duplicate(3);
    simulator.ring();
    simulator.duplicate(1);
    simulator.answer();
    expect(reasons(await client.all('ExtensionEvent'))).toEqual(['NEWCALL', 'NEWCALL', 'NEWCALL', 'ANSWER']);
  });

  it('change order, and none is lost', async () => {
    const client = await enter(simulator);
    simulator.reorder(true);
    const callId = simulator.ring();
    simulator.answer({ callId });
    simulator.hangUp({ callId });
    simulator.reorder(false);
    expect(reasons(await client.all('ExtensionEvent'))).toEqual(['ANSWER', 'NEWCALL', 'HANGUP']);
  });

  it('are invalid', async () => {
    const client = await enter(simulator);
    simulator.sendMalformed(200);
    // Malformed keepalive answers are among them, so another event marks the end.
    simulator.emit('ExtensionsUpdated', {});
    await client.first('ExtensionsUpdated');
    expect(client.heard.filter(({ name }) => name === 'ExtensionEvent')).toHaveLength(40);
  });

  it('report stale lines many times a second', async () => {
    const client = await enter(simulator);
    simulator.resyncStorm({ perSecond: 200, seconds: 1 });
    await expect.poll(async () => (await client.all('ExtensionsUpdated')).length, { timeout: 5000 }).toBe(67);
  });
});

describe('a keepalive', () => {
  it('gets an error, no answer, or a correct answer again', async () => {
    const client = await enter(simulator);
    const answers = (): unknown[] =>
      client.heard
        .filter(({ name }) => name === 'keepaliveResponse')
        .map(({ value }) => (value as Json).errorCode);
    for (const how of ['error', 'none', 'ok'] as const) {
      simulator.answerKeepalive(how);
      client.emit('keepalive');
      await expect
        .poll(() => simulator.state().clientEvents.filter(({ name }) => name === 'keepalive').length)
        .toBe(['error', 'none', 'ok'].indexOf(how) + 1);
    }
    await expect.poll(answers).toEqual([1, 0]);
  });
});

describe('a line with changing users', () => {
  it('reports who is logged in at the line', async () => {
    const client = await enter(simulator);
    simulator.seat({ userID: 12345679 });
    simulator.seat({ userID: 0 });
    const seated = (await client.all('ExtensionEvent')).map(({ reason, data }) => [
      reason,
      (data as Json).onlineUserID,
      (data as Json).userID,
    ]);
    expect(seated).toEqual([
      ['userStatusUpdate', 12345679, 7654321],
      ['userStatusUpdate', 0, 7654321],
    ]);
  });
});

describe('the control API', () => {
  it.each([
    ['fall-silent', {}],
    ['fall-silent', { whom: 'new-too' }],
    ['speak', {}],
    ['expire-tokens', {}],
    ['duplicate', { times: 2 }],
    ['reorder', { reordering: true }],
    ['malformed', { count: 5 }],
    ['resync-storm', { perSecond: 5, seconds: 1 }],
    ['answer-keepalive', { answer: 'none' }],
    ['seat', { userID: 1 }],
  ])('orders %s', async (operation, body) => {
    expect(await control(operation, body)).toEqual({ status: 200, body: { ok: true } });
  });
});
