import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import {
  filterCounts,
  joinRings,
  logRows,
  type RingEnd,
  type RingFilter,
} from '../../../src/domain/history/logged-rings.ts';
import type { RingRecord } from '../../../src/domain/history/ring-log.ts';
import { callSummary } from '../../support/call-summary.ts';
import { ringRecord } from '../../support/ring-record.ts';

describe('the end of a ring', () => {
  const quiet: Partial<RingRecord> = { reason: 'hidden', shownAt: null, surfaces: [] };
  it.each<[string, Partial<RingRecord>, Partial<CallSummary> | null, RingEnd]>([
    ['is answered if the agent answered', {}, { outcome: 'answered' }, 'answered'],
    ['is answered if the agent passed the call on', {}, { outcome: 'transferred' }, 'answered'],
    ['is answered even if the ring was quiet', quiet, { outcome: 'answered' }, 'answered'],
    ['is missed if nobody answered', {}, { outcome: 'missed' }, 'missed'],
    ['is missed if the browser refused to show it', { reason: 'failed' }, { outcome: 'missed' }, 'missed'],
    ['is quiet if the settings kept a missed call quiet', quiet, { outcome: 'missed' }, 'quiet'],
    ['is quiet if no call is stored', quiet, null, 'quiet'],
    ['is elsewhere if a colleague answered', {}, { outcome: 'answered-elsewhere' }, 'elsewhere'],
    ['is something else if the agent rejected it', {}, { outcome: 'rejected' }, 'other'],
    ['is something else while the call is live', {}, { outcome: null }, 'other'],
    ['is something else if no call is stored', {}, null, 'other'],
  ])('%s', (_, ring, call, end) => {
    const calls = call === null ? [] : [callSummary(call)];
    expect(joinRings([ringRecord(ring)], calls)[0]?.end).toBe(end);
  });

  it('is the outcome of the call for its last ring only', () => {
    const rings = [ringRecord({ heardAt: 1 }), ringRecord({ heardAt: 2 }), ringRecord({ callId: 'c2' })];
    const calls = [callSummary({ outcome: 'missed' }), callSummary({ callId: 'c2', outcome: 'answered' })];
    expect(joinRings(rings, calls).map(({ end, rangAgain }) => [end, rangAgain])).toEqual([
      ['other', true],
      ['missed', false],
      ['answered', false],
    ]);
  });
});

describe('the rows of the ring log', () => {
  const rings = joinRings(
    [
      ringRecord({ callId: 'missed', heardAt: 1 }),
      ringRecord({ callId: 'hidden', heardAt: 2, reason: 'hidden', shownAt: null }),
      ringRecord({ callId: 'late', heardAt: 4, way: 'late' }),
      ringRecord({ callId: 'forgotten', heardAt: 5 }),
    ],
    [
      callSummary({ callId: 'missed', name: 'Dana Levi', outcome: 'missed' }),
      callSummary({ callId: 'hidden', name: '', caller: { kind: 'hidden' }, outcome: 'missed' }),
      callSummary({ callId: 'late', caller: { kind: 'external', number: '0321' }, outcome: 'answered' }),
    ],
  );
  const rowsOf = (filter: RingFilter, search: string): string[] =>
    logRows(rings, [{ from: 3, to: null }], { filter, search }, 'IL').map((row) =>
      row.kind === 'outage' ? 'outage' : row.logged.ring.callId,
    );

  it.each<[RingFilter, string, string[]]>([
    ['all', '', ['forgotten', 'late', 'outage', 'hidden', 'missed']],
    ['all', '  ', ['forgotten', 'late', 'outage', 'hidden', 'missed']],
    ['missed', '', ['missed']],
    ['quiet', '', ['hidden']],
    ['late', '', ['late', 'outage']],
    ['all', 'dana', ['missed']],
    ['all', '0321', ['late']],
    ['late', 'dana', []],
  ])('with the filter %s and the search "%s" are %j', (filter, search, expected) => {
    expect(rowsOf(filter, search)).toEqual(expected);
  });

  it('are counted for each filter', () => {
    expect(filterCounts(rings)).toEqual({ all: 4, missed: 1, quiet: 1, late: 1 });
  });
});
