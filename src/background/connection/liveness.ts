/**
 * Liveness of one open socket. Asks a silent server for a sign of life, and reports a server that stays
 * silent for longer than its round trips explain.
 */
import type { Millis } from '../../domain/common/types.ts';
import { judgeSilence, type Question, type Silence } from './judge-silence.ts';
import { patienceOf, type RoundTrips, withRoundTrip } from './round-trips.ts';

/** A timer that is later than this means that the machine slept. In ms. */
const SLEPT_MS = 4_000;
/**
 * How often we check whether the machine slept, in ms. A sleep between two checks is noticed to the second.
 */
const LOOK_EVERY_MS = 2_000;
/** A timer that is later than this, in ms, means that the worker was busy. An answer may have waited. */
const BUSY_MS = 100;
/**
 * The least patience after a sleep or a change of network, in ms. The network itself may still be coming
 * back.
 */
const LEAST_PATIENCE_AFTER_CHANGE_MS = 3_000;
/** At most this many questions wait for their answers. A server may leave all of them unanswered. */
const MOST_UNANSWERED = 20;

/** Watches the liveness of one socket. */
export interface Liveness {
  /** Call this when the socket is open. Asks at once, because the first answer gives the first round trip. */
  start(): void;
  /** Call this for every frame that comes. */
  onMessage(): void;
  /** Call this for every event, after `onMessage`. Answers to our questions are no events. */
  onEvent(): void;
  /** Call this when the server has answered a question, after `onMessage`. */
  answered(question: Question): void;
  /** Call this when something may have happened to the socket. Asks at once. */
  check(): void;
  /** How long the server may take for an answer at this moment, in ms. */
  patienceMs(): number;
  stop(): void;
}

/** What a liveness watch needs from outside. */
export interface LivenessDeps {
  /** Sends a question to the server. */
  readonly ask: (question: Question) => void;
  /** The server is suspect: it stays silent. Called once for each silence. */
  readonly suspect: () => void;
  /** A frame has come from a server that was suspect. */
  readonly cleared: () => void;
  readonly now: () => Millis;
  readonly canPing: boolean;
  /** How often the server pings, in ms, or null. */
  readonly pulseMs: Millis | null;
}

type Watched = { -readonly [Key in keyof Silence]: Silence[Key] };

/** Creates a watch that does nothing until `start`. */
export function createLiveness({ ask, suspect, cleared, now, canPing, pulseMs }: LivenessDeps): Liveness {
  /** Null while nothing is watched. Changed in place, because frames may come by the thousand. */
  let silence: Watched | null = null;
  let isSuspect = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer should fire. */
  let dueAt = 0;
  let trips: RoundTrips | null = null;
  /** When the questions were sent whose answers give the round trips, oldest first. */
  let sentAt: Millis[] = [];

  /** With pings, only they are measured. The answer to a keepalive includes the work of the server. */
  const isMeasured = (question: Question): boolean => question === (canPing ? 'ping' : 'keepalive');

  function send(question: Question, leastPatienceMs = 0): void {
    if (silence === null) return;
    const at = now();
    silence.asked = { at, question, patienceMs: Math.max(leastPatienceMs, patienceOf(trips)) };
    if (question === 'keepalive') silence.keepaliveAt = at;
    if (isMeasured(question)) sentAt = [...sentAt, at].slice(-MOST_UNANSWERED);
    ask(question);
  }

  function askNow(leastPatienceMs: number): void {
    // The keepalive asks whether the session has survived, too.
    send('keepalive', leastPatienceMs);
    if (canPing) send('ping', leastPatienceMs);
    look();
  }

  function look(): void {
    clearTimeout(timer);
    if (silence === null) return;
    const verdict = judgeSilence(silence, now());
    switch (verdict.kind) {
      case 'ask':
        send(verdict.question);
        look();
        return;
      case 'suspect':
        isSuspect = true;
        suspect();
        return;
      case 'wait':
        dueAt = Math.min(verdict.until, now() + LOOK_EVERY_MS);
        timer = setTimeout(lookAgain, dueAt - now());
    }
  }

  function lookAgain(): void {
    if (silence === null) return;
    const lateMs = now() - dueAt;
    // A server that slept along with us would look dead by its last frame, even if it works. A clock that was
    // set back would stop the questions. In both cases the server is asked again.
    if (Math.abs(lateMs) > SLEPT_MS) {
      silence.heardAt = now();
      sentAt = sentAt.map(() => NaN);
      askNow(LEAST_PATIENCE_AFTER_CHANGE_MS);
      return;
    }
    // A busy worker could not receive the answer, so the server gets this time in addition.
    if (lateMs > BUSY_MS && silence.asked !== null)
      silence.asked = { ...silence.asked, at: silence.asked.at + lateMs };
    look();
  }

  return {
    start() {
      const at = now();
      silence = {
        heardAt: at,
        eventAt: at,
        asked: null,
        keepaliveAt: at,
        canPing,
        answersKeepalive: false,
        pulseMs,
      };
      askNow(0);
    },
    onMessage() {
      if (silence === null) return;
      silence.heardAt = now();
      silence.asked = null;
      if (!isSuspect) return;
      isSuspect = false;
      look();
      cleared();
    },
    onEvent() {
      if (silence !== null) silence.eventAt = silence.heardAt;
    },
    answered(question) {
      if (silence === null) return;
      if (question === 'keepalive') silence.answersKeepalive = true;
      if (!isMeasured(question)) return;
      const tripMs = now() - (sentAt.shift() ?? NaN);
      // The answer may have waited for a busy worker or a sleeping machine.
      if (tripMs >= 0 && now() <= dueAt + BUSY_MS) trips = withRoundTrip(trips, tripMs);
    },
    check: () => {
      if (!isSuspect) askNow(LEAST_PATIENCE_AFTER_CHANGE_MS);
    },
    patienceMs: () => patienceOf(trips),
    stop() {
      clearTimeout(timer);
      silence = null;
    },
  };
}
