import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, KINDS } from '../../../scripts/chaos/fault-types.ts';
import { planDay, ringsOf } from '../../../scripts/chaos/schedule.ts';

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe('the schedule', () => {
  it('is the same for the same seed, and different for another', () => {
    expect(planDay({ seed: 7, rings: 100 })).toEqual(planDay({ seed: 7, rings: 100 }));
    expect(planDay({ seed: 7, rings: 100 })).not.toEqual(planDay({ seed: 8, rings: 100 }));
  });

  it('has the requested number of rings, and at least one fault for every three', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 400 }), (seed, rings) => {
        const day = planDay({ seed, rings });
        expect(day.reduce((sum, scene) => sum + ringsOf(scene), 0)).toBe(rings);
        expect(day.filter(({ kind }) => kind !== 'none').length * 3).toBeGreaterThanOrEqual(rings);
        expect(day.map(({ number }) => number)).toEqual(day.map((_, index) => index + 1));
      }),
    );
  });

  it('contains every kind from 60 rings on', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(new Set(planDay({ seed, rings: 60 }).map(({ kind }) => kind))).toEqual(
          new Set([...FAULT_KINDS, 'none']),
        );
      }),
    );
  });

  it('opens the panel beside the card on top only for a kind that needs it', () => {
    const plans = (onTop: boolean) => planDay({ seed: 7, rings: 100, onTop });
    for (const { kind, pageOpen } of plans(true)) expect(pageOpen).toBe(KINDS[kind].page === 'open');
    const bare = (onTop: boolean) => plans(onTop).map((scene) => ({ ...scene, pageOpen: false }));
    expect(bare(true)).toEqual(bare(false));
  });

  it('contains only the requested kinds', () => {
    const kinds = new Set(
      planDay({ seed: 1, rings: 30, kinds: ['cut', 'duplicate'] }).map(({ kind }) => kind),
    );
    expect(kinds).toEqual(new Set(['cut', 'duplicate', 'none']));
  });

  it('of a long day has mostly quick faults, and each slow one several times', () => {
    const day = planDay({ seed: 3, rings: 1000 });
    const times = (kind: string): number => day.filter((scene) => scene.kind === kind).length;
    for (const slow of ['half-open', 'killed-without-page', 'hang-up-lost', 'asleep']) {
      expect(times(slow)).toBeGreaterThan(1);
      expect(times(slow)).toBeLessThan(20);
    }
  });

  it('has every shape of ring and call, before, during and after the fault', () => {
    const calls = planDay({ seed: 5, rings: 1000 }).flatMap((scene) =>
      scene.calls.map((call) => ({ scene, call })),
    );
    const rings = calls.flatMap(({ call }) => call.rings);
    expect(rings.some((ring) => ring.until === 'time' && ring.lastsMs <= 3_000)).toBe(true);
    expect(rings.some((ring) => ring.until === 'time' && ring.lastsMs >= 4_000)).toBe(true);
    expect(rings.some((ring) => ring.until === 'shown')).toBe(true);
    expect(rings.some((ring) => ring.pauseMs > 6_000)).toBe(true);
    expect(calls.some(({ call }) => call.rings.length === 3)).toBe(true);
    expect(calls.some(({ call }) => call.talkMs !== null)).toBe(true);
    expect(calls.some(({ call }) => call.hidden)).toBe(true);
    expect(calls.some(({ call }) => call.startMs < 0)).toBe(true);
    expect(calls.some(({ scene, call }) => call.startMs > 0 && call.startMs < scene.lastsMs)).toBe(true);
    expect(calls.some(({ scene, call }) => call.startMs > scene.lastsMs)).toBe(true);
  });

  it('has in each scene a ring as long as its limit, and the page that its kind needs', () => {
    for (const scene of planDay({ seed: 9, rings: 300 })) {
      expect(scene.calls.flatMap(({ rings }) => rings).some(({ until }) => until === 'shown')).toBe(true);
      if (KINDS[scene.kind].page !== 'either') expect(scene.pageOpen).toBe(KINDS[scene.kind].page === 'open');
    }
  });
});
