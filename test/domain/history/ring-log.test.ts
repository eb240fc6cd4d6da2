import { expect, it } from 'vitest';
import { confirmedOf, latencyOf, type RingRecord, ringTotals } from '../../../src/domain/history/ring-log.ts';

const ring = (different: Partial<RingRecord>): RingRecord => ({
  callId: 'c',
  heardAt: 1_000,
  shownAt: 1_040,
  way: 'live',
  surfaces: ['notification'],
  reason: null,
  ...different,
});

it('the ring log counts shown, sent and suppressed rings; a refused ring is none of them', () => {
  expect(
    ringTotals([
      ring({ surfaces: ['notification', 'window'], confirmed: ['window'] }),
      ring({ confirmed: [] }),
      ring({ surfaces: ['notification', 'window'], confirmed: [] }),
      ring({ surfaces: [], confirmed: [], shownAt: null, reason: 'hidden' }),
      ring({ surfaces: [], confirmed: [], shownAt: null, reason: 'failed' }),
    ]),
  ).toEqual({ rang: 5, shown: 1, sent: 2, suppressed: 1 });
});

it('a row of an older version confirms every surface but the notification', () => {
  expect(confirmedOf(ring({ surfaces: ['notification', 'window'] }))).toEqual(['window']);
});

it('a ring that was not shown has no latency, and no latency is negative after a clock change', () => {
  expect([ring({}), ring({ shownAt: null }), ring({ shownAt: 900 })].map(latencyOf)).toEqual([40, null, 0]);
});
