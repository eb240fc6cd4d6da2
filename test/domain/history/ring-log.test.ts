import { expect, it } from 'vitest';
import {
  confirmedOf,
  latencyOf,
  type RingRecord,
  ringTotals,
  withMore,
} from '../../../src/domain/history/ring-log.ts';

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

it('the row of a ring that another surface takes over tells both, and keeps its first time', () => {
  const onTop = ring({ surfaces: ['on-top'], confirmed: ['on-top'] });
  const more = ring({
    heardAt: 4_000,
    shownAt: 4_100,
    surfaces: ['notification', 'window'],
    confirmed: ['window'],
  });
  const both = {
    ...onTop,
    surfaces: ['on-top', 'notification', 'window'],
    confirmed: ['on-top', 'window'],
  };
  expect(withMore(onTop, more)).toEqual(both);
  // A worker that dies in between repeats it.
  expect(withMore(withMore(onTop, more), more)).toEqual(both);
});

it('a ring that every surface refused counts as shown since another one took it over', () => {
  const failed = ring({ shownAt: null, surfaces: [], confirmed: [], reason: 'failed' });
  expect(withMore(failed, ring({ heardAt: 4_000, shownAt: 4_100 }))).toEqual(
    ring({ shownAt: 4_100, confirmed: [] }),
  );
  expect(withMore(ring({ confirmed: [] }), failed)).toEqual(ring({ confirmed: [] }));
});
