import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import type { RingRecord } from '../../../src/domain/history/ring-log.ts';
import {
  closeOutage,
  eraseHistory,
  findCall,
  lastCalls,
  outagesSince,
  putCall,
  putOutage,
  putRing,
  ringsBetween,
  ringsSince,
  trimHistory,
  usersWithHistory,
} from '../../../src/platform/storage/history-db.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const call = (callId: string, startedAt: number): CallSummary =>
  ({
    callId,
    direction: 'incoming',
    caller: { kind: 'external', number: '0501234567' },
    name: '',
    dialed: '',
    queue: '',
    lineId: 'L1',
    rings: 1,
    late: false,
    startedAt,
    talkingAt: null,
    endedAt: startedAt + 1,
    outcome: 'missed',
    suppressed: null,
    details: [],
    linkId: null,
    lookup: null,
  }) as unknown as CallSummary;
const ring = (callId: string, heardAt: number): RingRecord => ({
  callId,
  heardAt,
  way: 'live',
  surfaces: [],
  shownAt: null,
  reason: null,
});

beforeEach(async () => {
  for (const whose of await usersWithHistory()) await eraseHistory(whose);
});

describe('the history', () => {
  it('of one user is invisible to another', async () => {
    await putCall('a', call('c1', 1));
    await putRing('a', ring('c1', 1));
    await putOutage('a', { from: 1, to: null });
    expect(await lastCalls('b', 10)).toEqual([]);
    expect(await findCall('b', 'c1')).toBeUndefined();
    expect([await ringsSince('b', 0), await outagesSince('b', 0), await closeOutage('b', 9)]).toEqual([
      [],
      [],
      false,
    ]);
    await putCall('b', call('c2', 2));
    expect((await lastCalls('b', 10)).map(({ callId }) => callId)).toEqual(['c2']);
    expect((await lastCalls('a', 10)).map(({ callId }) => callId)).toEqual(['c1']);
    expect(await outagesSince('a', 0)).toEqual([{ from: 1, to: null }]);
  });

  it('returns the rings of a day without those of the next', async () => {
    for (const at of [9, 10, 19, 20]) await putRing('a', ring('c1', at));
    expect((await ringsBetween('a', 10, 20)).map(({ heardAt }) => heardAt)).toEqual([10, 19]);
  });

  it('adds what else shows a ring to the row of the last ring of its call', async () => {
    for (const at of [10, 20]) await putRing('a', ring('c1', at));
    await putRing('a', ring('c2', 25));
    await putRing('a', { ...ring('c1', 30), surfaces: ['window'], confirmed: ['window'], shownAt: 31 }, true);
    expect((await ringsSince('a', 0)).map(({ heardAt, surfaces }) => [heardAt, surfaces])).toEqual([
      [10, ring('c1', 10).surfaces],
      [20, [...ring('c1', 20).surfaces, 'window']],
      [25, ring('c2', 25).surfaces],
    ]);
  });

  it('writes a row for a ring whose row was lost, when another surface takes it over', async () => {
    await putRing('a', ring('c1', 30), true);
    expect((await ringsSince('a', 0)).map(({ heardAt }) => heardAt)).toEqual([30]);
  });

  it('is empty while nobody is signed in', async () => {
    await putCall('a', call('c1', 1));
    expect([await lastCalls(null, 10), await ringsSince(null, 0), await findCall(null, 'c1')]).toEqual([
      [],
      [],
      undefined,
    ]);
  });

  it('is created by a write, never by a read', async () => {
    expect(await lastCalls('a', 10)).toEqual([]);
    await trimHistory('a', { since: 0, calls: 0, rings: 0, outages: 0 });
    expect(await usersWithHistory()).toEqual([]);
    // A write during the first read creates it, too.
    const [found] = await Promise.all([lastCalls('a', 10), putCall('a', call('c1', 1))]);
    expect(found).toEqual([]);
    expect(await usersWithHistory()).toEqual(['a']);
    expect(await lastCalls('a', 10)).toHaveLength(1);
  });

  it('is erased together with its user’s name, and other users keep theirs', async () => {
    await putCall('a', call('c1', 1));
    await putCall('b', call('c2', 2));
    await eraseHistory('a');
    expect(await usersWithHistory()).toEqual(['b']);
    expect(await lastCalls('a', 10)).toEqual([]);
    expect(await lastCalls('b', 10)).toHaveLength(1);
    await eraseHistory('never was');
  });
});
