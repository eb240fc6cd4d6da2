/** One socket to one server, from its opening to its end, with its deadlines and its liveness. */
import { type ClientMessage, keepalive, SERVER_EVENTS, type ServerEvent } from '../../voicenter/protocol.ts';
import type { Millis } from '../../domain/common/types.ts';
import { createLiveness, type Liveness } from './liveness.ts';
import { CLOSE_EVENTS, closeReason, CONNECT_TIMEOUT_MS, openSocket, type SocketIoVersion } from './socket.ts';

/**
 * A server that accepts the socket and sends nothing is only half up. It has this long for a greeting, in
 * ms.
 */
const GREETING_TIMEOUT_MS = 60_000;

/** What a channel reports. After `failed` it reports nothing more. */
export interface ChannelEvents {
  /** The socket is open. */
  readonly opened: () => void;
  readonly message: (name: ServerEvent, payload: unknown) => void;
  /** The open server stays silent for longer than its round trips explain. It may still answer. */
  readonly suspect: () => void;
  /** The server has sent something after `suspect`. */
  readonly cleared: () => void;
  /** The socket did not open in time, or it has ended. `opened`: it was open before. */
  readonly failed: (words: string, opened: boolean) => void;
}

/** One socket. */
export interface Channel {
  readonly server: string;
  /** When the last frame came on the open socket, or null. */
  heardAt(): Millis | null;
  /** How long the server may take for an answer at this moment, in ms. */
  patienceMs(): number;
  /** Sends a message. */
  say(message: ClientMessage): void;
  /** Asks an open socket for a sign of life at once. */
  check(): void;
  /** Sends all further reports to another receiver. */
  reportTo(events: ChannelEvents): void;
  /** Closes the socket. It reports nothing more. */
  close(): void;
}

/** What is needed to open a channel. `server` is an origin, `now` the agent's clock in ms. */
export interface ChannelTarget {
  readonly server: string;
  readonly token: string;
  readonly dialect: SocketIoVersion;
  readonly now: () => Millis;
}

/** Opens a channel. It tries only once. The caller must have asked `mayReach` (host-permissions.ts). */
export function openChannel({ server, token, dialect, now }: ChannelTarget, events: ChannelEvents): Channel {
  const socket = openSocket(dialect, server, token);
  const { engine } = socket.io;
  let on = events;
  let isClosed = false;
  let opened = false;
  let heardAt: Millis | null = null;
  let pulseMs: Millis | null = null;
  let watch: Liveness | null = null;
  /** The timer that ends the socket if the server sends nothing in time. */
  let deadline: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(deadline);
    watch?.stop();
    socket.close();
  }

  function fail(words: string): void {
    close();
    on.failed(words, opened);
  }

  function expect(ms: number, words: string): void {
    clearTimeout(deadline);
    deadline = setTimeout(() => fail(words), ms);
  }

  function say([event, ...args]: ClientMessage): void {
    socket.emit(event, ...args);
  }

  /** A closed socket may still send events. They are ignored. */
  function hear(from: typeof socket, event: string, listener: (argument: unknown) => void): void {
    from.on(event, (argument) => {
      if (!isClosed) listener(argument);
    });
  }

  // The library's timeout ends as soon as the transport is open, even if no server has answered through it.
  expect(CONNECT_TIMEOUT_MS, 'no answer');
  engine?.on('handshake', (handshake) => {
    pulseMs = (handshake as { readonly pingInterval?: number }).pingInterval ?? null;
  });
  hear(socket, 'connect', () => {
    opened = true;
    expect(GREETING_TIMEOUT_MS, 'no greeting');
    const ping = dialect === 2 ? engine?.ping?.bind(engine) : undefined;
    const mine = createLiveness({
      now,
      canPing: ping !== undefined,
      pulseMs,
      ask(question) {
        if (question === 'ping') ping?.();
        else say(keepalive(token));
      },
      suspect: () => on.suspect(),
      cleared: () => on.cleared(),
    });
    watch = mine;
    // Every frame is a sign of life. This includes pongs.
    engine?.on('packet', () => {
      heardAt = now();
      mine.onMessage();
    });
    engine?.on('pong', () => mine.answered('ping'));
    on.opened();
    if (!isClosed) mine.start();
  });
  for (const name of SERVER_EVENTS)
    hear(socket, name, (payload) => {
      clearTimeout(deadline);
      if (name === 'keepaliveResponse') watch?.answered('keepalive');
      else watch?.onEvent();
      on.message(name, payload);
    });
  for (const ending of CLOSE_EVENTS) hear(socket, ending, (reason) => fail(closeReason(reason)));

  return {
    server,
    heardAt: () => heardAt,
    patienceMs: () => watch?.patienceMs() ?? CONNECT_TIMEOUT_MS,
    say,
    check: () => watch?.check(),
    reportTo(receiver) {
      on = receiver;
    },
    close,
  };
}
