import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { rowKey } from '../../../src/domain/callers/memory.ts';
import { earlierCalls } from '../../../src/platform/storage/earlier-calls.ts';
import {
  allCalls,
  eraseHistory,
  putCall,
  usersWithHistory,
} from '../../../src/platform/storage/history-db.ts';
import { callSummary } from '../../support/call-summary.ts';
import { createLocks } from '../../support/web-locks.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const KEY = '972501234567';
const IL = { key: KEY, region: 'IL', midnight: 100 } as const;
const from = (callId: string, number: string, startedAt: number): CallSummary =>
  callSummary({ callId, startedAt, caller: { kind: 'external', number } });
const store = (row: CallSummary): Promise<void> => putCall('a', row, rowKey(row, 'IL'));
const idsOf = async (query: Parameters<typeof earlierCalls>[1]): Promise<string[]> =>
  (await earlierCalls('a', query)).rows.map(({ callId }) => callId);

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: createLocks() });
  for (const whose of await usersWithHistory()) await eraseHistory(whose);
});

describe('the earlier calls of a number', () => {
  it('are found in any notation of it, the newest first, and counted since midnight', async () => {
    await store(from('yesterday', '0501234567', 99));
    await store(from('morning', '+972501234567', 100));
    await store(from('noon', '050-123-4567', 200));
    await store(from('other', '0507654321', 150));
    await store(callSummary({ callId: 'hidden', caller: { kind: 'hidden' }, startedAt: 160 }));
    expect(await idsOf(IL)).toEqual(['noon', 'morning', 'yesterday']);
    expect((await earlierCalls('a', IL)).today).toBe(2);
  });

  it('are the last 20, and all of today count', async () => {
    for (let at = 0; at < 150; at += 1) await store(from(`c${String(at)}`, '0501234567', at));
    const { rows, today } = await earlierCalls('a', IL);
    expect([rows.length, rows[0]?.callId, today]).toEqual([20, 'c149', 50]);
  });

  it('do not count the calls that the agent placed, and say when the last of them was', async () => {
    await store(from('in', '0501234567', 1));
    await store({ ...from('out', '0501234567', 2), direction: 'outgoing' });
    const { rows, placedAt } = await earlierCalls('a', IL);
    expect([rows.map(({ callId }) => callId), placedAt]).toEqual([['in'], from('out', '', 2).startedAt]);
  });

  it('of another user, of nobody and of a user without calls are none, and create no database', async () => {
    await store(from('c1', '0501234567', 1));
    expect(await earlierCalls('b', IL)).toEqual({ rows: [], today: 0, placedAt: null });
    expect(await earlierCalls(null, IL)).toEqual({ rows: [], today: 0, placedAt: null });
    expect(await usersWithHistory()).toEqual(['a']);
  });
});

describe('calls of a version that stored no keys', () => {
  /** A database as version 2 left it. */
  async function makeOld(rows: readonly CallSummary[]): Promise<void> {
    const db = await openDB('history-a', 2, {
      upgrade(old) {
        old.createObjectStore('calls', { keyPath: 'callId' }).createIndex('startedAt', 'startedAt');
        old.createObjectStore('rings', { keyPath: ['callId', 'heardAt'] }).createIndex('heardAt', 'heardAt');
        old.createObjectStore('outages', { keyPath: 'from' });
        old.createObjectStore('labels', { keyPath: 'key' });
      },
    });
    for (const row of rows) await db.put('calls', row);
    db.close();
  }

  it('are found after the first look, also by two pages at once', async () => {
    const many = Array.from({ length: 120 }, (_, at) => from(`c${String(at)}`, '0501234567', at));
    await makeOld([...many, callSummary({ callId: 'hidden', caller: { kind: 'hidden' } })]);
    expect(await allCalls('a')).toHaveLength(121);
    const both = await Promise.all([earlierCalls('a', IL), earlierCalls('a', IL)]);
    expect(both.map(({ rows, today }) => [rows[0]?.callId, rows.length, today])).toEqual([
      ['c119', 20, 20],
      ['c119', 20, 20],
    ]);
    expect(await allCalls('a')).toHaveLength(121);
  });

  it('keep what they hold', async () => {
    const row = { ...from('c1', '0501234567', 5), name: 'Dana', details: [{ name: 'Order', value: 'A-1' }] };
    await makeOld([row]);
    expect((await earlierCalls('a', IL)).rows).toEqual([{ ...row, key: KEY }]);
  });

  it('get other keys if the agent chooses another region', async () => {
    await store(from('c1', '020 7946 0018', 1));
    const british = { key: '442079460018', region: 'GB', midnight: 0 } as const;
    expect(await idsOf(british)).toEqual(['c1']);
    expect(await idsOf({ ...british, region: 'IL' })).toEqual([]);
    expect(await idsOf(british)).toEqual(['c1']);
  });
});
