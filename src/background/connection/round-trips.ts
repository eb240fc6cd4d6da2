/**
 * Estimates from a connection's own round trips how long its next answer may take, as TCP does (RFC 6298).
 * Pure.
 */

/** The round trips so far: their smoothed length and their smoothed deviation, in ms. */
export interface RoundTrips {
  readonly smoothedMs: number;
  readonly deviationMs: number;
}

/** The weights that RFC 6298 gives to the newest round trip and to its deviation. */
const WEIGHT = { trip: 1 / 8, deviation: 1 / 4 };

/** The patience with a connection on which no answer has come yet, in ms. */
const FIRST_PATIENCE_MS = 10_000;
/** A server that is busy with itself may answer this late, in ms, also over a fast network. */
const LEAST_PATIENCE_MS = 1_500;
/** In ms. A connection that answers even later than this is as useless to an agent as a dead one. */
const MOST_PATIENCE_MS = 20_000;
/**
 * TCP sends a lost segment again after about one round trip, but not before this time, in ms. It is the
 * longest of the systems that agents use: 300 on Windows, 200 on Linux.
 */
const LEAST_RETRANSMISSION_MS = 300;
/**
 * Two losses of one segment in a row take three such times, because TCP doubles the second one. A network
 * that loses 5 % does this about once an hour.
 */
const RETRANSMISSIONS = 3;

/** Returns the estimate after one more round trip of this length. `before` is null for the first one. */
export function withRoundTrip(before: RoundTrips | null, ms: number): RoundTrips {
  if (before === null) return { smoothedMs: ms, deviationMs: ms / 2 };
  const { smoothedMs, deviationMs } = before;
  return {
    smoothedMs: smoothedMs + WEIGHT.trip * (ms - smoothedMs),
    deviationMs: deviationMs + WEIGHT.deviation * (Math.abs(ms - smoothedMs) - deviationMs),
  };
}

/** Returns how long the answer to a question may take, in ms. After that the connection is suspect. */
export function patienceOf(trips: RoundTrips | null): number {
  if (trips === null) return FIRST_PATIENCE_MS;
  const { smoothedMs, deviationMs } = trips;
  const lossMs = RETRANSMISSIONS * Math.max(smoothedMs, LEAST_RETRANSMISSION_MS);
  const wanted = smoothedMs + 4 * deviationMs + lossMs;
  return Math.min(MOST_PATIENCE_MS, Math.max(LEAST_PATIENCE_MS, wanted));
}
