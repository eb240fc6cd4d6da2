/** One socket to a server, of whichever generation of socket.io the server speaks. */
import io2 from 'socket.io-client';
import { io as io4 } from 'socket.io-client-4';
import { messageOf } from '../../platform/log.ts';

/** The generation of the client: 2 for servers of 1.x and 2.x, 4 for newer ones. */
export type Dialect = 2 | 4;

interface Emitter {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

export interface Socket extends Emitter {
  readonly io: { readonly engine?: Emitter & { readonly pingInterval?: number } };
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  close(): unknown;
}

/** After so many ms a socket that has not opened is given up. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** socket.io's names for the ways in which a socket fails to open or ends. */
export const ENDINGS = ['connect_error', 'connect_timeout', 'error', 'disconnect'] as const;

/** Opens a socket that is tried once: when to try again is for the connection to say. */
export function dial(dialect: Dialect, server: string, token: string): Socket {
  const options = {
    transports: ['websocket'],
    upgrade: false,
    forceNew: true,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    query: { token },
  };
  return dialect === 2 ? io2(server, options) : io4(server, options);
}

/** Of a server's words on an ending so many characters are read. */
const MOST_WORDS = 1_000;

/** The words of an ending: socket.io sends a string, an `Error`, or whatever object the server's middleware made. */
export function wordsOf(reason: unknown): string {
  const isObject = typeof reason === 'object' && reason !== null && !(reason instanceof Error);
  try {
    return (isObject ? JSON.stringify(reason) : messageOf(reason)).slice(0, MOST_WORDS);
  } catch {
    // Nested so deep that it cannot be written out. It is an end all the same: the next try must not hang on it.
    return 'unreadable';
  }
}
