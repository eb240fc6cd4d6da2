/** The connection over sockets that fall silent: a second socket is ready before the first one is dropped. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from '../../../src/background/connection/connection.ts';
import type { Connection } from '../../../src/background/connection/types.ts';

/**
 * How the sockets of a server behave. `mute`: they never open. `bare`: they open, answer pings and send
 * nothing.
 */
type Manner = 'well' | 'mute' | 'bare' | 'refused' | 'unauthorized' | 'rejecting';

interface FakeSocket {
  readonly server: string;
  isClosed: boolean;
  /** The network loses everything, or delivers again. */
  silence(on: boolean): void;
  send(name: string, payload?: unknown): void;
  end(reason: string): void;
}

const world = vi.hoisted(() => ({
  sockets: [] as FakeSocket[],
  manners: new Map<string, Manner>(),
}));

vi.mock(import('../../../src/background/connection/socket.ts'), async (original) => ({
  ...(await original()),
  openSocket: (_, server) => fakeSocket(server),
}));

const TRIP_MS = 20;

function fakeSocket(server: string) {
  const listeners = new Map<string, ((argument: unknown) => void)[]>();
  const engineListeners = new Map<string, ((argument: unknown) => void)[]>();
  const manner = world.manners.get(server) ?? 'well';
  let isSilent = false;
  const call = (of: typeof listeners, name: string, argument: unknown): void =>
    of.get(name)?.forEach((listener) => listener(argument));
  const add = (of: typeof listeners) => (name: string, listener: (argument: unknown) => void) =>
    of.set(name, [...(of.get(name) ?? []), listener]);
  const receive = (deliver: () => void): void => {
    if (isSilent || fake.isClosed) return;
    call(engineListeners, 'packet', {});
    deliver();
  };
  const answer = (deliver: () => void): void => {
    if (!isSilent) setTimeout(() => receive(deliver), TRIP_MS);
  };
  const fake: FakeSocket = {
    server,
    isClosed: false,
    silence: (on) => (isSilent = on),
    send: (name, payload = { errorCode: 0 }) => receive(() => call(listeners, name, payload)),
    end: (reason) => call(listeners, 'disconnect', reason),
  };
  world.sockets.push(fake);
  setTimeout(() => {
    if (manner === 'refused') call(listeners, 'connect_error', new Error('websocket error'));
    if (manner === 'unauthorized') call(listeners, 'error', 'Unauthorized');
    if (manner === 'mute' || manner === 'refused' || manner === 'unauthorized' || fake.isClosed) return;
    call(listeners, 'connect', undefined);
    if (manner === 'bare') return;
    fake.send('loginSuccess', { errorCode: manner === 'rejecting' ? 1 : 0 });
    if (manner === 'rejecting') return;
    setTimeout(() => fake.send('AllExtensionsStatus', { extensions: [] }), TRIP_MS);
  }, TRIP_MS);
  return {
    io: {
      engine: {
        on: add(engineListeners),
        ping: () => answer(() => call(engineListeners, 'pong', undefined)),
      },
    },
    on: add(listeners),
    emit(name: string) {
      if (name === 'keepalive') answer(() => call(listeners, 'keepaliveResponse', { errorCode: 0 }));
    },
    close: () => (fake.isClosed = true),
  };
}

const [A, B, C] = ['https://a.example.com', 'https://b.example.com', 'https://c.example.com'] as const;
/** 7 s until the question, 1.5 s for its answer, then the time to open a second socket. */
const DOWN_BY_MS = 8_590;
let reports: string[];
let since: (number | undefined)[];
let connection: Connection;
let mayReach: (server: string) => boolean | Promise<boolean>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  world.sockets.splice(0);
  world.manners.clear();
  [reports, since, mayReach] = [[], [], () => true];
  connection = createConnection(
    {
      connecting(from) {
        reports.push('connecting');
        since.push(from);
      },
      open: (host) => reports.push(`open ${host[0] ?? ''}`),
      lost: (host, _failures, _retryAt, words) => reports.push(`lost ${host[0] ?? ''}: ${words}`),
      notAllowed: (host) => reports.push(`not allowed ${host[0] ?? ''}`),
      tokenRefused: (host) => reports.push(`token refused ${host[0] ?? ''}`),
      tokenDoubted: () => reports.push('token doubted'),
      message: (name) => name === 'keepaliveResponse' || reports.push(name),
    },
    {
      now: () => Date.now(),
      random: () => 0.5,
      isBusy: () => true,
      mayReach: (server) => mayReach(server),
    },
  );
});
afterEach(() => {
  connection.disconnect();
  vi.useRealTimers();
});

/** Connects, and returns the socket once the round trips are known. */
async function connected(...servers: readonly string[]): Promise<FakeSocket> {
  connection.connect({ servers, token: 't', dialect: 2 });
  await vi.advanceTimersByTimeAsync(60_000);
  reports.splice(0);
  since.splice(0);
  return socket(0);
}

function socket(index: number): FakeSocket {
  const found = world.sockets[index];
  if (found === undefined) throw new Error(`There is no socket ${String(index)}.`);
  return found;
}

const opened = (): string[] => world.sockets.map(({ server }) => server);
const live = (): FakeSocket[] => world.sockets.filter(({ isClosed }) => !isClosed);

/** Falls silent and stays so until the connection has noticed. */
async function fallSilent(first: FakeSocket): Promise<void> {
  first.send('QueuesUpdated');
  reports.splice(0);
  first.silence(true);
  await vi.advanceTimersByTimeAsync(DOWN_BY_MS);
}

describe('a connection that dies silently', () => {
  it('has a new socket 8.6 s after its last event, and no event twice', async () => {
    await fallSilent(await connected(A));
    expect(reports).toEqual(['connecting', 'open a', 'loginSuccess', 'AllExtensionsStatus']);
    expect(live()).toHaveLength(1);
    socket(1).send('ExtensionEvent');
    expect(reports.at(-1)).toBe('ExtensionEvent');
  });

  it('reports that calls may be missing since the last frame', async () => {
    const first = await connected(A);
    const lastAt = Date.now();
    await fallSilent(first);
    expect(since).toEqual([lastAt]);
  });

  it('goes to the next server, and the list goes round', async () => {
    await fallSilent(await connected(A, B));
    expect(opened()).toEqual([A, B]);
    await vi.advanceTimersByTimeAsync(60_000);
    await fallSilent(socket(1));
    expect(opened()).toEqual([A, B, A]);
  });

  it('keeps its socket if that one answers before the second is ready', async () => {
    const first = await connected(A, B);
    world.manners.set(B, 'bare');
    await fallSilent(first);
    expect(opened()).toEqual([A, B]);
    first.silence(false);
    first.send('ExtensionEvent');
    expect(reports).toEqual(['ExtensionEvent']);
    expect(live()).toEqual([first]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened()).toEqual([A, B]);
  });

  it('discards what the second server sent if the first one answers', async () => {
    const first = await connected(A, B);
    world.manners.set(B, 'bare');
    await fallSilent(first);
    socket(1).send('loginSuccess');
    socket(1).send('ExtensionEvent');
    first.silence(false);
    first.send('ExtensionEvent');
    expect(reports).toEqual(['ExtensionEvent']);
  });

  it('takes a second server that sends a greeting without a list, after 4 s', async () => {
    const first = await connected(A, B);
    world.manners.set(B, 'bare');
    await fallSilent(first);
    socket(1).send('loginSuccess');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(reports).toEqual(['connecting', 'open b', 'loginSuccess']);
  });

  it('tries the next server 4 s after one that does not answer, and its own one last', async () => {
    const first = await connected(A, B, C);
    world.manners.set(B, 'mute');
    world.manners.set(C, 'mute');
    await fallSilent(first);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(opened()).toEqual([A, B, C, A]);
    expect(reports).toEqual(['connecting', 'open a', 'loginSuccess', 'AllExtensionsStatus']);
    expect(live()).toHaveLength(1);
  });

  it('tries the next server at once after one that refuses', async () => {
    const first = await connected(A, B, C);
    world.manners.set(B, 'refused');
    await fallSilent(first);
    expect(reports).toEqual(['connecting', 'open c', 'loginSuccess', 'AllExtensionsStatus']);
  });

  it('is lost once no server is ready, and tries go on', async () => {
    const first = await connected(A, B);
    world.manners.set(A, 'refused');
    world.manners.set(B, 'refused');
    await fallSilent(first);
    expect(reports.slice(0, 2)).toEqual(['connecting', 'lost a: silent']);
    world.manners.clear();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reports.at(-1)).toBe('AllExtensionsStatus');
    expect(live()).toHaveLength(1);
  });

  it('is online again if it answers while the second socket fails', async () => {
    const first = await connected(A, B);
    world.manners.set(B, 'refused');
    world.manners.set(A, 'mute');
    await fallSilent(first);
    expect(reports).toEqual(['connecting']);
    first.silence(false);
    first.send('ExtensionEvent');
    expect(reports).toEqual(['connecting', 'open a', 'ExtensionEvent']);
    expect(live()).toEqual([first]);
  });

  it('leaves the way to the second socket if it ends meanwhile', async () => {
    const first = await connected(A, B);
    world.manners.set(B, 'bare');
    await fallSilent(first);
    first.end('transport close');
    expect(reports).toEqual(['connecting']);
    socket(1).send('loginSuccess');
    socket(1).send('AllExtensionsStatus');
    expect(reports).toEqual(['connecting', 'open b', 'loginSuccess', 'AllExtensionsStatus']);
    expect(opened()).toEqual([A, B]);
  });

  it('reports a token that the second server refuses', async () => {
    const first = await connected(A);
    world.manners.set(A, 'unauthorized');
    await fallSilent(first);
    expect(reports).toEqual(['connecting', 'token refused a']);
    expect(live()).toEqual([]);
  });

  it('passes on a greeting that refuses the token', async () => {
    const first = await connected(A);
    world.manners.set(A, 'rejecting');
    await fallSilent(first);
    expect(reports).toEqual(['connecting', 'open a', 'loginSuccess']);
  });

  it('sends nothing to a server without permission', async () => {
    const first = await connected(A, B);
    mayReach = (server) => Promise.resolve(server !== B);
    await fallSilent(first);
    expect(opened()).toEqual([A, A]);
  });

  it('leaves no socket open when the user signs out meanwhile', async () => {
    const first = await connected(A, B);
    world.manners.set(B, 'bare');
    await fallSilent(first);
    connection.disconnect();
    reports.splice(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([live(), reports]).toEqual([[], []]);
  });

  it('opens no second socket in an hour over a network that loses segments', async () => {
    const first = await connected(A, B);
    for (let minutes = 0; minutes < 60; minutes++) {
      await vi.advanceTimersByTimeAsync(58_000);
      // Two losses of one segment: TCP delivers after 0.9 s.
      first.silence(true);
      await vi.advanceTimersByTimeAsync(900);
      first.silence(false);
      first.send('ExtensionEvent');
      await vi.advanceTimersByTimeAsync(1_100);
    }
    expect(opened()).toEqual([A]);
  });
});
