/** A ring as stored in the ring log, with the given differences. */
import type { RingRecord } from '../../src/domain/history/ring-log.ts';

export const ringRecord = (different: Partial<RingRecord> = {}): RingRecord => ({
  callId: 'c1',
  heardAt: 1_000,
  shownAt: 1_040,
  way: 'live',
  surfaces: ['window'],
  reason: null,
  ...different,
});
