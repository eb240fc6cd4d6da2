/** The connection against real socket.io servers of both generations. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import createServer2, { type Server as Server2 } from 'socket.io';
import { Server as Server4 } from 'socket.io-4';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from '../../../src/background/connection/connection.ts';
import { startSimulator } from '../../../scripts/simulator/server.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';
import type { Connection, ConnectionEvents } from '../../../src/background/connection/types.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Heard {
  readonly what: keyof ConnectionEvents;
  readonly with: readonly unknown[];
}

/** A connection whose reports can be awaited. `random` decides the pauses, and 0 gives the shortest. */
function listen(
  random = (): number => 0,
  isBusy = (): boolean => false,
  mayReach: (address: string) => boolean | Promise<boolean> = () => true,
): {
  connection: Connection;
  until: (what: keyof ConnectionEvents, match?: (heard: Heard) => boolean) => Promise<Heard>;
  heard: Heard[];
} {
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  const report =
    (what: keyof ConnectionEvents) =>
    (...args: unknown[]): void => {
      heard.push({ what, with: args });
      waiting.forEach((check) => check());
    };
  const events: ConnectionEvents = {
    connecting: report('connecting'),
    open: report('open'),
    lost: report('lost'),
    tokenRefused: report('tokenRefused'),
    tokenDoubted: report('tokenDoubted'),
    notAllowed: report('notAllowed'),
    message: report('message'),
  };
  const connection = createConnection(events, { now: () => Date.now(), random, isBusy, mayReach });
  closers.push(() => connection.disconnect());
  const until = (
    what: keyof ConnectionEvents,
    match: (heard: Heard) => boolean = () => true,
  ): Promise<Heard> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = heard.find((one) => one.what === what && match(one));
        if (found !== undefined) {
          waiting.delete(check);
          resolve(found);
        }
      };
      waiting.add(check);
      check();
    });
  return { connection, until, heard };
}

async function simulator(): Promise<{ simulator: Simulator; token: string }> {
  const started = await startSimulator();
  closers.push(() => started.close());
  return { simulator: started, token: await tokenOf(started) };
}

async function tokenOf({ url }: Simulator): Promise<string> {
  const answer = await fetch(`${url}/monitorAPI/Login/User`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"email":"agent@example.com","pin":"ringside"}',
  });
  return ((await answer.json()) as { Data: { Socket: { Token: string } } }).Data.Socket.Token;
}

async function modernServer(): Promise<{ url: string; io: Server4; http: Server }> {
  const http = createServer();
  const io = new Server4(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closers.push(() => io.close());
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, io, http };
}

/** A server of the older generation whose behaviour each test sets. */
async function bareServer(port = 0): Promise<{ url: string; io: Server2 }> {
  const http = createServer();
  const io = createServer2(http, {
    transports: ['websocket'],
    pingInterval: 60_000,
    pingTimeout: 180_000,
    serveClient: false,
    allowRequest: (_, answer) => answer(null, true),
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  closers.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return { url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`, io };
}

describe('the connection', () => {
  it('opens and receives the greeting in order', async () => {
    const {
      simulator: { url },
      token,
    } = await simulator();
    const { connection, until, heard } = listen();
    connection.connect({ servers: [url], token, dialect: 2 });
    await until('message', (message) => message.with[0] === 'AllExtensionsStatus');
    expect(heard.map(({ what, with: [first] }) => (what === 'message' ? first : what))).toEqual([
      'connecting',
      'open',
      'loginSuccess',
      'loginStatus',
      'AllExtensionsStatus',
    ]);
  });

  it('closes and reconnects after an error message that is nested too deep to be logged', async () => {
    const { simulator: started, token } = await simulator();
    const { connection, until, heard } = listen();
    connection.connect({ servers: [started.url], token, dialect: 2 });
    await until('message');
    started.sendRaw(`4{"message":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(await until('lost')).toMatchObject({
      with: [expect.any(String), 1, expect.any(Number), 'unreadable'],
    });
    const before = heard.length;
    await expect
      .poll(() => heard.slice(before).some(({ what }) => what === 'open'), { timeout: 10_000 })
      .toBe(true);
  });

  it('reports a refused token and does not try again with it', async () => {
    const {
      simulator: { url },
    } = await simulator();
    const { connection, until, heard } = listen();
    connection.connect({ servers: [url], token: 'forged', dialect: 2 });
    await until('tokenRefused');
    expect(heard.filter(({ what }) => what === 'lost')).toEqual([]);
  });

  it('reconnects by itself after the server closed it', async () => {
    const { simulator: server, token } = await simulator();
    const { connection, until, heard } = listen();
    connection.connect({ servers: [server.url], token, dialect: 2 });
    await until('message');
    server.drop();
    await until('lost');
    heard.splice(0);
    await until('message', (message) => message.with[0] === 'AllExtensionsStatus');
  });

  it('moves on to the next server when one is down', async () => {
    const {
      simulator: { url },
      token,
    } = await simulator();
    const { connection, until } = listen();
    connection.connect({ servers: ['http://127.0.0.1:9', url], token, dialect: 2 });
    expect(await until('open')).toMatchObject({ with: [new URL(url).host, 2] });
  });

  it('returns to the preferred server when that one works and no call is live', async () => {
    const { simulator: server, token } = await simulator();
    const second = await server.addServer();
    await server.takeDown();
    let busy = true;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { connection, until, heard } = listen(
      () => 0,
      () => busy,
    );
    const hosts = (): unknown[] => heard.flatMap(({ what, with: [host] }) => (what === 'open' ? [host] : []));
    connection.connect({ servers: [server.url, second.url], token, dialect: 2 });
    await until('lost');
    await vi.advanceTimersByTimeAsync(2_000);
    await until('message');
    await server.bringUp();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(hosts()).toEqual([new URL(second.url).host]);
    busy = false;
    await vi.advanceTimersByTimeAsync(31_000);
    await until('open', ({ with: [host] }) => host === new URL(server.url).host);
    vi.useRealTimers();
    await expect.poll(() => server.state().clients.length).toBe(1);
    expect(heard.filter(({ what }) => what === 'lost')).toHaveLength(1);
  });

  it('supports a socket.io 4 server', async () => {
    const { url, io } = await modernServer();
    io.on('connection', (socket) => socket.emit('loginSuccess', { token: socket.handshake.query.token }));
    const { connection, until } = listen();
    connection.connect({ servers: [url], token: 't', dialect: 4 });
    expect(await until('message')).toMatchObject({ with: ['loginSuccess', { token: 't' }] });
  });

  it.each([
    ['4.x server that the login took for a 2.x one', 2, 4],
    ['2.x server that the login took for a 4.x one', 4, 2],
  ] as const)('finds the right dialect of a %s', async (_, told, right) => {
    const { url, token } =
      right === 4
        ? { url: (await modernServer()).url, token: 't' }
        : await simulator().then(({ simulator: { url: address }, token: good }) => ({
            url: address,
            token: good,
          }));
    const { connection, until, heard } = listen();
    connection.connect({ servers: [url], token, dialect: told });
    expect(await until('open')).toMatchObject({ with: [new URL(url).host, right] });
    expect(heard.filter(({ what }) => what === 'lost')).toEqual([]);
  });

  it('finds the right dialect of a server that was down at first', async () => {
    const { url, io, http } = await modernServer();
    const { port } = new URL(url);
    await io.close();
    const { connection, until } = listen();
    connection.connect({ servers: [url], token: 't', dialect: 2 });
    await until('lost');
    const again = createServer();
    const late = new Server4(again);
    await new Promise<void>((resolve) => again.listen(Number(port), '127.0.0.1', resolve));
    closers.push(() => late.close());
    expect(http.listening).toBe(false);
    expect(await until('open')).toMatchObject({ with: [new URL(url).host, 4] });
  });

  it('tries the other dialect once, then waits', async () => {
    const { connection, until, heard } = listen();
    connection.connect({ servers: ['http://127.0.0.1:9'], token: 't', dialect: 2 });
    await until('lost', (lost) => lost.with[1] === 2);
    expect(heard.filter(({ what }) => what === 'open')).toEqual([]);
  });

  it('tries at once when `check` reports a possible change', async () => {
    const { simulator: server, token } = await simulator();
    const { connection, until, heard } = listen(() => 1);
    connection.connect({ servers: [server.url], token, dialect: 2 });
    await until('message');
    server.drop();
    const {
      with: [, , retryAt],
    } = await until('lost');
    heard.splice(0);
    connection.check();
    await until('open');
    expect(Date.now()).toBeLessThan(Number(retryAt));
  });

  it('asks for proof on `check` while it is open, and gets it', async () => {
    const { simulator: server, token } = await simulator();
    const { connection, until } = listen();
    connection.connect({ servers: [server.url], token, dialect: 2 });
    await until('message', (message) => message.with[0] === 'keepaliveResponse');
    connection.check();
    await expect
      .poll(() => server.state().clientEvents.filter(({ name }) => name === 'keepalive').length)
      .toBe(2);
  });

  it('leaves a server that accepts the socket but does not answer', async () => {
    const mute = await bareServer();
    const opened = new Promise((resolve) => mute.io.use(resolve));
    const { simulator: second, token } = await simulator();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { connection, until } = listen();
    connection.connect({ servers: [mute.url, second.url], token, dialect: 2 });
    await opened;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await until('lost')).toMatchObject({
      with: [expect.any(String), 1, expect.any(Number), expect.stringMatching(/no answer|timeout/)],
    });
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    expect(await until('open')).toMatchObject({ with: [new URL(second.url).host, 2] });
  });

  it('leaves a server that sends no greeting within 60 s', async () => {
    const { url } = await bareServer();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { connection, until, heard } = listen();
    connection.connect({ servers: [url], token: 't', dialect: 2 });
    await until('open');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(heard.filter(({ what }) => what === 'lost')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    expect(await until('lost')).toMatchObject({
      with: [new URL(url).host, 1, expect.any(Number), 'no greeting'],
    });
  });

  it('reconnects with growing pauses if its session is dead, and doubts its token once', async () => {
    const { simulator: server, token } = await simulator();
    server.answerKeepalive('error');
    const { connection, until, heard } = listen();
    connection.connect({ servers: [server.url], token, dialect: 2 });
    const pauses: number[] = [];
    for (let failures = 1; failures <= 4; failures++) {
      const {
        with: [, , retryAt, words],
      } = await until('lost', ({ with: [, count] }) => count === failures);
      expect(words).toBe('session dead');
      pauses.push(Number(retryAt) - Date.now());
      connection.check();
    }
    expect(pauses[3]).toBeGreaterThan(2 * (pauses[0] ?? Infinity));
    expect(heard.filter(({ what }) => what === 'tokenDoubted')).toHaveLength(1);
    expect(
      heard.filter(({ what, with: [name] }) => what === 'message' && name === 'keepaliveResponse'),
    ).toEqual([]);
    server.answerKeepalive('ok');
    connection.check();
    await until('message', ({ with: [name] }) => name === 'keepaliveResponse');
  });

  it('does not return to a preferred server that refuses it', async () => {
    const { simulator: server, token } = await simulator();
    const first = await modernServer();
    await first.io.close();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { connection, until, heard } = listen();
    connection.connect({ servers: [first.url, server.url], token, dialect: 2 });
    await until('lost');
    await vi.advanceTimersByTimeAsync(2_000);
    await until('message');
    const { io } = await bareServer(Number(new URL(first.url).port));
    const asked = new Promise((resolve) =>
      io.on('connection', (socket) =>
        resolve(socket.emit('loginSuccess', { errorCode: 1, errorDesc: 'No' })),
      ),
    );
    await vi.advanceTimersByTimeAsync(31_000);
    await asked;
    await vi.advanceTimersByTimeAsync(100);
    vi.useRealTimers();
    expect(heard.flatMap(({ what, with: [host] }) => (what === 'open' ? [host] : []))).toEqual([
      new URL(server.url).host,
    ]);
  });

  it('doubts its token once when a server closes it twice without a message', async () => {
    const { url, io } = await modernServer();
    io.on('connection', (socket) => socket.disconnect(true));
    const { connection, until, heard } = listen();
    connection.connect({ servers: [url], token: 't', dialect: 4 });
    await until('lost', (lost) => lost.with[1] === 3);
    expect(heard.filter(({ what }) => what === 'tokenDoubted')).toHaveLength(1);
  });

  it('reports nothing after `disconnect`', async () => {
    const { simulator: server, token } = await simulator();
    const { connection, until, heard } = listen();
    connection.connect({ servers: [server.url], token, dialect: 2 });
    await until('message');
    connection.disconnect();
    heard.splice(0);
    await expect.poll(() => server.state().clients.length).toBe(0);
    expect(heard).toEqual([]);
  });

  it('sends nothing to a host without permission, and connects as soon as it is granted', async () => {
    const { simulator: server, token } = await simulator();
    let isAllowed = false;
    const { connection, until, heard } = listen(
      () => 0.9,
      () => false,
      () => Promise.resolve(isAllowed),
    );
    connection.connect({ servers: [server.url], token, dialect: 2 });
    await until('notAllowed');
    expect([server.state().clients, heard.some(({ what }) => what === 'open' || what === 'lost')]).toEqual([
      [],
      false,
    ]);
    isAllowed = true;
    connection.check();
    await until('open');
  });

  it('closes when the user removes the host permission', async () => {
    const { simulator: server, token } = await simulator();
    let isAllowed = true;
    const { connection, until } = listen(
      () => 0.9,
      () => false,
      () => Promise.resolve(isAllowed),
    );
    connection.connect({ servers: [server.url], token, dialect: 2 });
    await until('message');
    isAllowed = false;
    connection.recheckPermission();
    await until('notAllowed');
    await expect.poll(() => server.state().clients).toEqual([]);
  });

  it('moves on to the next server when the first has no permission', async () => {
    const [first, second] = [await simulator(), await simulator()];
    const { connection, until } = listen(
      () => 0,
      () => false,
      (address) => Promise.resolve(address !== first.simulator.url),
    );
    connection.connect({
      servers: [first.simulator.url, second.simulator.url],
      token: second.token,
      dialect: 2,
    });
    await until('open');
    expect(first.simulator.state().clients).toEqual([]);
  });
});
