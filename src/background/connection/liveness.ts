/**
 * Liveness of one open socket. Asks a silent server for a sign of life, and gives up on a server that stays
 * silent.
 */
import type { Millis } from '../../domain/common/types.ts';

/** A timer that is later than this means that the machine slept. In ms. */
const SLEPT_MS = 4_000;
/**
 * How often we check whether the machine slept, in ms. A sleep between two checks is noticed to the second.
 */
const LOOK_EVERY_MS = 2_000;

/** Watches the liveness of one socket. */
export interface Liveness {
  /**
   * Call this when the socket is open. Asks at once, because only a server that is known to answer can be
   * noticed to have become silent.
   */
  start(): void;
  /** Call this for every frame that comes. */
  onMessage(): void;
  /** Call this when the server has answered a keepalive. */
  answered(): void;
  /**
   * Call this when something may have happened to the socket. Asks at once and waits only a short time for
   * the answer.
   */
  check(): void;
  stop(): void;
}

/**
 * Creates a watch that does nothing until `start`. `ask` sends a keepalive. `dead` is called once, and the
 * watch has stopped by then. `pulseMs` is how often the transport pings, in ms, or null if it is unknown.
 */
export function createLiveness({
  ask,
  dead,
  now,
  pulseMs,
}: {
  readonly ask: () => void;
  readonly dead: () => void;
  readonly now: () => Millis;
  readonly pulseMs: Millis | null;
}): Liveness {
  let proof: Proof | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function askNow(patienceMs: number): void {
    if (proof === null) return;
    proof = { ...proof, asked: { at: now(), patienceMs } };
    ask();
    look();
  }

  function look(): void {
    clearTimeout(timer);
    if (proof === null) return;
    const verdict = checkLiveness(proof, now());
    switch (verdict.kind) {
      case 'ask':
        askNow(TIMEOUT_MS);
        return;
      case 'dead':
        stop();
        dead();
        return;
      case 'wait': {
        const until = Math.min(verdict.until, now() + LOOK_EVERY_MS);
        timer = setTimeout(() => {
          // A server that slept along with us would look dead by its last frame, even if it works. It is
          // asked again instead.
          if (now() - until > SLEPT_MS) askNow(SHORT_TIMEOUT_MS);
          else look();
        }, until - now());
      }
    }
  }

  function stop(): void {
    clearTimeout(timer);
    proof = null;
  }

  return {
    start() {
      proof = { heardAt: now(), asked: null, answers: false, pulseMs };
      askNow(TIMEOUT_MS);
    },
    onMessage() {
      if (proof !== null) proof = { ...proof, heardAt: now(), asked: null };
    },
    answered() {
      if (proof !== null) proof = { ...proof, answers: true };
    },
    check: () => askNow(SHORT_TIMEOUT_MS),
    stop,
  };
}

/**
 * The server is asked for a sign of life after this much silence, in ms. The server's pings come only once a
 * minute.
 */
const SILENCE_MS = 25_000;

/** How long a server that answers such questions may take, in ms. */
export const TIMEOUT_MS = 10_000;

/** The same after a sleep or a change of network, when the socket is probably dead. In ms. */
export const SHORT_TIMEOUT_MS = 3_000;

/** What is known about the liveness of a socket. */
export interface Proof {
  /** When the last frame came. Pongs count. */
  readonly heardAt: Millis;
  /** The unanswered question, or null. Any frame is an answer. */
  readonly asked: { readonly at: Millis; readonly patienceMs: number } | null;
  /**
   * True if this server has answered a keepalive on this connection. Only then does its silence mean
   * anything.
   */
  readonly answers: boolean;
  /** How often the transport sends a sign of life, in ms. Null if it does not say. */
  readonly pulseMs: Millis | null;
}

/** What to do next: wait until a time (ms), ask for a sign of life, or treat the socket as dead. */
export type LivenessResult =
  { readonly kind: 'wait'; readonly until: Millis } | { readonly kind: 'ask' } | { readonly kind: 'dead' };

/**
 * Returns what to do about the silence at `now` (ms). A server that never answered a keepalive is judged only
 * by the pulse of its transport.
 */
export function checkLiveness({ heardAt, asked, answers, pulseMs }: Proof, now: Millis): LivenessResult {
  if (asked === null)
    return now - heardAt >= SILENCE_MS ? { kind: 'ask' } : { kind: 'wait', until: heardAt + SILENCE_MS };
  if (!answers && pulseMs !== null && now - heardAt >= pulseMs + SILENCE_MS) return { kind: 'dead' };
  if (!answers)
    return now - asked.at >= SILENCE_MS ? { kind: 'ask' } : { kind: 'wait', until: asked.at + SILENCE_MS };
  const until = asked.at + asked.patienceMs;
  return now >= until ? { kind: 'dead' } : { kind: 'wait', until };
}
