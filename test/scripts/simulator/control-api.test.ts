import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { closeClients, enter, type Json, post } from './support.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;
const control = (operation: string, body: unknown = {}): ReturnType<typeof post> =>
  post(`${simulator.url}/control/${operation}`, body);
const state = async (): Promise<Json> =>
  (await (await fetch(`${simulator.url}/control/state`)).json()) as Json;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  closeClients();
  await simulator.close();
});

describe('the control API', () => {
  it('leads a call through its phases and shows it', async () => {
    const client = await enter(simulator);
    const { status, body } = await control('ring', {
      callerNumber: '0507654321',
      callerName: 'Jane Doe',
      dialedNumber: '0722776772',
    });
    expect(status).toBe(200);
    expect(await state()).toMatchObject({
      clients: [{ scope: { kind: 'user', userID: 7654321 } }],
      calls: [
        {
          callId: body.callId,
          line: 'SIPSIP1',
          phase: 'Ringing',
          callerNumber: '0507654321',
          callerName: 'Jane Doe',
          dialedNumber: '0722776772',
        },
      ],
    });
    for (const operation of ['answer', 'hold', 'unhold']) expect((await control(operation)).status).toBe(200);
    expect((await control('hang-up', { callId: body.callId, cause: 'User busy' })).status).toBe(200);
    expect((await client.all('ExtensionEvent')).map((event) => [event.reason, event.cause])).toEqual([
      ['NEWCALL', undefined],
      ['ANSWER', undefined],
      ['HOLD', undefined],
      ['UNHOLD', undefined],
      ['HANGUP', 'User busy'],
    ]);
    expect(await state()).toMatchObject({ calls: [] });
  });

  it.each([
    ['second-caller', {}, 'Ringing'],
    ['two-phones', {}, 'Ringing'],
    ['hidden', {}, 'Ringing'],
    ['hebrew', {}, 'Ringing'],
    ['internal', {}, 'Ringing'],
    ['joined', {}, 'Talking'],
    ['transfer', {}, 'Talking'],
    ['dial', {}, 'Dialing'],
    ['click2call', {}, 'Dialing'],
    ['spy', {}, 'Spying'],
    ['colleague', {}, 'Ringing'],
    ['queue-retries', { rings: 2, ringMs: 60_000 }, 'Ringing'],
    ['ring', { silent: true, phase: 'Hold' }, 'Hold'],
  ])('begins a call by %s', async (operation, body, phase) => {
    const answer = await control(operation, body);
    expect(answer.status).toBe(200);
    expect(simulator.state().calls[0]).toMatchObject({ callId: answer.body.callId, phase });
  });

  it.each([
    ['answered-elsewhere', ['Answered elsewhere']],
    ['reject', ['Call Rejected']],
    ['stop-ringing', ['Normal hangup']],
    ['answered-by-colleague', ['Normal hangup']],
  ])('ends a ring by %s', async (operation, causes) => {
    const client = await enter(simulator);
    await control('ring');
    expect((await control(operation)).status).toBe(200);
    expect((await client.all('ExtensionEvent')).slice(1).map((event) => event.cause)).toEqual(causes);
  });

  it('changes the status, sends raw events, and closes and refuses sockets', async () => {
    const client = await enter(simulator);
    await control('status', { status: 3 });
    await control('emit', { name: 'ExtensionsUpdated', payload: { any: 'thing' } });
    expect((await client.all('ExtensionEvent'))[0]).toMatchObject({
      reason: 'userStatusUpdate',
      data: { representativeStatus: 3 },
    });
    expect(await client.first('ExtensionsUpdated')).toEqual({ any: 'thing' });
    await control('refuse-sockets', { refusing: true });
    expect((await control('drop')).body).toEqual({ dropped: 1 });
    await client.first('disconnect');
    expect(await state()).toMatchObject({ clients: [], refusingSockets: true });
  });

  it('orders and clears login faults', async () => {
    await control('login-fault', { kind: 'answer', status: 429, headers: { 'Retry-After': '3' }, times: 5 });
    expect((await post(`${simulator.url}/monitorAPI/Login/User`, {})).status).toBe(429);
    expect(await state()).toMatchObject({
      loginFaults: [{ kind: 'answer', times: 4 }],
      loginAttempts: [{ status: 429 }],
    });
    await control('clear-login-faults');
    expect(await state()).toMatchObject({ loginFaults: [] });
  });

  it.each([
    ['ring', { callerNumber: 5 }, '"callerNumber" is not right: expected string, got 5.'],
    ['ring', { callerNmuber: '5' }, '"callerNmuber" is not known here.'],
    ['ring', [], 'The body must be a JSON object.'],
    ['ring', { line: 'SIPSIP9' }, 'There is no line SIPSIP9.'],
    ['answer', {}, 'There is no live call.'],
    ['answer', { callId: '1' }, 'Call 1 is not live.'],
    ['abandon', {}, '"callId" is not right: expected "callId", got undefined.'],
    ['abandon', { callId: '1' }, 'Call 1 waits in no queue.'],
    ['login-fault', { kind: 'answer', status: 42 }, '"status" is not right: expected >=200, got 42.'],
  ])('answers %s %j with 400 and a sentence', async (operation, body, error) => {
    expect(await control(operation, body)).toEqual({ status: 400, body: { error } });
  });

  it('names the known operations when an unknown one is requested', async () => {
    const { status, body } = await control('rign');
    expect(status).toBe(404);
    expect(body.error).toMatch(/^There is no operation "rign"\. Known are: state, ring, /);
  });

  it('refuses a form, text, invalid JSON, and GET for an operation that changes something', async () => {
    const url = `${simulator.url}/control/ring`;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expect(
        (await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body: '{}' })).status,
      ).toBe(400);
    }
    const broken = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    expect([broken.status, await broken.json()]).toEqual([400, { error: 'The body is not JSON.' }]);
    expect((await fetch(url)).status).toBe(405);
    expect(simulator.state().calls).toEqual([]);
  });

  it('excludes foreign pages: no CORS, and no host name except loopback', async () => {
    const preflight = await fetch(`${simulator.url}/control/ring`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://example.com', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const rebound = await new Promise<number | undefined>((resolve, reject) => {
      request(`${simulator.url}/control/state`, { headers: { Host: 'example.com' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(rebound).toBe(403);
  });
});

describe('the control page', () => {
  it('is served with its script and style, and each of its buttons is an operation', async () => {
    const html = await (await fetch(`${simulator.url}/`)).text();
    for (const [file, type] of [
      ['page.js', 'text/javascript'],
      ['page.css', 'text/css'],
      ['design/tokens.css', 'text/css'],
    ]) {
      const response = await fetch(`${simulator.url}/${file ?? ''}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        `${type ?? ''}; charset=utf-8`,
      ]);
    }
    const operations = [...html.matchAll(/data-do="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(operations.length).toBeGreaterThan(20);
    for (const operation of operations)
      expect((await fetch(`${simulator.url}/control/${operation}`)).status, operation).toBe(405);
    expect((await fetch(`${simulator.url}/secrets`)).status).toBe(404);
  });

  it('never inserts text as markup', async () => {
    expect(await (await fetch(`${simulator.url}/page.js`)).text()).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
    );
  });
});

describe('a port that is taken', () => {
  it("is reported by node's own error", async () => {
    await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
