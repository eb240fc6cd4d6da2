/** The types of a connection: what it needs, what it does and what it reports. */
import type { ClientMessage, ServerEvent } from '../../voicenter/protocol.ts';
import type { SocketIoVersion } from './socket.ts';
import type { Millis } from '../../domain/common/types.ts';

/** Where to connect. `servers` are origins, the preferred one first. */
export interface ConnectTarget {
  readonly servers: readonly string[];
  readonly token: string;
  readonly dialect: SocketIoVersion;
}

/** What a connection reports. */
export interface ConnectionEvents {
  /**
   * A try begins, or an open socket fell silent and a second one is to replace it. `since` (ms): calls may be
   * missing from then on; absent for now.
   */
  readonly connecting: (since?: Millis) => void;
  /** The socket is open, or a silent one has answered. `dialect` is the one that worked. */
  readonly open: (host: string, dialect: SocketIoVersion) => void;
  /**
   * The socket is lost or could not be opened. The next try is at `retryAt` (ms). `failures` counts the
   * failures since the server last sent a message. `words` is the message about the ending.
   */
  readonly lost: (host: string, failures: number, retryAt: Millis, words: string) => void;
  /** The user has not allowed the host, so nothing was sent there. The next try is at `retryAt` (ms). */
  readonly notAllowed: (host: string, retryAt: Millis) => void;
  /** The server does not accept the token. Trying again with it is useless. */
  readonly tokenRefused: (host: string) => void;
  /**
   * The server may be refusing the token without saying so (docs/wire.md 2.4). It makes sense to get another
   * token while we continue to try.
   */
  readonly tokenDoubted: () => void;
  readonly message: (name: ServerEvent, payload: unknown) => void;
}

/** One connection to the monitor servers. */
export interface Connection {
  /** Connects to this target in place of the one before. */
  connect(target: ConnectTarget): void;
  /** Says goodbye to the server, closes the socket and does not try again. */
  disconnect(): void;
  /** Sends a message over the open socket. Does nothing without a socket. */
  emit(message: ClientMessage): void;
  /**
   * Call this when something may have happened, such as sleep or another network. Asks an open socket for a
   * sign of life at once, or starts a waiting try at once.
   */
  check(): void;
  /**
   * Call this when the user has allowed or removed hosts. Closes a socket to a host that is no longer
   * allowed.
   */
  recheckPermission(): void;
  /** When the last frame came from the server of the open socket, or null. */
  heardAt(): Millis | null;
}

/** What a connection needs from outside. */
export interface ConnectionDeps {
  /** The agent's clock, in ms. */
  readonly now: () => Millis;
  /** In [0, 1): spreads the retries. */
  readonly random: () => number;
  /** True while a call is live. This is not the time to change servers. */
  readonly isBusy: () => boolean;
  /** Whether we may send anything to an address at this moment (platform/host-permissions.ts). */
  readonly mayReach: (address: string) => boolean | Promise<boolean>;
}
