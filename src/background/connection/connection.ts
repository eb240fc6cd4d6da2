/** Owns the socket to the monitor servers: opens it, notices its end, and tries the next server, for ever. */
import { isRefusal } from '../../voicenter/decode.ts';
import { type ClientMessage, CLOSE_ME, keepalive, SERVER_EVENTS } from '../../voicenter/protocol.ts';
import { backoffMs } from '../../platform/async/backoff.ts';
import { CONNECT_TIMEOUT_MS, dial, type Dialect, ENDINGS, type Socket, wordsOf } from './socket.ts';
import { createHomesick } from './failback.ts';
import { createProofWatch, type ProofWatch } from './liveness.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { ConnectionEvents, ConnectionEdge, Connection, ConnectTarget } from './types.ts';

/** Failures in a row after which the token is doubted: sockets that open and are dropped before a greeting say more than ones that never open. */
const DOUBTED_AFTER = { dropped: 2, unopened: 4 };

/** A server that took us in and says nothing, no greeting either, is half up: so long it is waited for, in ms. */
const GREETING_TIMEOUT_MS = 60_000;

/** How a server of the other generation shows itself: 2.x ones say it in words, 4.x ones drop the websocket. */
const WRONG_DIALECT = /v2\.x with a v3\.x client|websocket error|server error/i;
/** No source tells how a bad token is refused (docs/wire.md 2.4): these are the words of the servers' own libraries. */
const REFUSED_TOKEN =
  /unauthori[sz]ed|unexpected token|(invalid|expired) token|token (is )?(invalid|expired)|jwt|forbidden/i;

/** A connection that is away until told to connect. */
export function createConnection(
  on: ConnectionEvents,
  { now, random, isBusy, mayReach }: ConnectionEdge,
): Connection {
  let socket: Socket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** Which of the servers; the first is the preferred one. */
  let at = 0;
  let servers: readonly string[] = [];
  /** Failures since the server last spoke to us. */
  let failures = 0;
  /** The token was doubted since the server last spoke: once is enough. */
  let doubted = false;
  /** A session was called dead: a greeting proves nothing until a keepalive is well answered. */
  let disowned = false;
  /** Ends a socket on which nothing is said in time. */
  let deadline: ReturnType<typeof setTimeout> | undefined;
  /** The login's version may be wrong: until a socket has opened, a failure in the other dialect's style tries that one once before the pause. */
  let dialect: { current: Dialect; certain: boolean } = { current: 2, certain: false };
  /** The next try, while one is waited for. */
  let tryNow: (() => void) | null = null;
  /** What the open socket was opened for. */
  let target: ConnectTarget | null = null;
  /** Counts what makes a question about a permission moot. */
  let asked = 0;
  /** Over the open socket. */
  let watch: ProofWatch | null = null;
  let heardAt: Millis | null = null;
  /** Looks after the preferred server while another one serves us. */
  let homesick: { readonly stop: () => void } | null = null;

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
    // Hosts of the manifest are known at once: a worker that was killed may have missed a ring.
    if (answer === true) proceed(true);
    else void Promise.resolve(answer).then(proceed);
  }

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
    const mine = dial(dialect.current, server, wanted.token);
    let opened = false;
    socket = mine;
    const expect = (ms: number, words: string): void => {
      clearTimeout(deadline);
      deadline = setTimeout(() => fail(wanted, host, words, opened), ms);
    };
    // The library's own time is up as soon as the transport is open, though nobody may have answered through it.
    expect(CONNECT_TIMEOUT_MS, 'no answer');
    // A socket that was replaced may still speak: it is not heard any more.
    const hear = (event: string, listener: (argument: unknown) => void): void => {
      mine.on(event, (argument) => {
        if (socket === mine) listener(argument);
      });
    };
    hear('connect', () => {
      opened = true;
      dialect = { ...dialect, certain: true };
      expect(GREETING_TIMEOUT_MS, 'no greeting');
      const mineWatch = createProofWatch({
        now,
        pulseMs: mine.io.engine?.pingInterval ?? null,
        ask: () => say(keepalive(wanted.token)),
        dead: () => fail(wanted, host, 'silent', true),
      });
      watch = mineWatch;
      // Every frame is a sign of life, the pongs too that no event tells of.
      mine.io.engine?.on('packet', () => {
        heardAt = now();
        mineWatch.heard();
      });
      on.open(host, dialect.current);
      mineWatch.start();
      if (at > 0)
        homesick = createHomesick({
          mayAsk: () => mayReach(wanted.servers[0] ?? ''),
          ask: () => dial(dialect.current, wanted.servers[0] ?? '', wanted.token),
          isBusy,
          random,
          well: () => moveHome(wanted),
        });
    });
    for (const name of SERVER_EVENTS) {
      hear(name, (payload) => {
        clearTimeout(deadline);
        if (name === 'keepaliveResponse') {
          disowned = isRefusal(name, payload);
          if (disowned) {
            fail(wanted, host, 'session dead', true);
            return;
          }
          watch?.answered();
        }
        if (!disowned) {
          failures = 0;
          doubted = false;
        }
        on.message(name, payload);
      });
    }
    for (const ending of ENDINGS) {
      hear(ending, (reason) => {
        fail(wanted, host, wordsOf(reason), opened);
      });
    }
  }

  function fail(wanted: ConnectTarget, host: string, words: string, opened: boolean): void {
    drop();
    if (REFUSED_TOKEN.test(words)) {
      on.tokenRefused(host);
      return;
    }
    if (!dialect.certain && dialect.current === wanted.dialect && WRONG_DIALECT.test(words)) {
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

  /** The preferred server is well again: its snapshot tells whatever the change might miss. */
  function moveHome(wanted: ConnectTarget): void {
    say(CLOSE_ME);
    drop();
    at = 0;
    open(wanted);
  }

  function drop(): void {
    clearTimeout(retry);
    clearTimeout(deadline);
    homesick?.stop();
    homesick = null;
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
      // A new token is no reason to leave a server that is well.
      if (wanted.servers.join() !== servers.join()) at = 0;
      ({ servers } = wanted);
      dialect = { current: wanted.dialect, certain: false };
      // First of all the socket: a worker that was killed may have missed a ring.
      open(wanted);
      on.connecting();
    },
    disconnect() {
      disowned = false;
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
