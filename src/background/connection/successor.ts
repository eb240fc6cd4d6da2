/**
 * The successor of a silent socket: a second socket that is ready before the first one is dropped. It holds
 * back what its server sends until it takes over, so that no event is lost and none counts twice.
 */
import { isRefusal } from '../../voicenter/decode.ts';
import type { ServerEvent } from '../../voicenter/protocol.ts';
import type { Channel, ChannelEvents } from './channel.ts';
import { isTokenRefusal } from './socket.ts';

/**
 * A successor has at least this long, in ms, until its server has sent its list of lines. A healthy server
 * needs less than a second.
 */
const LEAST_READY_MS = 4_000;
/** And at most this long, in ms. A network with slow answers needs several round trips. */
const MOST_READY_MS = 10_000;
/** Opening takes several round trips. */
const PATIENCES_TO_READY = 2;

/** What the server of a successor has sent so far, oldest first. */
export type HeldMessages = readonly (readonly [name: ServerEvent, payload: unknown])[];

/** What a successor needs from outside, and what it reports. It reports its end only once. */
export interface SuccessorDeps {
  /** The servers to try, the best one first. */
  readonly servers: readonly string[];
  readonly open: (server: string, events: ChannelEvents) => Channel;
  /** Whether we may send anything to a server at this moment. */
  readonly mayReach: (server: string) => boolean | Promise<boolean>;
  /** How long the silent server may take for an answer, in ms. */
  readonly patienceMs: number;
  /** The successor can take over. The caller has to give it another receiver. */
  readonly ready: (channel: Channel, held: HeldMessages) => void;
  /** A server does not accept the token. */
  readonly tokenRefused: (server: string) => void;
  /**
   * The silence is a break for the user: the successor takes over, or its first try has failed. Called once,
   * before the other reports.
   */
  readonly interrupted: () => void;
  /** All servers were tried, and none is ready. */
  readonly failed: () => void;
}

/** A successor on its way. */
export interface Successor {
  /** True once `interrupted` was called. */
  readonly isInterrupted: () => boolean;
  /** Call this when the silent socket has ended: the silence is a break then. */
  readonly interrupt: () => void;
  readonly stop: () => void;
}

/** Starts with the first server. Tries each server once. */
export function createSuccessor(deps: SuccessorDeps): Successor {
  const readyMs = Math.min(MOST_READY_MS, Math.max(LEAST_READY_MS, PATIENCES_TO_READY * deps.patienceMs));
  let channel: Channel | null = null;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  /** The index of the server that is tried. It is beyond the end once the successor is over. */
  let at = 0;
  let isInterrupted = false;

  function interrupt(): void {
    if (isInterrupted) return;
    isInterrupted = true;
    deps.interrupted();
  }

  function leave(): void {
    clearTimeout(deadline);
    channel?.close();
    channel = null;
  }

  function stop(): void {
    at = deps.servers.length;
    leave();
  }

  function next(): void {
    leave();
    at += 1;
    interrupt();
    if (at < deps.servers.length) start();
    else deps.failed();
  }

  function start(): void {
    const mine = at;
    const server = deps.servers[mine];
    if (server === undefined) return;
    void Promise.resolve(deps.mayReach(server)).then((isAllowed) => {
      if (mine !== at) return;
      if (isAllowed) tryServer(server);
      else next();
    });
  }

  function tryServer(server: string): void {
    const held: (readonly [ServerEvent, unknown])[] = [];
    const takeOver = (): void => {
      if (channel === null) return;
      const mine = channel;
      channel = null;
      stop();
      interrupt();
      deps.ready(mine, held);
    };
    // A greeting may lack the list of lines. An answer to our own question is no greeting.
    const isGreeted = (): boolean => held.some(([name]) => name !== 'keepaliveResponse');
    deadline = setTimeout(() => (isGreeted() ? takeOver() : next()), readyMs);
    channel = deps.open(server, {
      opened: () => undefined,
      cleared: () => undefined,
      suspect: next,
      message(name, payload) {
        held.push([name, payload]);
        // The list of lines ends the greeting. After a refusal there is none.
        if (name === 'AllExtensionsStatus' || isRefusal(name, payload)) takeOver();
      },
      failed(words) {
        if (!isTokenRefusal(words)) {
          next();
          return;
        }
        stop();
        interrupt();
        deps.tokenRefused(server);
      },
    });
  }

  start();
  return { isInterrupted: () => isInterrupted, interrupt, stop };
}
