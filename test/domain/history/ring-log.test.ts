import { expect, it } from 'vitest';
import { byHour, latencyOf, type RingRecord, ringTotals } from '../../../src/domain/history/ring-log.ts';

const ring = (different: Partial<RingRecord>): RingRecord => ({
  callId: 'c',
  heardAt: 1_000,
  shownAt: 1_040,
  way: 'live',
  surfaces: ['notification'],
  reason: null,
  ...different,
});

it('the ring log counts all, shown and suppressed rings; a refused ring is neither', () => {
  expect(
    ringTotals([
      ring({}),
      ring({ shownAt: null, reason: 'hidden' }),
      ring({ shownAt: null, reason: 'failed' }),
    ]),
  ).toEqual({ rang: 3, shown: 1, suppressed: 1 });
});

it('a ring that was not shown has no latency, and no latency is negative after a clock change', () => {
  expect([ring({}), ring({ shownAt: null }), ring({ shownAt: 900 })].map(latencyOf)).toEqual([40, null, 0]);
});

it('the ring log sorts the rings of a day by the hour', () => {
  const hours = byHour(
    [ring({ heardAt: 9 }), ring({ heardAt: 9, shownAt: null }), ring({ heardAt: 23 })],
    (at) => at,
  );
  expect(hours).toHaveLength(24);
  expect([hours[9], hours[23], hours[0]]).toEqual([
    { rang: 2, shown: 1 },
    { rang: 1, shown: 1 },
    { rang: 0, shown: 0 },
  ]);
});
