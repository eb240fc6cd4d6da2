import { io as connectNew } from 'socket.io-client-4';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import { closeClients, connect, enter, type Json, shape, signIn } from './support.ts';
import samples from './wire-samples.json' with { type: 'json' };
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

let simulator: Simulator;
let time = Date.UTC(2023, 11, 28, 9, 0, 0);

beforeEach(async () => {
  simulator = await startSimulator({ now: () => time, tokenLifetimeSeconds: 60 });
});

afterEach(async () => {
  closeClients();
  await simulator.close();
});

describe('a client that connects', () => {
  it('is greeted in the order of the wire', async () => {
    const client = await enter(simulator);
    expect(client.heard.map(({ name }) => name)).toEqual([
      'connect',
      'loginSuccess',
      'loginStatus',
      'AllExtensionsStatus',
      'AllDialersStatus',
    ]);
  });

  it('is greeted field by field as captured', async () => {
    simulator.joinQueue();
    simulator.ring({ phase: 'Hold', queueID: 555 });
    const client = await enter(simulator, 'account');
    expect(shape(await client.first('loginSuccess'))).toEqual(shape(samples.loginSuccess[0]));
    const status = (await client.first('loginStatus')) as { queues: unknown[] };
    const sample = samples['loginStatus (two queues)'][0];
    expect(shape({ ...status, queues: status.queues[0] })).toEqual(
      shape({ ...sample, queues: sample?.queues[0] }),
    );
    const extensions = (await client.first('AllExtensionsStatus')) as { extensions: Json[] };
    const captured = samples['AllExtensionsStatus (two of 37 extensions)'][0];
    expect(shape({ ...extensions, extensions: extensions.extensions[1] })).toEqual(
      shape({ ...captured, extensions: captured?.extensions[1] }),
    );
  });

  it('may come from any Origin', async () => {
    const token = String((await signIn(simulator)).Token);
    const client = connect(simulator, token, { Origin: 'chrome-extension://abcdefghijklmnop' });
    expect(await client.first('loginSuccess')).toMatchObject({ errorCode: 0 });
  });

  it('is refused with "Unauthorized" if its token is unknown', async () => {
    const client = connect(simulator, 'nonsense');
    expect(await client.first('error')).toBe('Unauthorized');
    expect(simulator.state().clients).toEqual([]);
  });

  it('is refused with "Unauthorized" when its token has expired, and not a second before', async () => {
    const token = String((await signIn(simulator)).Token);
    time += 59_000;
    await connect(simulator, token).first('loginSuccess');
    time += 1_000;
    expect(await connect(simulator, token).first('error')).toBe('Unauthorized');
  });

  it('is refused at the handshake while sockets are refused', async () => {
    const token = String((await signIn(simulator)).Token);
    simulator.refuseSockets(true);
    expect(await connect(simulator, token).first('connect_error')).toBeInstanceOf(Error);
    simulator.refuseSockets(false);
    expect(await connect(simulator, token).first('loginSuccess')).toBeDefined();
  });
});

describe('a client of a newer socket.io', () => {
  it('gets the error that this server uses v2.x, and leaves no state behind', async () => {
    const token = String((await signIn(simulator)).Token);
    const socket = connectNew(simulator.url, {
      transports: ['websocket'],
      query: { token },
      reconnection: false,
    });
    const error = await new Promise<Error>((resolve) => void socket.on('connect_error', resolve));
    socket.close();
    expect(error.message).toContain('a Socket.IO server in v2.x with a v3.x client');
    await expect.poll(() => simulator.state().clients).toEqual([]);
  });
});

describe('a connected client', () => {
  it('gets an answer to its keepalive', async () => {
    const client = await enter(simulator);
    client.emit('keepalive', 'a token');
    expect(await client.first('keepaliveResponse')).toMatchObject({ errorCode: 0 });
  });

  it('gets both snapshots again after a resync, with the calls that live now', async () => {
    const client = await enter(simulator);
    const callId = simulator.ring({ silent: true });
    client.emit('resync', { cache: false });
    const snapshots = await client.all('AllExtensionsStatus');
    expect(await client.all('loginStatus')).toHaveLength(2);
    expect(snapshots).toHaveLength(2);
    expect(snapshots[1]).toMatchObject({
      extensions: [{ calls: [{ ivrid: callId, callstatus: 'Ringing' }] }],
    });
    expect(await client.all('ExtensionEvent')).toEqual([]);
  });

  it('is disconnected when it sends closeme', async () => {
    const client = await enter(simulator);
    client.emit('closeme');
    expect(await client.first('disconnect')).toBe('io server disconnect');
    expect(simulator.state().clients).toEqual([]);
  });

  it('is cut abruptly, below the protocol', async () => {
    const client = await enter(simulator);
    expect(simulator.state().clients).toHaveLength(1);
    expect(simulator.drop()).toBe(1);
    expect(await client.first('disconnect')).toBe('transport close');
    expect(simulator.state().clients).toEqual([]);
  });

  it('is listed with its messages, its token masked', async () => {
    const token = String((await signIn(simulator)).Token);
    const client = connect(simulator, token);
    await client.first('AllDialersStatus');
    client.emit('updateMonitoredExtensions', { extensionsString: '1111,2222' });
    client.emit('keepalive', token);
    await client.first('keepaliveResponse');
    expect(simulator.state().clientEvents.map(({ at, name, values }) => ({ at, name, values }))).toEqual([
      { at: time, name: 'updateMonitoredExtensions', values: '[{"extensionsString":"1111,2222"}]' },
      { at: time, name: 'keepalive', values: '["(token)"]' },
    ]);
    expect(JSON.stringify(simulator.state())).not.toContain(token);
  });

  it('gets any event that a test sends', async () => {
    const client = await enter(simulator);
    simulator.emit('ExtensionsUpdated', ['as it is']);
    expect(await client.first('ExtensionsUpdated')).toEqual(['as it is']);
  });
});

describe('the scope of a login', () => {
  it("is one user's own lines and queues, without queue events", async () => {
    const client = await enter(simulator, 'user');
    const own = simulator.ring({ queueID: 555 });
    simulator.colleagueCall();
    expect(await client.first('AllExtensionsStatus')).toMatchObject({
      extensions: [{ extenUser: 'SIPSIP1' }],
    });
    expect(((await client.first('AllExtensionsStatus')) as { extensions: [] }).extensions).toHaveLength(1);
    expect(
      ((await client.first('loginStatus')) as { queues: Json[] }).queues.map((queue) => queue.QueueID),
    ).toEqual([555]);
    expect(
      (await client.all('ExtensionEvent')).map(
        (event) => (event.data as { currentCall: Json }).currentCall.ivrid,
      ),
    ).toEqual([own]);
    expect(await client.all('QueueEvent')).toEqual([]);
  });

  it.each(['account', 'token'] as const)('is every line and queue for an %s login', async (kind) => {
    const client = await enter(simulator, kind);
    simulator.ring({ queueID: 555 });
    simulator.colleagueCall();
    expect(
      ((await client.first('AllExtensionsStatus')) as { extensions: Json[] }).extensions.map(
        (line) => line.extenUser,
      ),
    ).toEqual(['SIPSIP1', 'SIPSIP2']);
    expect(
      ((await client.first('loginStatus')) as { queues: Json[] }).queues.map((queue) => queue.QueueID),
    ).toEqual([555, 556]);
    expect((await client.all('ExtensionEvent')).map((event) => (event.data as Json).extenUser)).toEqual([
      'SIPSIP1',
      'SIPSIP2',
    ]);
    expect((await client.all('QueueEvent')).map((event) => event.reason)).toEqual(['JOIN']);
  });
});
