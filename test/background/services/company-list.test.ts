/**
 * The contact list of the company: when it is fetched, what is stored of it, and what is kept. The code of the
 * worker and of the hidden page of Chrome is the real one. The page has no store and no permissions.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findInDirectory } from '../../../src/platform/storage/directory-db.ts';
import { companyListItem, directoryListsItem } from '../../../src/platform/storage/directory-lists.ts';
import { eraseDirectory, storeList } from '../../../src/platform/storage/directory-writer.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { newFakeBrowser, type FakeBrowser } from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

type Listener = (message: unknown, sender: object) => Promise<unknown> | undefined;
interface World {
  now: FakeBrowser;
  isAllowed: boolean;
  /** The hidden page, while it is open: what it does with a message. Null before it listens. */
  page: { listener: Listener | null; readonly reasons: readonly string[] } | null;
  opened: number;
  /** Ends the message that waits for its answer, as when the page closes. */
  closed: () => void;
  /** Waited for before the page's answer to a fetch arrives. */
  answered: () => Promise<void>;
}
const world = vi.hoisted((): World => ({
  now: null as unknown as FakeBrowser,
  isAllowed: true,
  page: null,
  opened: 0,
  closed: () => undefined,
  answered: () => Promise.resolve(),
}));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../support/fake-extension.ts');
  const fake = fakeExtension(() => world.now) as { runtime: object; permissions: object };
  return {
    default: {
      ...fake,
      runtime: {
        ...fake.runtime,
        getManifest: () => ({}),
        async sendMessage(message: { type: string }) {
          const closed = new Promise((_, reject) => {
            world.closed = () => reject(new Error('message channel closed'));
          });
          const answer = world.page?.listener?.(structuredClone(message), { id: 'x' });
          if (answer === undefined) throw new Error('Receiving end does not exist');
          const arrived = await Promise.race([closed, answer]);
          if (message.type === 'contacts') await world.answered();
          return arrived;
        },
      },
      permissions: { ...fake.permissions, contains: () => Promise.resolve(world.isAllowed) },
      offscreen: {
        hasDocument: () => Promise.resolve(world.page !== null),
        async createDocument({ reasons }: { reasons: readonly string[] }) {
          world.opened += 1;
          world.page = { listener: null, reasons };
          vi.resetModules();
          const onMessage = {
            addListener: (listener: Listener) => Object.assign(world.page ?? {}, { listener }),
          };
          const runtime = { id: 'x', getURL: () => 'chrome-extension://x/', onMessage };
          vi.doMock('webextension-polyfill', () => ({ default: { runtime } }));
          await import('../../../src/ui/offscreen/offscreen.ts');
        },
      },
    },
  };
});
// Only the tests make the worker look.
vi.mock('../../../src/platform/startup-delay.ts', () => ({
  afterStartupDelay: new Promise(() => undefined),
}));
vi.mock('../../../src/platform/audio.ts', () => ({
  playChime: () => Promise.resolve(),
  stopChimes: () => undefined,
}));
const { watchCompanyList } = await import('../../../src/background/services/company-list.ts');
const { playSound } = await import('../../../src/background/effects/sound.ts');

const URL_OF_LIST = 'https://files.example/team.csv';
const DAY = 24 * 3_600_000;
const LIST = 'Name,Phone\nDana,0505550101\n';
const OWN = { name: 'own', fileName: 'own.csv', entries: 1, importedAt: 1 };
const KEY = '972505550101';

type Answer = string | Uint8Array<ArrayBuffer> | Response | Error;
const sent = vi.fn<(url: string, init: RequestInit) => void>();
let answer: Answer;
/** What the policy names. '' for nothing. */
let directoryUrl: string;
let isSignedIn: boolean;
const respond = (body: string | Uint8Array<ArrayBuffer> | null, init?: ResponseInit): Response =>
  new Response(body, init);

beforeEach(async () => {
  const answered = (): Promise<void> => Promise.resolve();
  Object.assign(world, { now: newFakeBrowser(), isAllowed: true, page: null, opened: 0, answered });
  directoryUrl = URL_OF_LIST;
  isSignedIn = true;
  answer = LIST;
  sent.mockClear();
  vi.useFakeTimers({ toFake: ['setInterval'] });
  vi.stubGlobal('window', { close: () => (world.page = null) });
  vi.stubGlobal('navigator', { locks: createLocks() });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent(url, init);
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(answer instanceof Response ? answer : respond(answer));
  });
  await eraseDirectory();
  look = watchCompanyList(
    {
      current: () => Promise.resolve({ ...readSettings({}, {}), directoryUrl, region: 'IL' }),
      areKnown: () => true,
    },
    () => isSignedIn,
  );
});
afterEach(() => void vi.useRealTimers());

let look: () => Promise<void>;
/** Fetches, as if the time of the next fetch had come. */
async function update(to: Answer = answer): Promise<void> {
  answer = to;
  const fetches = await companyListItem.get();
  if (fetches !== null) await companyListItem.set({ ...fetches, nextAt: 0 });
  await look();
}
/** The policy names no list any more. */
async function withdraw(): Promise<void> {
  directoryUrl = '';
  await look();
}
const name = async (): Promise<string | undefined> => (await findInDirectory(KEY))?.name;
const databases = async (): Promise<unknown> =>
  (await indexedDB.databases()).filter((db) => db.name?.startsWith('directory-'));
const headers = (): unknown => sent.mock.lastCall?.[1].headers;

it('is stored once, and fetched again a day later', async () => {
  const before = Date.now();
  await update();
  expect(await name()).toBe('Dana');
  expect(await directoryListsItem.get()).toMatchObject([{ name: 'team', entries: 1, isCompanys: true }]);
  const { nextAt, goodAt, fault } = (await companyListItem.get()) ?? expect.fail();
  expect(fault).toBeNull();
  expect(goodAt).toBeGreaterThanOrEqual(before);
  expect(nextAt - Date.now()).toBeGreaterThan(0.8 * DAY);
  expect(nextAt - Date.now()).toBeLessThan(1.2 * DAY);
  await look();
  expect(sent).toHaveBeenCalledOnce();
  expect(sent.mock.lastCall?.[1]).toMatchObject({ credentials: 'omit', redirect: 'manual' });
});

it('is not asked for where the host is not allowed, or nobody is signed in: no byte is sent', async () => {
  world.isAllowed = false;
  await update();
  world.isAllowed = true;
  isSignedIn = false;
  await update();
  expect(sent).not.toHaveBeenCalled();
  expect(await companyListItem.get()).toBeNull();
  isSignedIn = true;
  await update();
  expect(sent).toHaveBeenCalledOnce();
});

describe('a list that has not changed', () => {
  it('is not sent again, by its ETag', async () => {
    await update(respond(LIST, { headers: { ETag: '"v1"', 'Last-Modified': 'yesterday' } }));
    await update(respond(null, { status: 304 }));
    expect(headers()).toEqual({ 'If-None-Match': '"v1"' });
    expect(await companyListItem.get()).toMatchObject({ etag: '"v1"', fault: null });
    expect(await name()).toBe('Dana');
  });

  it('is not sent again, by its date where the server sends no ETag', async () => {
    await update(respond(LIST, { headers: { 'Last-Modified': 'yesterday' } }));
    await update(respond(null, { status: 304 }));
    expect(headers()).toEqual({ 'If-Modified-Since': 'yesterday' });
  });

  it('is sent again after it was erased, and an answer that it is the same is a fault then', async () => {
    await update(respond(LIST, { headers: { ETag: '"v1"' } }));
    await eraseDirectory();
    expect(world.now.local).not.toHaveProperty('companyList');
    await update(respond(null, { status: 304 }));
    expect(headers()).toEqual({});
    expect(await companyListItem.get()).toMatchObject({ fault: 'status' });
  });
});

describe('the former list stays, and the reason is noted, after', () => {
  it.each<[string, () => Answer, string]>([
    ['a web page', () => '<!doctype html><title>Sign in</title>', 'web-page'],
    ['an empty file', () => '', 'empty'],
    ['a file without numbers', () => 'Name,Phone\nDana,none\n', 'no-contacts'],
    ['unknown columns', () => 'A,B\nDana,0505550101\n', 'columns'],
    ['an error', () => respond('no', { status: 500 }), 'status'],
    ['a redirect', () => respond(null, { status: 302, headers: { Location: '/x' } }), 'redirect'],
    ['an unreachable server', () => new TypeError('Failed to fetch'), 'unreachable'],
    ['a file of more than 30 MB', () => new Uint8Array(30 * 1024 * 1024 + 1), 'too-big'],
  ])('%s', async (_, bad, fault) => {
    await update();
    const good = await companyListItem.get();
    await update(bad());
    expect(await name()).toBe('Dana');
    expect(await companyListItem.get()).toMatchObject({ fault, goodAt: good?.goodAt });
    await update(LIST.replace('Dana', 'Noa'));
    expect(await name()).toBe('Noa');
    expect(await companyListItem.get()).toMatchObject({ fault: null });
  });

  it('a store that is full', async () => {
    await update();
    await companyListItem.set({ ...((await companyListItem.get()) ?? expect.fail()), nextAt: 0 });
    world.now.isFull = true;
    await look();
    expect(sent).toHaveBeenCalledOnce();
    expect(await name()).toBe('Dana');
  });
});

describe('what the page has written and no list names yet', () => {
  it('is fetched again within the hour if an import of the agent has deleted it', async () => {
    world.answered = () => storeList(OWN, [], null);
    await update();
    expect((await directoryListsItem.get()).map((list) => list.name)).toEqual(['own']);
    expect(await companyListItem.get()).toMatchObject({ fault: 'not-stored', goodAt: null });
    world.answered = () => Promise.resolve();
    await update();
    expect(await name()).toBe('Dana');
  });

  it('is deleted if the contacts were erased meanwhile', async () => {
    world.answered = () => Promise.resolve(void (world.now.local.companyList = null));
    await update();
    expect(await directoryListsItem.get()).toEqual([]);
    expect(await databases()).toEqual([]);
  });
});

it('comes after the agent’s own lists, and does not count among them', async () => {
  const entry = { name: 'Own', company: '', tag: '', owner: '', recordUrl: '' };
  await storeList(OWN, [{ key: KEY, entry, people: 1 }], null);
  await update();
  expect((await directoryListsItem.get()).map((list) => list.name)).toEqual(['own', 'team']);
  expect(await name()).toBe('Own');
  await withdraw();
  expect((await directoryListsItem.get()).map((list) => list.name)).toEqual(['own']);
  expect(await companyListItem.get()).toBeNull();
  expect(await databases()).toHaveLength(1);
});

/** Fetches, and resolves while the server has not answered yet. `finish` lets it answer. */
async function beginUpdate(): Promise<{ finish: () => Promise<void> }> {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent(url, init);
    await held;
    return respond(LIST);
  });
  const updating = update();
  await vi.waitFor(() => expect(sent).toHaveBeenCalled());
  return {
    async finish() {
      release();
      await updating;
    },
  };
}
it('is not stored if the policy goes away while it is fetched', async () => {
  const { finish } = await beginUpdate();
  await withdraw();
  await finish();
  expect(await directoryListsItem.get()).toEqual([]);
  expect(await companyListItem.get()).toBeNull();
  expect(await databases()).toEqual([]);
});

it('is fetched once, however often the worker looks meanwhile', async () => {
  const { finish } = await beginUpdate();
  await update();
  await finish();
  expect(sent).toHaveBeenCalledOnce();
  expect(await name()).toBe('Dana');
});

describe('the hidden page', () => {
  it('does not close by itself while it fetches, and closes when that is done', async () => {
    const { finish } = await beginUpdate();
    expect(world.page?.reasons).toContain('DOM_PARSER');
    await finish();
    expect(world.page).toBeNull();
  });

  it('plays a sound while it fetches, and stays open then', async () => {
    const { finish } = await beginUpdate();
    await playSound('bell', 50);
    await finish();
    expect(world).toMatchObject({ opened: 1, page: {} });
    expect(await name()).toBe('Dana');
  });

  it('is opened again where it closes before the list is read', async () => {
    await playSound('bell', 50);
    expect(world.page?.reasons).toEqual(['AUDIO_PLAYBACK']);
    const { finish } = await beginUpdate();
    world.page = null;
    world.closed();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(2));
    expect(world).toMatchObject({ opened: 2, page: { reasons: ['AUDIO_PLAYBACK', 'DOM_PARSER'] } });
    await finish();
    expect(await name()).toBe('Dana');
  });
});
