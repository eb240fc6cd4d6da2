import { describe, expect, it } from 'vitest';
import {
  patienceOf,
  type RoundTrips,
  withRoundTrip,
} from '../../../src/background/connection/round-trips.ts';

const after = (...trips: number[]): RoundTrips | null => trips.reduce<RoundTrips | null>(withRoundTrip, null);
const many = (ms: number): number[] => Array.from({ length: 100 }, () => ms);

describe('the patience with a server', () => {
  it.each<[string, number[], number]>([
    ['is 10 s before the first answer', [], 10_000],
    ['is 1.5 s over a fast network', many(20), 1_500],
    ['is four round trips over a slow one', many(2_000), 8_000],
    ['is larger while the round trips are known by one only', [1_000], 1_000 + 4 * 500 + 3 * 1_000],
    ['is at most 20 s', many(9_000), 20_000],
  ])('%s', (_, trips, ms) => {
    expect(patienceOf(after(...trips))).toBeCloseTo(ms, 0);
  });

  it('grows at once with one late answer, and shrinks again', () => {
    const late = after(...many(100), 6_000);
    expect(patienceOf(late)).toBeGreaterThan(6_000);
    expect(patienceOf(many(100).reduce<RoundTrips | null>(withRoundTrip, late))).toBeLessThan(1_600);
  });

  it.each([50, 500, 2_000, 4_000])('at %i ms outlasts two losses of one segment', (ms) => {
    const retransmission = Math.max(300, ms);
    const steady = [...many(ms), ms + retransmission, ...many(ms).slice(0, 8)];
    expect(patienceOf(after(...steady))).toBeGreaterThanOrEqual(ms + 3 * retransmission);
  });
});
