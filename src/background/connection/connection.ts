/** Owns the socket to the monitor servers: opens it, notices when it ends, and tries the next server. */
import { isRefusal } from '../../voicenter/decode.ts';
import { type ClientMessage, CLOSE_ME, keepalive, SERVER_EVENTS } from '../../voicenter/protocol.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import {
  CONNECT_TIMEOUT_MS,
  openSocket,
  type SocketIoVersion,
  CLOSE_EVENTS,
  type Socket,
  closeReason,
  isTokenRefusal,
  isWrongVersion,
} from './socket.ts';
import { createFailback } from './failback.ts';
import { createLiveness, type Liveness } from './liveness.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { ConnectionEvents, ConnectionDeps, Connection, ConnectTarget } from './types.ts';

/**
 * The token is doubted after this many failures in a row. A socket that opens and is dropped before a
 * greeting (`dropped`) says more about the token than a socket that never opens (`unopened`).
 */
const DOUBTED_AFTER = { dropped: 2, unopened: 4 };

/**
 * A server that accepts the socket and sends nothing is only half up. It has this long for a greeting, in
 * ms.
 */
const GREETING_TIMEOUT_MS = 60_000;

/** Creates a connection that stays closed until `connect` is called. */
export function createConnection(
  on: ConnectionEvents,
  { now, random, isBusy, mayReach }: ConnectionDeps,
): Connection {
  let socket: Socket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The index of the current server in `servers`. Server 0 is the preferred one. */
  let at = 0;
  let servers: readonly string[] = [];
  /** Failures since the server last sent a message. */
  let failures = 0;
  /** True if the token was doubted since the server last sent a message. One report is enough. */
  let doubted = false;
  /**
   * True if the server called the session dead. A greeting then proves nothing until a keepalive is
   * accepted.
   */
  let sessionRejected = false;
  /** The timer that ends a socket if the server sends nothing in time. */
  let deadline: ReturnType<typeof setTimeout> | undefined;
  /**
   * The version in use. The login may name the wrong one. Until a socket has opened (`certain`), a failure
   * that looks like the other version makes us try that one at once.
   */
  let dialect: { current: SocketIoVersion; certain: boolean } = { current: 2, certain: false };
  /** Starts the pending next try at once. Null if no try is pending. */
  let tryNow: (() => void) | null = null;
  /** The target of the current socket or pending try, or null. */
  let target: ConnectTarget | null = null;
  /** Increases with every change that makes a pending permission question obsolete. */
  let asked = 0;
  /** The liveness watch of the open socket, or null. */
  let watch: Liveness | null = null;
  /** When the last frame came on the open socket, or null. */
  let heardAt: Millis | null = null;
  /** The failback probe of the preferred server. It runs while another server serves us. */
  let failback: { readonly stop: () => void } | null = null;

  function open(wanted: ConnectTarget): void {
    const server = wanted.servers[at] ?? '';
    target = wanted;
    asked += 1;
    const mine = asked;
    const proceed = (isAllowed: boolean): void => {
      if (mine !== asked) return;
      if (isAllowed) openAllowed(wanted, server);
      else refrain(wanted, server);
    };
    const answer = mayReach(server);
    // Hosts of the manifest are allowed without waiting, because a worker that was killed may have missed a
    // ring.
    if (answer === true) proceed(true);
    else void Promise.resolve(answer).then(proceed);
  }

  /** Closes the socket to a server that the user has not allowed. Tries the next server after a pause. */
  function refrain(wanted: ConnectTarget, server: string): void {
    drop();
    at = (at + 1) % wanted.servers.length;
    failures += 1;
    const pause = backoffMs(failures, random());
    on.notAllowed(new URL(server).host, now() + pause);
    tryLater(wanted, pause);
  }

  function openAllowed(wanted: ConnectTarget, server: string): void {
    const host = new URL(server).host;
    const mine = openSocket(dialect.current, server, wanted.token);
    let opened = false;
    socket = mine;
    const expect = (ms: number, words: string): void => {
      clearTimeout(deadline);
      deadline = setTimeout(() => fail(wanted, host, words, opened), ms);
    };
    // The library's timeout ends as soon as the transport is open, even if no server has answered through it.
    expect(CONNECT_TIMEOUT_MS, 'no answer');
    // A replaced socket may still send events. They are ignored.
    const hear = (event: string, listener: (argument: unknown) => void): void => {
      mine.on(event, (argument) => {
        if (socket === mine) listener(argument);
      });
    };
    hear('connect', () => {
      opened = true;
      dialect = { ...dialect, certain: true };
      expect(GREETING_TIMEOUT_MS, 'no greeting');
      const mineWatch = createLiveness({
        now,
        pulseMs: mine.io.engine?.pingInterval ?? null,
        ask: () => say(keepalive(wanted.token)),
        dead: () => fail(wanted, host, 'silent', true),
      });
      watch = mineWatch;
      // Every frame is a sign of life. This includes pongs, for which there is no event.
      mine.io.engine?.on('packet', () => {
        heardAt = now();
        mineWatch.onMessage();
      });
      on.open(host, dialect.current);
      mineWatch.start();
      if (at > 0)
        failback = createFailback({
          mayAsk: () => mayReach(wanted.servers[0] ?? ''),
          ask: () => openSocket(dialect.current, wanted.servers[0] ?? '', wanted.token),
          isBusy,
          random,
          well: () => failBack(wanted),
        });
    });
    for (const name of SERVER_EVENTS) {
      hear(name, (payload) => {
        clearTimeout(deadline);
        if (name === 'keepaliveResponse') {
          sessionRejected = isRefusal(name, payload);
          if (sessionRejected) {
            fail(wanted, host, 'session dead', true);
            return;
          }
          watch?.answered();
        }
        if (!sessionRejected) {
          failures = 0;
          doubted = false;
        }
        on.message(name, payload);
      });
    }
    for (const ending of CLOSE_EVENTS) {
      hear(ending, (reason) => {
        fail(wanted, host, closeReason(reason), opened);
      });
    }
  }

  function fail(wanted: ConnectTarget, host: string, words: string, opened: boolean): void {
    drop();
    if (isTokenRefusal(words)) {
      on.tokenRefused(host);
      return;
    }
    if (!dialect.certain && dialect.current === wanted.dialect && isWrongVersion(words)) {
      dialect = { current: wanted.dialect === 2 ? 4 : 2, certain: false };
      open(wanted);
      return;
    }
    if (!dialect.certain) dialect = { current: wanted.dialect, certain: false };
    failures += 1;
    at = (at + 1) % wanted.servers.length;
    const pause = backoffMs(failures, random());
    on.lost(host, failures, now() + pause, words);
    tryLater(wanted, pause);
    if (!doubted && failures >= (opened ? DOUBTED_AFTER.dropped : DOUBTED_AFTER.unopened)) {
      doubted = true;
      on.tokenDoubted();
    }
  }

  function tryLater(wanted: ConnectTarget, pauseMs: number): void {
    target = wanted;
    tryNow = () => {
      clearTimeout(retry);
      tryNow = null;
      on.connecting();
      open(wanted);
    };
    retry = setTimeout(tryNow, pauseMs);
  }

  /** Moves back to the preferred server. Its snapshot contains everything that the change may miss. */
  function failBack(wanted: ConnectTarget): void {
    say(CLOSE_ME);
    drop();
    at = 0;
    open(wanted);
  }

  function drop(): void {
    clearTimeout(retry);
    clearTimeout(deadline);
    failback?.stop();
    failback = null;
    watch?.stop();
    watch = null;
    tryNow = null;
    target = null;
    asked += 1;
    heardAt = null;
    const old = socket;
    socket = null;
    old?.close();
  }

  function say([event, ...args]: ClientMessage): void {
    socket?.emit(event, ...args);
  }

  return {
    connect(wanted) {
      drop();
      failures = 0;
      // A new token alone is no reason to leave a server that works.
      if (wanted.servers.join() !== servers.join()) at = 0;
      ({ servers } = wanted);
      dialect = { current: wanted.dialect, certain: false };
      // The socket opens first, because a worker that was killed may have missed a ring.
      open(wanted);
      on.connecting();
    },
    disconnect() {
      sessionRejected = false;
      say(CLOSE_ME);
      drop();
    },
    emit: say,
    check() {
      if (tryNow !== null) tryNow();
      else watch?.check();
    },
    recheckPermission() {
      const [mine, wanted, server] = [asked, target, target?.servers[at] ?? ''];
      if (socket === null || wanted === null) return;
      void Promise.resolve(mayReach(server)).then((isAllowed) => {
        if (mine === asked && !isAllowed) refrain(wanted, server);
      });
    },
    heardAt: () => heardAt,
  };
}
