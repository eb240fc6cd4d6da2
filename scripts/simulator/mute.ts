/** Half-open connections: they stay up, yet nothing that is said on them arrives any more, in either direction. */
import type { Duplex } from 'node:stream';

/** Makes a connection deaf and dumb for good. Its end is still noticed, so that the server does not count it for ever. */
export function silence(connection: Duplex): void {
  connection.removeAllListeners('data');
  connection.on('data', () => undefined);
  connection.write = (_chunk: unknown, second?: unknown, third?: unknown): boolean => {
    // Whoever waits for the write to be done would else fill its own queue.
    const done = typeof second === 'function' ? second : third;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
}
