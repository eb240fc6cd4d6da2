/** Half-open connections: they stay open, but no data arrives any more, in either direction. */
import type { Duplex } from 'node:stream';

/**
 * Makes a connection drop all data permanently. Its end is still noticed, so that the server does not count
 * it forever.
 */
export function silence(connection: Duplex): void {
  connection.removeAllListeners('data');
  connection.on('data', () => undefined);
  connection.write = (_chunk: unknown, second?: unknown, third?: unknown): boolean => {
    // Calls the callback, because a caller that waits for it would fill its own queue.
    const done = typeof second === 'function' ? second : third;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
}
