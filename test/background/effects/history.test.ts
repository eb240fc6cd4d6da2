/** A history that cannot be written is reported to the pages, and an old row that stays is no loss. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RingRecord } from '../../../src/domain/history/ring-log.ts';
import { callSummary } from '../../support/call-summary.ts';

interface World {
  session: Record<string, unknown>;
  isStoreBroken: boolean;
  failing: Set<string>;
}
const world = vi.hoisted((): World => ({ session: {}, isStoreBroken: false, failing: new Set() }));
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      session: {
        set: (items: object) =>
          world.isStoreBroken
            ? Promise.reject(new Error('quota'))
            : Promise.resolve(Object.assign(world.session, items)),
      },
      local: {},
    },
  },
}));
vi.mock('../../../src/platform/storage/history-db.ts', () => {
  const work = (name: string) => () =>
    world.failing.has(name) ? Promise.reject(new Error(`${name} failed`)) : Promise.resolve([]);
  const names = [
    'closeOutage',
    'eraseHistory',
    'putCall',
    'putOutage',
    'putRing',
    'trimHistory',
    'usersWithHistory',
  ];
  return Object.fromEntries(names.map((name) => [name, work(name)]));
});
const { logOnTopEnd, logRing, noteOutage, recordCall } =
  await import('../../../src/background/effects/history.ts');

const BOUNDS = { historyDays: 30, historyCalls: 5_000, region: 'IL' } as const;
const ring: RingRecord = { callId: 'c1', heardAt: 1, way: 'live', surfaces: [], shownAt: null, reason: null };

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  Object.assign(world, { session: {}, isStoreBroken: false, failing: new Set() });
});
afterEach(() => void vi.restoreAllMocks());

describe('a row that cannot be written', () => {
  it.each<[string, string, () => Promise<void>]>([
    ['of a call', 'putCall', () => recordCall('a', callSummary(), BOUNDS, 7)],
    ['of a ring', 'putRing', () => logRing('a', ring, BOUNDS, 7)],
    ['of the begin of an outage', 'putOutage', () => noteOutage('a', 1, BOUNDS, 7)],
    ['of the end of the card on top', 'putOutage', () => logOnTopEnd('a', 1, BOUNDS, 7)],
    ['of the end of an outage', 'closeOutage', () => noteOutage('a', null, BOUNDS, 7)],
  ])('%s is reported, even if the store fails, too', async (_, name, write) => {
    world.failing.add(name);
    await expect(write()).rejects.toThrow(`${name} failed`);
    expect(world.session.historyLoss).toBe(7);
    world.isStoreBroken = true;
    await expect(write()).rejects.toThrow(`${name} failed`);
  });
});

it.each(['trimHistory', 'usersWithHistory'])('a failure of %s loses no row', async (name) => {
  world.failing.add(name);
  await logRing('a', ring, BOUNDS, Date.now());
  await recordCall('a', callSummary(), BOUNDS, Date.now() + 10 * 60_000);
  expect(world.session.historyLoss).toBeUndefined();
});
