import { describe, expect, it } from 'vitest';
import {
  type CallRecord,
  deadlineOf,
  type FaultTimes,
  evaluateCall,
  type RingVerdict,
  type SentRing,
  settledAt,
  type Observation,
} from '../../../scripts/chaos/evaluate.ts';
import type { SceneKind } from '../../../scripts/chaos/fault-types.ts';

const ring = (sentAt: number, stoppedAt: number, more: Partial<SentRing> = {}): SentRing => ({
  sentAt,
  stoppedAt,
  endedAt: stoppedAt,
  hangUpLost: false,
  ...more,
});
const card = (from: number, to: number, late = false): Observation => ({ surface: 'card', from, to, late });
const note = (from: number, to: number): Observation => ({ surface: 'notification', from, to, late: false });
const call = (rings: SentRing[], sightings: Observation[]): CallRecord => ({
  callId: 'id',
  label: 'Caller',
  rings,
  sightings,
});
const fault = (kind: SceneKind, injectedAt = 0, liftedAt = injectedAt): FaultTimes => ({
  kind,
  injectedAt,
  liftedAt,
});
const judgeOne = (rings: SentRing[], sightings: Observation[], around: FaultTimes): RingVerdict | undefined =>
  evaluateCall(call(rings, sightings), around)[0];

describe('a ring', () => {
  it.each<[why: string, SentRing, Observation[], FaultTimes, RingVerdict['outcome']]>([
    ['shown within 2 s', ring(1_000, 5_000), [card(1_100, 5_050)], fault('none'), 'shown'],
    ['shown by its notification alone', ring(1_000, 5_000), [note(1_100, 5_050)], fault('none'), 'shown'],
    ['never shown, though it rang for 2 s', ring(1_000, 3_000), [], fault('none'), 'lost'],
    ['never shown, and rang for less', ring(1_000, 2_999), [], fault('none'), 'too-short'],
    ['shown too late', ring(1_000, 9_000), [card(3_001, 9_000)], fault('none'), 'lost'],
    [
      'a cut socket gives it 10 s from the cut',
      ring(1_000, 12_000),
      [card(9_900, 12_000)],
      fault('cut'),
      'shown',
    ],
    ['but no more', ring(1_000, 12_000), [card(10_001, 12_000)], fault('cut'), 'lost'],
    ['a ring that ended before that is too short', ring(1_000, 9_999), [], fault('cut'), 'too-short'],
    [
      'a refusing server gives it 10 s from the end of that',
      ring(1_000, 20_000),
      [card(15_900, 20_000)],
      fault('refused', 0, 6_000),
      'shown',
    ],
    ['half-open 20 s', ring(1_000, 21_000), [card(19_900, 21_000)], fault('half-open'), 'shown'],
    [
      'a killed worker without a page 35 s',
      ring(1_000, 40_000),
      [card(35_001, 40_000)],
      fault('killed-without-page'),
      'lost',
    ],
    ['long after the fault 2 s again', ring(20_000, 30_000), [card(22_001, 30_000)], fault('cut'), 'lost'],
    [
      'what is seen after its end shows nothing of it',
      ring(1_000, 3_000),
      [card(3_001, 5_000)],
      fault('none'),
      'lost',
    ],
    [
      'an answered one may be shown while it is talked on',
      ring(1_000, 1_500, { endedAt: 4_000 }),
      [card(1_700, 4_000)],
      fault('none'),
      'shown',
    ],
  ])('is evaluated: %s', (_, sent, sightings, around, outcome) => {
    expect(judgeOne([sent], sightings, around)?.outcome).toBe(outcome);
  });

  it('has a time, a surface and a late mark', () => {
    const verdict = judgeOne(
      [ring(1_000, 5_000)],
      [card(1_100, 5_050, true), note(1_050, 5_100)],
      fault('cut'),
    );
    expect(verdict).toMatchObject({
      shownAt: 1_050,
      way: 'both',
      late: true,
      withdrawnAt: 5_100,
      deadline: 10_000,
      ghostMs: 0,
    });
  });
});

describe('a call that rings again', () => {
  const rings = [ring(1_000, 4_000), ring(8_000, 12_000)];

  it('must be shown again', () => {
    expect(
      evaluateCall(call(rings, [card(1_010, 4_010), card(8_010, 12_010)]), fault('none')).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(['shown', 'shown']);
    expect(
      evaluateCall(call(rings, [card(1_010, 4_010)]), fault('none')).map(({ outcome }) => outcome),
    ).toEqual(['shown', 'lost']);
  });

  it('is shown by a card that was never removed, if the card stays', () => {
    expect(evaluateCall(call(rings, [card(1_010, 12_010)]), fault('none'))[1]).toMatchObject({
      outcome: 'shown',
      shownAt: 8_000,
    });
  });

  it('is not shown by an old card that disappears as the ring begins', () => {
    expect(evaluateCall(call(rings, [card(1_010, 8_100)]), fault('none'))[1]?.outcome).toBe('lost');
  });
});

describe('a ghost', () => {
  it.each<[why: string, SentRing, Observation[], FaultTimes, ghostMs: number]>([
    ['is none within 10 s of the end', ring(0, 4_000), [card(10, 13_900)], fault('none'), 0],
    ['is one after that, on either surface', ring(0, 4_000), [note(10, 14_500)], fault('none'), 500],
    [
      'counts from the hang-up of an answered call',
      ring(0, 2_000, { endedAt: 9_000 }),
      [card(10, 18_900)],
      fault('none'),
      0,
    ],
    [
      'has 60 s where the hang-up was lost',
      ring(0, 4_000, { hangUpLost: true }),
      [card(10, 63_900)],
      fault('hang-up-lost'),
      0,
    ],
    ['but no more', ring(0, 4_000, { hangUpLost: true }), [card(10, 64_700)], fault('hang-up-lost'), 700],
    [
      'has the limit of the fault that hid the end',
      ring(-2_000, 5_000),
      [card(-1_900, 34_000)],
      fault('killed-without-page'),
      0,
    ],
    ['but no more of it', ring(-2_000, 5_000), [card(-1_900, 36_000)], fault('killed-without-page'), 1_000],
    [
      'has only 10 s if it ended before the fault',
      ring(-9_000, -5_000),
      [card(-8_900, 6_000)],
      fault('killed-without-page'),
      1_000,
    ],
    [
      'may come back, and is one then',
      ring(0, 4_000),
      [card(10, 4_010), card(20_000, 21_000)],
      fault('none'),
      7_000,
    ],
  ])('%s', (_, sent, sightings, around, ghostMs) => {
    expect(judgeOne([sent], sightings, around)?.ghostMs).toBe(ghostMs);
  });

  it('is not a card of the next ring', () => {
    expect(
      judgeOne([ring(0, 4_000), ring(12_000, 30_000)], [card(10, 4_010), card(12_010, 30_010)], fault('none'))
        ?.ghostMs,
    ).toBe(0);
  });
});

it('a call is settled when no failure is possible any more', () => {
  expect(settledAt(call([ring(0, 4_000)], []), fault('none'))).toBe(14_000);
  expect(settledAt(call([ring(0, 4_000, { hangUpLost: true })], []), fault('hang-up-lost'))).toBe(64_000);
  expect(settledAt(call([ring(1_000, 4_000)], []), fault('half-open'))).toBe(20_000);
  expect(deadlineOf({ sentAt: 1_000 }, fault('asleep', 0, 9_000))).toBe(19_000);
});
