/** "Online" is proof: how old the last thing is that the server said, and what to do about its silence. Pure. */
import type { Millis } from '../../domain/calls/call.ts';

/** Silence after which the server is asked for a sign of life. The server's own pings come once a minute only. */
const SILENCE_MS = 25_000;
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
