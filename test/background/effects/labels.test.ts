/** Labels are stored in the user's history, and go where the past calls go. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { learnNumber, type LabelEntry, NO_LABELS } from '../../../src/domain/common/caller/known-labels.ts';
import { callSummary } from '../../support/call-summary.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { keepLabels, readLabels } = await import('../../../src/background/effects/labels.ts');
const { allCalls, eraseHistory, findCall, lastCalls, putCall, trimHistory, usersWithHistory } =
  await import('../../../src/platform/storage/history-db.ts');

const DAY = 86_400_000;
const settings = { historyDays: 30, historyCalls: 500, region: 'IL' } as const;
const none = { ...settings, historyDays: 0 };
const shared = (key: string, seenAt = DAY): LabelEntry => [key, { isShared: true, numbers: [], seenAt }];
const external = (number: string) => ({ kind: 'external', number }) as const;

/** Creates a history. Its call teaches nothing. */
const beginHistory = async (): Promise<void> =>
  putCall('anna', callSummary({ caller: { kind: 'hidden' }, queue: '' }));

beforeEach(async () => {
  for (const whose of await usersWithHistory()) await eraseHistory(whose);
});

describe('the stored labels', () => {
  it('of one user are unknown to another, and erased with the history', async () => {
    await beginHistory();
    await keepLabels('anna', [shared('menu')], settings);
    expect([...(await readLabels('anna', settings, DAY))]).toEqual([shared('menu')]);
    expect((await readLabels('boris', settings, DAY)).size).toBe(0);
    await eraseHistory('anna');
    expect((await readLabels('anna', settings, DAY)).size).toBe(0);
    expect(await usersWithHistory()).toEqual([]);
  });

  it('are not stored before there are past calls', async () => {
    await keepLabels('anna', [shared('menu')], settings);
    expect(await usersWithHistory()).toEqual([]);
  });

  it('are not stored when the settings keep no past calls', async () => {
    await beginHistory();
    await keepLabels('anna', [shared('menu')], none);
    expect((await readLabels('anna', settings, DAY)).size).toBe(0);
    await keepLabels('anna', [shared('menu')], settings);
    expect((await readLabels('anna', none, DAY)).size).toBe(0);
  });

  it('are trimmed like past calls: by age, by number, and all when none are kept', async () => {
    await beginHistory();
    const many = Array.from({ length: 2_010 }, (_, index) => shared(`l${String(index)}`, DAY + index));
    await keepLabels('anna', [shared('old', 1), ...many], settings);
    const kept = { since: 2, calls: 9, rings: 9, outages: 9 };
    await trimHistory('anna', kept);
    const labels = await readLabels('anna', settings, DAY);
    expect([labels.size, labels.has('l9'), labels.has('l10')]).toEqual([2_000, false, true]);
    await trimHistory('anna', { ...kept, calls: 0 });
    expect((await readLabels('anna', settings, DAY)).size).toBe(0);
  });

  it('are learnt once from the past calls of an older version, which are kept', async () => {
    const old = await openDB('history-anna', 1, {
      upgrade(db) {
        db.createObjectStore('calls', { keyPath: 'callId' }).createIndex('startedAt', 'startedAt');
        db.createObjectStore('rings', { keyPath: ['callId', 'heardAt'] }).createIndex('heardAt', 'heardAt');
        db.createObjectStore('outages', { keyPath: 'from' });
      },
    });
    const rows = ['0501234567', '+972501234567', '0507654321', '035550142'].flatMap((number, index) => [
      callSummary({
        callId: `m${number}`,
        caller: external(number),
        label: 'Menu',
        name: 'Menu',
        startedAt: DAY + index,
      }),
      callSummary({ callId: `n${number}`, caller: external(number), name: 'Older', startedAt: DAY + index }),
      callSummary({
        callId: `d${number}`,
        caller: external('0501234567'),
        label: 'Dana',
        startedAt: DAY + index,
      }),
    ]);
    for (const row of [...rows, callSummary({ callId: 'h', caller: { kind: 'hidden' }, label: 'Dana' })])
      await old.put('calls', row);
    old.close();
    const labels = await readLabels('anna', settings, DAY);
    expect(Object.fromEntries(labels)).toMatchObject({
      menu: { isShared: true },
      older: { isShared: true },
      support: { isShared: true },
      dana: { isShared: false, numbers: ['972501234567'] },
    });
    expect((await allCalls('anna')).length).toBe(rows.length + 1);
    await putCall('anna', callSummary({ callId: 'new', label: 'Later', name: 'Later' }));
    expect((await readLabels('anna', settings, DAY)).has('later')).toBe(false);
  });
});

describe('past calls', () => {
  it('lose the name that turned out to be a menu’s, and keep what a lookup or a colleague’s line says', async () => {
    const found = {
      kind: 'found',
      url: null,
      urlRefused: false,
      name: 'Menu',
      company: '',
      total: 1,
    } as const;
    await putCall('anna', callSummary({ callId: 'pbx', name: 'Menu', startedAt: 5 }));
    await putCall('anna', callSummary({ callId: 'queue', name: 'Menu', queue: 'MENU', startedAt: 4 }));
    await putCall('anna', callSummary({ callId: 'crm', name: 'Menu', lookup: found, startedAt: 3 }));
    await putCall(
      'anna',
      callSummary({
        callId: 'own',
        name: 'Menu',
        caller: { kind: 'internal', name: 'Menu', number: '201' },
        startedAt: 2,
      }),
    );
    await putCall('anna', callSummary({ callId: 'other', startedAt: 1 }));
    await keepLabels('anna', [shared('menu')], settings);
    const names = (await lastCalls('anna', 9)).map(({ name, menu }) => [name, menu]);
    expect(names).toEqual([
      ['', 'Menu'],
      ['', ''],
      ['Menu', undefined],
      ['Menu', undefined],
      ['Clark Kent', undefined],
    ]);
    expect((await findCall('anna', 'pbx'))?.name).toBe('');
    expect((await allCalls('anna'))[0]?.menu).toBe('Menu');
  });

  it('keep the name that came with two numbers', async () => {
    await putCall('anna', callSummary({ name: 'Dana' }));
    const two = ['1', '2'].reduce(
      (labels, digits) => learnNumber(labels, 'Dana', () => digits, DAY),
      NO_LABELS,
    );
    await keepLabels('anna', [...two], settings);
    expect((await lastCalls('anna', 1))[0]?.name).toBe('Dana');
  });
});
