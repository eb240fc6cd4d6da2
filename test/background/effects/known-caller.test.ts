/** What is read about a caller. A database that fails knows nothing, which is not "no earlier calls". */
import { beforeEach, expect, it, vi } from 'vitest';
import { findCaller } from '../../../src/background/effects/known-caller.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';

const world = vi.hoisted(() => ({ contact: vi.fn(), times: vi.fn() }));
vi.mock('webextension-polyfill', () => ({ default: {} }));
vi.mock('../../../src/platform/storage/directory-lists.ts', () => ({ directoryListsItem: {} }));
vi.mock('../../../src/platform/storage/directory-db.ts', () => ({ findInDirectory: world.contact }));
vi.mock('../../../src/platform/storage/history-db.ts', () => ({ callTimes: world.times }));

const NOW = 1_800_000_000_000;
const COUNTS = readSettings({ crmLink: 'https://crm.example.com/?n={callsToday}' }, {});
const CALL = {
  callId: 'c1',
  caller: { kind: 'external', number: '0501234567' },
  direction: 'incoming',
  isTest: false,
} as const;

beforeEach(() => {
  world.contact.mockResolvedValue(null);
  world.times.mockResolvedValue([NOW - 1]);
});

it.each([
  ['are those of the history', COUNTS, [NOW - 1]],
  ['are not read if no rule and no link needs them', readSettings({}, {}), null],
])('the times of the earlier calls %s', async (_, settings, earlier) => {
  world.contact.mockResolvedValue({ name: 'Dana' });
  expect(await findCaller(CALL, 'a', settings, NOW)).toEqual({ contact: { name: 'Dana' }, earlier });
});

it('a history that cannot be read does not say that the number never called', async () => {
  world.times.mockRejectedValue(new Error('no database'));
  expect(await findCaller(CALL, 'a', COUNTS, NOW)).toEqual({ contact: null, earlier: null });
});

it('contacts that cannot be read make nobody unknown', async () => {
  world.contact.mockResolvedValue(undefined);
  expect(await findCaller(CALL, 'a', COUNTS, NOW)).toBeNull();
});
