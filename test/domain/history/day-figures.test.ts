import { describe, expect, it } from 'vitest';
import {
  byHour,
  chartHours,
  dayFigures,
  type DayFigures,
  outagesWithin,
} from '../../../src/domain/history/day-figures.ts';
import { joinRings } from '../../../src/domain/history/logged-rings.ts';
import { callSummary } from '../../support/call-summary.ts';
import { ringRecord } from '../../support/ring-record.ts';

const clark = { kind: 'external', number: '0501234567' } as const;
const hidden = { kind: 'hidden' } as const;

describe('the figures of a day', () => {
  it('count rings, calls and callers apart', () => {
    const rings = joinRings(
      [
        ringRecord({ callId: 'answered', shownAt: 1_010 }),
        ringRecord({ callId: 'missed', shownAt: 1_020 }),
        ringRecord({ callId: 'missed', shownAt: 3_000 }),
        ringRecord({ callId: 'sent', surfaces: ['notification'], confirmed: [], shownAt: 1_030 }),
        ringRecord({ callId: 'quiet', surfaces: [], shownAt: null, reason: 'hidden' }),
        ringRecord({ callId: 'failed', surfaces: [], shownAt: null, reason: 'failed' }),
      ],
      [
        callSummary({ callId: 'answered', outcome: 'answered', talkingAt: 5_000, endedAt: 65_000 }),
        callSummary({ callId: 'missed', outcome: 'missed', caller: { ...clark, number: '+972501234567' } }),
        callSummary({ callId: 'sent', caller: { kind: 'external', number: null }, name: 'Lois Lane' }),
        callSummary({ callId: 'quiet', outcome: 'missed', caller: hidden, name: '' }),
        callSummary({ callId: 'failed', outcome: 'answered-elsewhere', caller: hidden, name: '' }),
      ],
    );
    expect(dayFigures(rings, 'IL')).toEqual<DayFigures>({
      ...{ rang: 6, shown: 3, sent: 1, suppressed: 1, failed: 1 },
      ...{ callers: 4, answered: 1, missed: 1, share: 25, talked: 60_000 },
      delay: { median: 25, slowest: 2_000 },
    });
  });

  it('say nothing of callers, answers and delays where none is known', () => {
    const rings = joinRings([ringRecord({ surfaces: [], shownAt: null, reason: 'off' })], []);
    expect(dayFigures(rings, 'IL')).toMatchObject({ rang: 1, callers: null, share: null, delay: null });
  });

  it.each([
    [[40], 40],
    [[90, 10], 50],
    [[5, 1_000, 7], 7],
  ])('have of the delays %j the median %i', (delays, median) => {
    const rings = delays.map((delay, at) => ringRecord({ callId: String(at), heardAt: 0, shownAt: delay }));
    expect(dayFigures(joinRings(rings, []), 'IL').delay?.median).toBe(median);
  });
});

describe('the hours of a day', () => {
  const rings = joinRings(
    [
      ringRecord({ callId: 'a', heardAt: 9 }),
      ringRecord({ callId: 'b', heardAt: 9, reason: 'hidden', shownAt: null }),
      ringRecord({ callId: 'c', heardAt: 19 }),
    ],
    [callSummary({ callId: 'a', outcome: 'answered' }), callSummary({ callId: 'c', outcome: 'missed' })],
  );
  const hours = byHour(rings, (at) => at);

  it('count the rings by their ends', () => {
    expect(hours).toHaveLength(24);
    expect(hours[9]).toEqual({
      hour: 9,
      all: 2,
      ends: { answered: 1, missed: 0, elsewhere: 0, quiet: 1, other: 0 },
    });
    expect([hours[19]?.ends.missed, hours[0]?.all]).toEqual([1, 0]);
  });

  it.each([
    [[], 8, 19],
    [[6], 6, 19],
    [[23, 7], 7, 23],
  ])('are shown as far as rings, the usual day and %j need', (others, first, last) => {
    const shown = chartHours(hours, others).map(({ hour }) => hour);
    expect([shown[0], shown.at(-1), shown.length]).toEqual([first, last, last - first + 1]);
  });
});

it('the outages of a day are cut to it, and others are left out', () => {
  const outages = [
    { from: 1, to: 9 },
    { from: 5, to: 15 },
    { from: 16, to: 17 },
    { from: 18, to: 30 },
    { from: 19, to: null },
    { from: 20, to: 25 },
  ];
  expect(outagesWithin(outages, { from: 10, until: 20 })).toEqual([
    { from: 10, to: 15 },
    { from: 16, to: 17 },
    { from: 18, to: 20 },
    { from: 19, to: null },
  ]);
});

it('the end of the card on top stays what it is in a day', () => {
  const end = { from: 12, to: 12, isOnTopEnd: true } as const;
  expect(outagesWithin([end], { from: 10, until: 20 })).toEqual([end]);
});
