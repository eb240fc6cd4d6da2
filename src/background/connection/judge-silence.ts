/** Decides what to do about the silence of a server: wait, ask it for a sign of life, or suspect it. Pure. */
import type { Millis } from '../../domain/common/types.ts';

/**
 * An idle server is asked for a sign of life after this much silence, in ms. With the least patience (1.5 s)
 * a dead connection is suspected within 14.5 s. More questions would exceed 60 kB an hour (docs/wire.md 2.5).
 */
export const ASK_AFTER_MS = 13_000;
/**
 * The same, in ms, while the last event is less than `ACTIVE_MS` old. An agent with calls misses more, and
 * the questions are few beside the events.
 */
export const ASK_AFTER_WHEN_ACTIVE_MS = 7_000;
const ACTIVE_MS = 5 * 60_000;
/**
 * A keepalive takes the place of a ping this long after the last one, in ms, as in the vendor's SDKs
 * (docs/wire.md 2.3). It also shows whether the session is still valid.
 */
const KEEPALIVE_EVERY_MS = 60_000;
/**
 * A keepalive is answered by the server's program, which may be slow. If its answer takes longer than this,
 * in ms, a ping asks the protocol layer.
 */
const PING_AFTER_KEEPALIVE_MS = 500;
/** The server's own ping may come this much later than it should, in ms. */
const LATE_PULSE_MS = 10_000;

/** A question to the server. A ping has two bytes and is answered by the server's protocol layer. */
export type Question = 'ping' | 'keepalive';

/** What is known about the silence of a server. All times are on the agent's clock, in ms. */
export interface Silence {
  /** When the last frame came. Answers count. */
  readonly heardAt: Millis;
  /** When the last event came. Answers to our own questions are no events. */
  readonly eventAt: Millis;
  /** The unanswered question, or null. Any frame is an answer. */
  readonly asked: { readonly at: Millis; readonly question: Question; readonly patienceMs: number } | null;
  /** When a keepalive was last sent. */
  readonly keepaliveAt: Millis;
  /** True if the client may ping. In newer protocols only the server does. */
  readonly canPing: boolean;
  /** True if the server has answered a keepalive on this connection. */
  readonly answersKeepalive: boolean;
  /** How often the server pings, in ms. Null if it does not ping. */
  readonly pulseMs: Millis | null;
}

/** What to do next: wait until a time (ms), ask a question, or suspect that the connection is dead. */
export type SilenceVerdict =
  | { readonly kind: 'wait'; readonly until: Millis }
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'suspect' };

/**
 * Returns what to do about the silence at `now` (ms). Every server answers a ping, because the protocol
 * demands it. A server without pings that never answered a keepalive is judged by its own pings alone.
 */
export function judgeSilence(silence: Silence, now: Millis): SilenceVerdict {
  const { heardAt, asked, canPing, answersKeepalive, pulseMs } = silence;
  if (asked === null) {
    const question = nextOf(silence);
    return onceAt(askingTime(silence, question), now, { kind: 'ask', question });
  }
  if (canPing && asked.question === 'keepalive')
    return onceAt(asked.at + PING_AFTER_KEEPALIVE_MS, now, { kind: 'ask', question: 'ping' });
  if (canPing || answersKeepalive) return onceAt(asked.at + asked.patienceMs, now, { kind: 'suspect' });
  const again = asked.at + ASK_AFTER_MS;
  const end = pulseMs === null ? Infinity : heardAt + pulseMs + LATE_PULSE_MS;
  return end <= Math.max(now, again)
    ? onceAt(end, now, { kind: 'suspect' })
    : onceAt(again, now, { kind: 'ask', question: 'keepalive' });
}

/** Returns the verdict once its time has come, and a wait until then. */
const onceAt = (time: Millis, now: Millis, verdict: SilenceVerdict): SilenceVerdict =>
  now >= time ? verdict : { kind: 'wait', until: time };

/** Where a ping may follow a keepalive, the keepalive is sent early enough for that. */
const askingTime = ({ heardAt, eventAt, canPing }: Silence, question: Question): Millis =>
  heardAt +
  (heardAt - eventAt < ACTIVE_MS ? ASK_AFTER_WHEN_ACTIVE_MS : ASK_AFTER_MS) -
  (canPing && question === 'keepalive' ? PING_AFTER_KEEPALIVE_MS : 0);

const nextOf = (silence: Silence): Question =>
  silence.canPing && askingTime(silence, 'keepalive') - silence.keepaliveAt < KEEPALIVE_EVERY_MS
    ? 'ping'
    : 'keepalive';
