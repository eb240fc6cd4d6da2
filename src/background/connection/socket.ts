/** Opens one socket to a server, with the generation of socket.io that the server speaks. */
import io2 from 'socket.io-client';
import { io as io4 } from 'socket.io-client-4';
import { messageOf } from '../../platform/log.ts';

/** The generation of the client: 2 for servers of 1.x and 2.x, 4 for newer servers. */
export type SocketIoVersion = 2 | 4;

interface Emitter {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** The part of a socket that both generations of socket.io have in common. */
export interface Socket extends Emitter {
  /**
   * The transport. Its `ping` is the client's ping of the older protocol. In the newer protocol only the
   * server pings, and there is no such method.
   */
  readonly io: { readonly engine?: Emitter & { ping?(): void } };
  emit(event: string, ...args: unknown[]): unknown;
  close(): unknown;
}

/** A socket that has not opened within this time is given up. In ms. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** The events by which socket.io reports that a socket fails to open or ends. */
export const CLOSE_EVENTS = ['connect_error', 'connect_timeout', 'error', 'disconnect'] as const;

/** Opens a socket that tries only once, because the connection decides when to try again. */
export function openSocket(dialect: SocketIoVersion, server: string, token: string): Socket {
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

/** At most this many characters are read from the server's message about an ending. */
const MOST_WORDS = 1_000;

/**
 * Returns the message of an ending, in at most 1,000 characters. Never throws. socket.io sends a string, an
 * `Error`, or any object that the server's middleware made.
 */
export function closeReason(reason: unknown): string {
  const isObject = typeof reason === 'object' && reason !== null && !(reason instanceof Error);
  try {
    return (isObject ? JSON.stringify(reason) : messageOf(reason)).slice(0, MOST_WORDS);
  } catch {
    // The object is nested too deeply to be written out. The socket has ended anyway, and the next try must
    // not depend on the message.
    return 'unreadable';
  }
}

/**
 * The messages of a server that speaks the other generation of socket.io. Servers of 2.x report an error in
 * words, servers of 4.x drop the websocket.
 */
const WRONG_VERSION = /v2\.x with a v3\.x client|websocket error|server error/i;
/** True if a socket that never opened ended as with a server of the other generation. */
export const isWrongVersion = (words: string): boolean => WRONG_VERSION.test(words);

/**
 * No source documents how a bad token is refused (docs/wire.md 2.4). These are the words of the libraries
 * that the servers use.
 */
const REFUSED_TOKEN =
  /unauthori[sz]ed|unexpected token|(invalid|expired) token|token (is )?(invalid|expired)|jwt|forbidden/i;
/** True if the reason for the end of a socket is its token. */
export const isTokenRefusal = (words: string): boolean => REFUSED_TOKEN.test(words);
