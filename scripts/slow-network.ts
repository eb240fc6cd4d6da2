/**
 * A proxy that stands for a slow network which loses segments. Over TCP a loss shows as a delay: the lost
 * segment is sent again later, and everything after it waits (head-of-line blocking).
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How bad the network is. `delayMs` is in each direction, `loss` is in [0, 1). */
export interface Badness {
  readonly delayMs: number;
  readonly loss: number;
}

/** A running proxy. */
export interface SlowNetwork {
  readonly url: string;
  /** Makes the network bad. Until then it forwards at once. */
  readonly worsen: () => void;
  /** What was forwarded so far, both directions together. */
  readonly forwarded: () => { readonly bytes: number; readonly segments: number };
  readonly close: () => void;
}

/** No system sends a lost segment again before this time, in ms. */
const LEAST_RETRANSMISSION_MS = 300;

/** How long TCP waits before it sends a segment again, in ms: about a round trip. */
export const retransmissionMs = ({ delayMs }: Badness): number =>
  Math.max(LEAST_RETRANSMISSION_MS, 2 * delayMs);

/**
 * Returns how long a segment is under way, in ms. Each further loss of the same segment doubles the wait.
 * `random` is in [0, 1).
 */
export function transitMs(badness: Badness, random: () => number): number {
  let ms = badness.delayMs;
  for (let wait = retransmissionMs(badness); random() < badness.loss; wait *= 2) ms += wait;
  return ms;
}

/** Listens on any free port and forwards everything to `port` of this machine. */
export async function startSlowNetwork(
  port: number,
  badness: Badness,
  random: () => number = Math.random,
): Promise<SlowNetwork> {
  const open = new Set<Socket>();
  let isBad = false;
  let [bytes, segments] = [0, 0];

  /** Forwards in order: nothing overtakes a segment that is late. */
  function forward(from: Socket, to: Socket): void {
    // A chain and not a timer for each: timers that are due in the same millisecond may fire in any order.
    let before = Promise.resolve();
    const later = (act: () => void): void => {
      const due = isBad ? Date.now() + transitMs(badness, random) : 0;
      before = before.then(async () => {
        if (due > Date.now()) await pause(due - Date.now());
        if (!to.destroyed) act();
      });
    };
    open.add(from);
    from.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      segments += 1;
      later(() => to.write(chunk));
    });
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      later(() => to.destroy());
    });
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [client, onward]) socket.setNoDelay(true);
    forward(client, onward);
    forward(onward, client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    worsen: () => void (isBad = true),
    forwarded: () => ({ bytes, segments }),
    close() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
