import { describe, expect, it } from 'vitest';
import { checkLiveness, TIMEOUT_MS, type Proof } from '../../../src/background/connection/liveness.ts';

const T = 1_700_000_000_000;
const heard: Proof = { heardAt: T, asked: null, answers: true, pulseMs: null };
const asked: Proof = { ...heard, asked: { at: T + 25_000, patienceMs: TIMEOUT_MS } };

describe('a silent server', () => {
  it.each<[string, Proof, number, object]>([
    ['is left alone for 25 s', heard, 24_999, { kind: 'wait', until: T + 25_000 }],
    ['is asked after 25 s', heard, 25_000, { kind: 'ask' }],
    ['has 10 s to answer', asked, 34_999, { kind: 'wait', until: T + 35_000 }],
    ['is dead when it does not', asked, 35_000, { kind: 'dead' }],
    [
      'is never called dead where it has never answered',
      { ...asked, answers: false },
      49_999,
      { kind: 'wait', until: T + 50_000 },
    ],
    [
      'is dead where it has never answered and not even its transport pulses',
      { ...asked, answers: false, pulseMs: 25_000 },
      50_000,
      { kind: 'dead' },
    ],
    ['is asked again where it has never answered', { ...asked, answers: false }, 50_000, { kind: 'ask' }],
  ])('%s', (_, proof, later, verdict) => {
    expect(checkLiveness(proof, T + later)).toEqual(verdict);
  });
});
