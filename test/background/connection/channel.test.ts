/** The questions of a channel to real servers of each generation of socket.io. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import createServer2 from 'socket.io';
import attach1 from 'socket.io-1';
import { Server as Server4 } from 'socket.io-4';
import { afterEach, expect, it } from 'vitest';
import { type Channel, openChannel } from '../../../src/background/connection/channel.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const options = { transports: ['websocket' as const], pingInterval: 60_000, pingTimeout: 180_000 };
const allow = {
  serveClient: false,
  allowRequest: (_: unknown, answer: (no: null, yes: true) => void) => answer(null, true),
};

/** Opens a channel to a server that, up to 2.x, answers no keepalive. */
async function channelTo(
  generation: '1.7.4' | '2.5.1' | '4.8.4',
): Promise<{ channel: Channel; ended: () => string[] }> {
  const http = createServer();
  if (generation === '1.7.4') attach1(http, options);
  else if (generation === '2.5.1') createServer2(http, { ...options, ...allow });
  else
    new Server4(http, options).on('connection', (socket) =>
      socket.on('keepalive', () => socket.emit('keepaliveResponse', { errorCode: 0 })),
    );
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const words: string[] = [];
  let isOpen = false;
  const channel = openChannel(
    {
      server: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
      token: 't',
      dialect: generation === '4.8.4' ? 4 : 2,
      now: () => Date.now(),
    },
    {
      opened: () => (isOpen = true),
      message: () => undefined,
      suspect: () => words.push('suspect'),
      cleared: () => undefined,
      failed: (why) => words.push(why),
    },
  );
  closers.push(() => {
    channel.close();
    http.closeAllConnections();
    http.close();
  });
  await expect.poll(() => isOpen).toBe(true);
  return { channel, ended: () => words };
}

const UNKNOWN_MS = 10_000;

it.each(['1.7.4', '2.5.1'] as const)(
  'a server of socket.io %s answers the ping of its client',
  async (generation) => {
    const { channel, ended } = await channelTo(generation);
    await expect.poll(() => channel.patienceMs()).toBeLessThan(UNKNOWN_MS);
    expect([channel.heardAt() === null, ended()]).toEqual([false, []]);
  },
);

it('a server of socket.io 4 gets keepalives, and no ping, which it would take for an error', async () => {
  const { channel, ended } = await channelTo('4.8.4');
  await expect.poll(() => channel.patienceMs()).toBeLessThan(UNKNOWN_MS);
  const before = channel.heardAt();
  await expect
    .poll(() => {
      channel.check();
      return channel.heardAt();
    })
    .not.toBe(before);
  expect(ended()).toEqual([]);
});
