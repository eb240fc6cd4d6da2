/** Owns the socket to the monitor servers: opens it, notices when it ends, and tries the next server. */
import { isRefusal } from '../../voicenter/decode.ts';
import { CLOSE_ME, type ServerEvent } from '../../voicenter/protocol.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import { type Channel, type ChannelEvents, openChannel } from './channel.ts';
import { openSocket, type SocketIoVersion, isTokenRefusal, isWrongVersion } from './socket.ts';
import { createFailback } from './failback.ts';
import { createSuccessor, type Successor } from './successor.ts';
import type { ConnectionEvents, ConnectionDeps, Connection, ConnectTarget } from './types.ts';

/**
 * The token is doubted after this many failures in a row. A socket that opens and is dropped before a
 * greeting (`dropped`) says more about the token than a socket that never opens (`unopened`).
 */
const DOUBTED_AFTER = { dropped: 2, unopened: 4 };
const hostOf = (server: string): string => new URL(server).host;

/** Creates a connection that stays closed until `connect` is called. */
export function createConnection(
  on: ConnectionEvents,
  { now, random, isBusy, mayReach }: ConnectionDeps,
): Connection {
  /** The socket that serves us or is being opened, or null. */
  let channel: Channel | null = null;
  /** The second socket that is to replace a silent one, or null. */
  let successor: Successor | null = null;
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
  /** The failback probe of the preferred server. It runs while another server serves us. */
  let failback: { readonly stop: () => void } | null = null;

  function open(wanted: ConnectTarget): void {
    const server = wanted.servers[at] ?? '';
    target = wanted;
    asked += 1;
    const mine = asked;
    const proceed = (isAllowed: boolean): void => {
      if (mine !== asked) return;
      if (isAllowed) channel = openOn(wanted, server, eventsOf(wanted, server));
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
    on.notAllowed(hostOf(server), now() + pause);
    tryLater(wanted, pause);
  }

  const openOn = ({ token }: ConnectTarget, server: string, events: ChannelEvents): Channel =>
    openChannel({ server, token, dialect: dialect.current, now }, events);

  /** What the socket that serves us does. */
  const eventsOf = (wanted: ConnectTarget, server: string): ChannelEvents => ({
    opened() {
      dialect = { ...dialect, certain: true };
      on.open(hostOf(server), dialect.current);
      startFailback(wanted);
    },
    message: (name, payload) => hear(wanted, name, payload),
    suspect: () => replaceSilent(wanted),
    cleared() {
      if (successor?.isInterrupted() === true) on.open(hostOf(server), dialect.current);
      endReplacement();
    },
    failed(words, opened) {
      if (successor !== null && !isTokenRefusal(words)) {
        // The successor goes on alone.
        channel = null;
        successor.interrupt();
      } else fail(wanted, hostOf(server), words, opened);
    },
  });

  function endReplacement(): void {
    successor?.stop();
    successor = null;
  }

  function startFailback(wanted: ConnectTarget): void {
    const preferred = wanted.servers[0] ?? '';
    if (at === 0) return;
    failback = createFailback({
      mayAsk: () => mayReach(preferred),
      ask: () => openSocket(dialect.current, preferred, wanted.token),
      isBusy,
      random,
      well: () => failBack(wanted),
    });
  }

  function hear(wanted: ConnectTarget, name: ServerEvent, payload: unknown): void {
    if (name === 'keepaliveResponse') {
      sessionRejected = isRefusal(name, payload);
      if (sessionRejected) {
        fail(wanted, hostOf(wanted.servers[at] ?? ''), 'session dead', true);
        return;
      }
    }
    if (!sessionRejected) {
      failures = 0;
      doubted = false;
    }
    on.message(name, payload);
  }

  /**
   * Opens a second socket while the silent one stays, because its server may only be slow. The next server
   * comes first, because the silence may be that of the server. The silent one's own server comes last.
   */
  function replaceSilent(wanted: ConnectTarget): void {
    const since = channel?.heardAt() ?? now();
    const host = hostOf(wanted.servers[at] ?? '');
    successor = createSuccessor({
      servers: [...wanted.servers.slice(at + 1), ...wanted.servers.slice(0, at + 1)],
      open: (server, events) => openOn(wanted, server, events),
      mayReach,
      patienceMs: channel?.patienceMs() ?? 0,
      ready(next, held) {
        drop();
        at = wanted.servers.indexOf(next.server);
        target = wanted;
        channel = next;
        next.reportTo(eventsOf(wanted, next.server));
        on.open(hostOf(next.server), dialect.current);
        startFailback(wanted);
        // A message may end the socket.
        for (const [name, payload] of held) if (channel === next) hear(wanted, name, payload);
        recheck();
      },
      tokenRefused(server) {
        drop();
        on.tokenRefused(hostOf(server));
      },
      interrupted: () => on.connecting(since),
      failed: () => fail(wanted, host, 'silent', true),
    });
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
    channel?.say(CLOSE_ME);
    drop();
    at = 0;
    open(wanted);
  }

  function drop(): void {
    clearTimeout(retry);
    failback?.stop();
    failback = null;
    endReplacement();
    tryNow = null;
    target = null;
    asked += 1;
    const old = channel;
    channel = null;
    old?.close();
  }

  /** Closes the socket if the user no longer allows its host. */
  function recheck(): void {
    const [mine, wanted, server] = [asked, target, target?.servers[at] ?? ''];
    if (channel === null || wanted === null) return;
    void Promise.resolve(mayReach(server)).then((isAllowed) => {
      if (mine === asked && !isAllowed) refrain(wanted, server);
    });
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
      channel?.say(CLOSE_ME);
      drop();
    },
    emit: (message) => channel?.say(message),
    check() {
      if (tryNow !== null) tryNow();
      else channel?.check();
    },
    recheckPermission: recheck,
    heardAt: () => channel?.heardAt() ?? null,
  };
}
