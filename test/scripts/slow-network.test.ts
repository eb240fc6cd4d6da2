import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startSlowNetwork, transitMs } from '../../scripts/slow-network.ts';

const closers: (() => unknown)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** Random numbers that make exactly these segments lost: one entry for each time a segment is sent. */
const losing =
  (...lost: boolean[]) =>
  (): number =>
    lost.shift() === true ? 0 : 1;

describe('a slow network that loses segments', () => {
  it.each<[string, boolean[], number]>([
    ['delivers after its delay', [false], 2_000],
    ['delivers a lost segment a round trip later', [true, false], 2_000 + 4_000],
    ['doubles the wait for a segment that is lost twice', [true, true, false], 2_000 + 4_000 + 8_000],
  ])('%s', (_, lost, ms) => {
    expect(transitMs({ delayMs: 2_000, loss: 0.05 }, losing(...lost))).toBe(ms);
  });

  it('delivers everything in order, although later segments are not lost', async () => {
    const server = createServer((socket) => socket.pipe(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const network = await startSlowNetwork(port, { delayMs: 1, loss: 0.5 }, losing(true, false, false));
    network.worsen();
    const client = connect(Number(new URL(network.url).port), '127.0.0.1');
    closers.push(
      () => client.destroy(),
      () => network.close(),
      () => server.close(),
    );
    await once(client, 'connect');
    let received = '';
    client.on('data', (chunk: Buffer) => (received += chunk.toString()));
    client.write('first ');
    await expect.poll(() => network.forwarded().segments).toBeGreaterThanOrEqual(1);
    client.write('second');
    await expect.poll(() => received).toBe('first second');
  });
});
