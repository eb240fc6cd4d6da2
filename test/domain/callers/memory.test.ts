import { describe, expect, it } from 'vitest';
import samples from '../../scripts/simulator/wire-samples.json' with { type: 'json' };
import { decode } from '../../../src/voicenter/decode.ts';
import { type EarlierCall, memoryKey, memoryOf } from '../../../src/domain/callers/memory.ts';

const MINUTE = 60_000;
const now = { callId: 'now', startedAt: 1_000 * MINUTE };
const row = (callId: string, startedAt: number, different: Partial<EarlierCall> = {}): EarlierCall => ({
  callId,
  startedAt: startedAt * MINUTE,
  talkingAt: null,
  endedAt: (startedAt + 1) * MINUTE,
  outcome: 'missed',
  ...different,
});
const answered = (callId: string, startedAt: number, talked: number): EarlierCall =>
  row(callId, startedAt, {
    outcome: 'answered',
    talkingAt: startedAt * MINUTE,
    endedAt: (startedAt + talked) * MINUTE,
  });
const elsewhere = (callId: string, startedAt: number, answeredBy?: string): EarlierCall =>
  row(callId, startedAt, {
    outcome: 'answered-elsewhere',
    ...(answeredBy === undefined ? {} : { answeredBy }),
  });

describe('the memory of a number', () => {
  it('has nothing to say of the first call, whether that is stored already or not', () => {
    expect(memoryOf(now, { rows: [], today: 0 })).toEqual([{ kind: 'none' }]);
    const itself = row('now', 1_000, { outcome: null, endedAt: null });
    expect(memoryOf(now, { rows: [itself], today: 1 })).toEqual([{ kind: 'none' }]);
  });

  it('counts the calls of today, names the missed one, and the last talk before it', () => {
    const rows = [row('b', 900), row('a', 800, { outcome: 'busy' }), answered('y', 10, 4)];
    const expected = [
      { kind: 'today', count: 3 },
      { kind: 'missed', at: 900 * MINUTE },
      { kind: 'answered', at: 10 * MINUTE, lasted: 4 * MINUTE },
    ];
    expect(memoryOf(now, { rows, today: 2 })).toEqual(expected);
    const itself = row('now', 1_000, { outcome: null });
    expect(memoryOf(now, { rows: [itself, ...rows], today: 3 })).toEqual(expected);
  });

  it('does not mention a missed call after which somebody talked with the caller', () => {
    const rows = [answered('b', 900, 4), row('a', 800)];
    expect(memoryOf(now, { rows, today: 0 })).toEqual([
      { kind: 'answered', at: 900 * MINUTE, lasted: 4 * MINUTE },
    ]);
    expect(memoryOf(now, { rows: [elsewhere('c', 950), row('a', 800)], today: 0 })).toEqual([
      { kind: 'elsewhere', at: 950 * MINUTE, by: '' },
    ]);
  });

  it('says which colleague has answered', () => {
    expect(memoryOf(now, { rows: [elsewhere('a', 900, 'Lois Lane')], today: 1 })).toEqual([
      { kind: 'today', count: 2 },
      { kind: 'elsewhere', at: 900 * MINUTE, by: 'Lois Lane' },
    ]);
  });

  it('counts a call that the agent answered and passed on as answered', () => {
    const passed = { ...answered('a', 900, 2), outcome: 'transferred' as const };
    expect(memoryOf(now, { rows: [passed], today: 0 })).toEqual([
      { kind: 'answered', at: 900 * MINUTE, lasted: 2 * MINUTE },
    ]);
    const open = { ...answered('a', 900, 2), outcome: null, endedAt: null };
    expect(memoryOf(now, { rows: [open], today: 0 })).toEqual([
      { kind: 'answered', at: 900 * MINUTE, lasted: null },
    ]);
  });

  it('says when the last call was if nothing else is known of it', () => {
    const rows = [row('a', 900, { outcome: 'rejected' })];
    expect(memoryOf(now, { rows, today: 0 })).toEqual([{ kind: 'last', at: 900 * MINUTE }]);
  });

  it('does not say that a call was missed after the agent has called back', () => {
    const rows = [row('a', 900)];
    expect(memoryOf(now, { rows, today: 0, placedAt: 910 * MINUTE })).toEqual([
      { kind: 'last', at: 900 * MINUTE },
    ]);
    expect(memoryOf(now, { rows, today: 0, placedAt: 890 * MINUTE })).toEqual([
      { kind: 'missed', at: 900 * MINUTE },
    ]);
  });

  it('ignores calls that came after the one on the card', () => {
    const rows = [row('later', 1_100), row('a', 900)];
    expect(memoryOf(now, { rows, today: 2 })).toEqual([
      { kind: 'today', count: 2 },
      { kind: 'missed', at: 900 * MINUTE },
    ]);
  });
});

describe('the key of a caller', () => {
  const call = { caller: { kind: 'external', number: '050-123-4567' }, direction: 'incoming' } as const;

  it('is the same for all notations of a number, and depends on the region', () => {
    expect(memoryKey(call, 'IL')).toBe('972501234567');
    for (const number of ['+972 50 123 4567', '972501234567', '0501234567'])
      expect(memoryKey({ ...call, caller: { kind: 'external', number } }, 'IL')).toBe('972501234567');
    const local = { kind: 'external', number: '020 7946 0018' } as const;
    expect(memoryKey({ ...call, caller: local }, 'GB')).toBe('442079460018');
  });

  it.each([
    ['a hidden number', { caller: { kind: 'hidden' } }],
    ['a caller with a name alone', { caller: { kind: 'external', number: null, name: 'Dana' } }],
    ['a number without digits', { caller: { kind: 'external', number: 'x' } }],
    ['a colleague', { caller: { kind: 'internal', name: 'Lois', number: '204' } }],
    ['an outgoing call', { direction: 'outgoing' }],
    ['a test call', { isTest: true }],
  ] as const)('%s has none', (_, different) => {
    expect(memoryKey({ ...call, ...different }, 'IL')).toBeNull();
  });
});

describe('captured calls', () => {
  /** The calls of all captured messages, as the decoder reads them. */
  const captured = Object.values(samples)
    .flat()
    .flatMap((payload) => {
      const decoded = decode('ExtensionEvent', payload, 1_703_754_819_000);
      return decoded.kind === 'event' && decoded.event.kind === 'line' && decoded.event.call !== null
        ? [decoded.event.call]
        : [];
    });

  it('have a key exactly if a number from outside calls in', () => {
    expect(captured.length).toBeGreaterThan(10);
    for (const facts of captured) {
      const { caller, direction } = facts;
      const isCaller = direction === 'incoming' && caller.kind === 'external' && caller.number !== null;
      expect(memoryKey(facts, 'IL') !== null).toBe(isCaller);
      expect(memoryKey(facts, 'IL') ?? '1').toMatch(/^\d+$/);
    }
    expect(captured.filter((facts) => memoryKey(facts, 'IL') !== null).length).toBeGreaterThan(0);
  });
});
