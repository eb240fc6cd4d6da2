/** Watches over one open socket: asks a silent server for a sign of life and gives up on one that stays dead. */
import type { Millis } from '../../domain/common/types.ts';

/** A timer this much behind its time, in ms, slept with the machine. */
const SLEPT_MS = 4_000;
/** How often we look whether we slept, in ms: a sleep between two looks is seen at the second. */
const LOOK_EVERY_MS = 2_000;

export interface ProofWatch {
  /** A socket is open: asks at once, for only a server that is known to answer can be noticed to have fallen silent. */
  start(): void;
  /** Any frame came. */
  heard(): void;
  /** The server answered a keepalive. */
  answered(): void;
  /** Something may have happened to the socket: asks now, and waits only a little. */
  check(): void;
  stop(): void;
}

/** `ask` sends a keepalive; `dead` is called once, after which the watch has stopped. `pulseMs`: how often the transport pings, where that is known. */
export function createProofWatch({
  ask,
  dead,
  now,
  pulseMs,
}: {
  readonly ask: () => void;
  readonly dead: () => void;
  readonly now: () => Millis;
  readonly pulseMs: Millis | null;
}): ProofWatch {
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
    const verdict = judge(proof, now());
    switch (verdict.kind) {
      case 'ask':
        askNow(PATIENCE_MS);
        return;
      case 'dead':
        stop();
        dead();
        return;
      case 'wait': {
        const until = Math.min(verdict.until, now() + LOOK_EVERY_MS);
        timer = setTimeout(() => {
          // Judged by its last frame a server that slept along with us would be dead, however well it is.
          if (now() - until > SLEPT_MS) askNow(SHORT_PATIENCE_MS);
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
      askNow(PATIENCE_MS);
    },
    heard() {
      if (proof !== null) proof = { ...proof, heardAt: now(), asked: null };
    },
    answered() {
      if (proof !== null) proof = { ...proof, answers: true };
    },
    check: () => askNow(SHORT_PATIENCE_MS),
    stop,
  };
}

/** Silence after which the server is asked for a sign of life. The server's own pings come once a minute only. */
export const SILENCE_MS = 25_000;

/** How long a server that answers such questions may take. */
export const PATIENCE_MS = 10_000;

/** The same after a sleep or a change of network, when the socket is probably dead. */
export const SHORT_PATIENCE_MS = 3_000;

export interface Proof {
  /** When the last frame came, pongs included. */
  readonly heardAt: Millis;
  /** The question that waits for an answer; any frame is one. */
  readonly asked: { readonly at: Millis; readonly patienceMs: number } | null;
  /** This server has answered a keepalive on this connection: only then its silence means anything. */
  readonly answers: boolean;
  /** How often the transport itself gives a sign of life, in ms; null where it does not say. */
  readonly pulseMs: Millis | null;
}

export type Verdict =
  { readonly kind: 'wait'; readonly until: Millis } | { readonly kind: 'ask' } | { readonly kind: 'dead' };

/** What the silence calls for at `now`. A server that never answered a keepalive is judged by the pulse of its transport alone. */
export function judge({ heardAt, asked, answers, pulseMs }: Proof, now: Millis): Verdict {
  if (asked === null)
    return now - heardAt >= SILENCE_MS ? { kind: 'ask' } : { kind: 'wait', until: heardAt + SILENCE_MS };
  if (!answers && pulseMs !== null && now - heardAt >= pulseMs + SILENCE_MS) return { kind: 'dead' };
  if (!answers)
    return now - asked.at >= SILENCE_MS ? { kind: 'ask' } : { kind: 'wait', until: asked.at + SILENCE_MS };
  const until = asked.at + asked.patienceMs;
  return now >= until ? { kind: 'dead' } : { kind: 'wait', until };
}
