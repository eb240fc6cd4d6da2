/** What a connection needs, does and reports. */
import type { ClientMessage, ServerEvent } from '../../voicenter/protocol.ts';
import type { Dialect } from './socket.ts';
import type { Millis } from '../../domain/common/types.ts';

export interface ConnectTarget {
  readonly servers: readonly string[];
  readonly token: string;
  readonly dialect: Dialect;
}

export interface ConnectionEvents {
  readonly connecting: () => void;
  /** The socket is open; `dialect` is the one that worked. */
  readonly open: (host: string, dialect: Dialect) => void;
  /** The socket is lost or could not be opened; the next try is at `retryAt`. `failures` are counted since the server last spoke; `words` are its own. */
  readonly lost: (host: string, failures: number, retryAt: Millis, words: string) => void;
  /** The user has not allowed the host, so nothing was sent there; the next try is at `retryAt`. */
  readonly notAllowed: (host: string, retryAt: Millis) => void;
  /** The server does not take the token: trying again with it is useless. */
  readonly tokenRefused: (host: string) => void;
  /** The server may be refusing the token without a word (docs/wire.md 2.4): it is worth another one, while we go on trying. */
  readonly tokenDoubted: () => void;
  readonly message: (name: ServerEvent, payload: unknown) => void;
}

export interface Connection {
  /** Connects to this target instead of whatever was before. */
  connect(target: ConnectTarget): void;
  /** Takes leave and stays away. */
  disconnect(): void;
  emit(message: ClientMessage): void;
  /** Something may have happened (sleep, another network): asks for a sign of life at once, and does not wait for the next try. */
  check(): void;
  /** The user has allowed or taken away hosts: a socket to one that is not allowed any more closes. */
  recheckPermission(): void;
  /** When the server of the open socket last sent anything, or null. */
  heardAt(): Millis | null;
}

export interface ConnectionEdge {
  /** The agent's clock in ms. */
  readonly now: () => Millis;
  /** In [0, 1): spreads the retries. */
  readonly random: () => number;
  /** A call is live: not the time to change servers. */
  readonly isBusy: () => boolean;
  /** Whether anything may be sent to an address at this moment (platform/host-permissions.ts). */
  readonly mayReach: (address: string) => boolean | Promise<boolean>;
}
