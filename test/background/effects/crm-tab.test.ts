/**
 * Chooses the tab for a CRM page, in a browser of plain objects. Real browsers are tested in
 * test/e2e/tabs.test.ts.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import browser from 'webextension-polyfill';

interface FakeTab {
  id: number;
  windowId: number;
  url?: string | undefined;
  pendingUrl?: string | undefined;
  active: boolean;
  cookieStoreId?: string;
  incognito?: boolean;
  lastAccessed?: number;
}

interface World {
  tabs: FakeTab[];
  windows: { id: number; focused: boolean; incognito: boolean; alwaysOnTop?: boolean }[];
  session: Record<string, unknown>;
  next: number;
  isFirefox: boolean;
}

const world = vi.hoisted((): World => ({ tabs: [], windows: [], session: {}, next: 100, isFirefox: false }));

vi.mock('webextension-polyfill', () => {
  const activate = (tab: FakeTab): void =>
    world.tabs.forEach((each) => (each.active = each.windowId === tab.windowId ? each === tab : each.active));
  const create = ({
    cookieStoreId,
    ...rest
  }: Pick<FakeTab, 'windowId' | 'url' | 'active' | 'cookieStoreId'>) => {
    if (cookieStoreId === 'deleted')
      return Promise.reject(new Error('No cookie store exists with ID deleted'));
    const tab: FakeTab = {
      id: world.next++,
      ...rest,
      ...(cookieStoreId === undefined ? {} : { cookieStoreId }),
    };
    const { active } = tab;
    world.tabs.push(tab);
    if (active) activate(tab);
    return Promise.resolve(tab);
  };
  const browser = {
    runtime: { getURL: () => 'chrome-extension://x/' },
    storage: {
      session: {
        get: (key: string) => Promise.resolve({ [key]: world.session[key] }),
        set: (items: object) => Promise.resolve(Object.assign(world.session, items)),
      },
    },
    tabs: {
      query: () => Promise.resolve(world.tabs),
      create,
      update(id: number, { url, active = false }: { url?: string; active?: boolean }) {
        const tab = world.tabs.find((each) => each.id === id);
        if (tab === undefined) return Promise.reject(new Error('No tab with that id'));
        if (url !== undefined) tab.url = url;
        if (active) activate(tab);
        return Promise.resolve(tab);
      },
    },
    windows: {
      getAll: () =>
        Promise.resolve(
          world.windows.map((window) => ({
            ...window,
            tabs: world.tabs.filter(({ windowId }) => windowId === window.id),
          })),
        ),
      update(id: number, { focused }: { focused: boolean }) {
        for (const window of world.windows) window.focused = focused && window.id === id;
        return Promise.resolve({ id });
      },
      create: async ({
        focused = false,
        ...tab
      }: Pick<FakeTab, 'url' | 'cookieStoreId'> & { focused?: boolean }) => {
        const id = world.next++;
        world.windows.push({ id, focused, incognito: false });
        return { id, tabs: [await create({ ...tab, windowId: id, active: true })] };
      },
    },
  };
  return { default: browser };
});

vi.mock('../../../src/platform/browser.ts', () => ({
  get isFirefox() {
    return world.isFirefox;
  },
}));

const { findOpened, openTab, openTabBehind } = await import('../../../src/background/effects/crm-tab.ts');

const CRM = 'https://crm.example.com';
const MAIL = 'https://mail.example.com/';
const addresses = (): unknown[] => world.tabs.map(({ url, active }) => (active ? `[${String(url)}]` : url));

beforeEach(() => {
  Object.assign(world, {
    tabs: [{ id: 1, windowId: 1, url: MAIL, active: true }],
    windows: [{ id: 1, focused: true, incognito: false }],
    session: {},
    next: 100,
    isFirefox: false,
  });
});

describe('a page of a CRM in a container of Firefox', () => {
  beforeEach(() => void (world.isFirefox = true));
  const crm = (id: number, rest: Partial<FakeTab>): FakeTab => ({
    id,
    windowId: 1,
    url: `${CRM}/home`,
    active: false,
    incognito: false,
    ...rest,
  });
  const container = (): unknown => world.tabs.at(-1)?.cookieStoreId;

  it.each([
    ['in front', () => openTab(`${CRM}/1`, false)],
    ['in front, with a tab to use again that is gone', () => openTab(`${CRM}/1`, true)],
    ['behind', () => openTabBehind(`${CRM}/1`)],
  ])('opens %s in the container of the CRM tab that was viewed last', async (_, open) => {
    world.tabs.push(
      crm(2, { cookieStoreId: 'firefox-container-1', lastAccessed: 1 }),
      crm(3, { cookieStoreId: 'firefox-container-2', lastAccessed: 3 }),
      crm(4, { cookieStoreId: 'firefox-default', lastAccessed: 2 }),
      crm(5, { cookieStoreId: 'firefox-private', lastAccessed: 9, incognito: true }),
      crm(6, { cookieStoreId: 'firefox-container-3', lastAccessed: 9, url: MAIL }),
      crm(7, { cookieStoreId: 'firefox-container-4', lastAccessed: 9, url: undefined }),
    );
    await open();
    expect([world.tabs.length, container()]).toEqual([8, 'firefox-container-2']);
  });

  it('opens there in a new window, too', async () => {
    world.windows = [];
    world.tabs = [crm(2, { cookieStoreId: 'firefox-container-1' })];
    await openTabBehind(`${CRM}/1`);
    expect(container()).toBe('firefox-container-1');
    await openTab(`${CRM}/2`, false);
    expect(container()).toBe('firefox-container-1');
  });

  it.each([{}, { cookieStoreId: 'deleted' }])('opens without a container for %j', async (rest) => {
    world.tabs.push(crm(2, rest));
    await openTab(`${CRM}/1`, false);
    expect([world.tabs.length, container()]).toEqual([3, undefined]);
  });
});

it('a page opens in Chrome without a look at the other tabs', async () => {
  const look = vi.spyOn(browser.tabs, 'query');
  await openTab(`${CRM}/1`, false);
  expect(look).not.toHaveBeenCalled();
  look.mockRestore();
});

describe('a page that opens by itself', () => {
  it('opens behind the active tab', async () => {
    await openTabBehind(`${CRM}/1`);
    expect(addresses()).toEqual([`[${MAIL}]`, `${CRM}/1`]);
  });

  it.each<[string, { incognito: boolean; alwaysOnTop?: boolean }]>([
    ['a private one', { incognito: true }],
    ['the card on top', { incognito: false, alwaysOnTop: true }],
  ])('opens only in a normal window, not in %s', async (_, window) => {
    world.windows = [{ id: 2, focused: true, ...window }];
    await openTabBehind(`${CRM}/1`);
    expect(world.windows.find(({ id }) => id === 100)).toMatchObject({ focused: false });
    expect(world.tabs.at(-1)).toMatchObject({ windowId: 100, url: `${CRM}/1` });
  });
});

describe('a click', () => {
  it('opens another tab in front, whatever was opened before', async () => {
    await openTabBehind(`${CRM}/1`);
    await openTab(`${CRM}/1`, false);
    expect(addresses()).toEqual([MAIL, `${CRM}/1`, `[${CRM}/1]`]);
  });

  it.each<[string, Partial<FakeTab> | null, boolean]>([
    ['at the very page', {}, true],
    ['elsewhere in the CRM', { url: `${CRM}/other#here` }, true],
    ['on its way to the CRM', { url: '', pendingUrl: `${CRM}/1` }, true],
    // Chromium does not let us read an address that has not loaded yet.
    ['on its way to the CRM, with no address yet', { url: undefined, pendingUrl: `${CRM}/1` }, true],
    ['at another site by now', { url: MAIL }, false],
    ['at a site that only begins like the CRM', { url: `${CRM}.evil.example/1` }, false],
    ['at another port', { url: `${CRM}:8443/1` }, false],
    ['nowhere that we may see', { url: undefined }, false],
    ['closed', null, false],
  ])('with "reuse" and our tab %s', async (_, change, reuses) => {
    await openTabBehind(`${CRM}/1`);
    if (change === null) world.tabs.pop();
    else Object.assign(world.tabs[1] ?? {}, change);
    const before = world.tabs.length;
    await openTab(`${CRM}/2`, true);
    expect(world.tabs).toHaveLength(reuses ? before : before + 1);
    expect(world.tabs.at(-1)).toMatchObject({ url: `${CRM}/2`, active: true });
    await openTab(`${CRM}/3`, true);
    expect(world.tabs).toHaveLength(reuses ? before : before + 1);
  });
});

describe('after a worker died while opening it, a page', () => {
  it.each<[string, Partial<FakeTab>, boolean]>([
    ['is taken for opened where a new tab shows it', { url: `${CRM}/1` }, true],
    ['also where the CRM has sent it on', { url: `${CRM}/login` }, true],
    ['also where it has only begun to load', { url: '', pendingUrl: `${CRM}/1` }, true],
    ['also where the address of a new tab is not ours to read', { url: undefined }, true],
    [
      'is not taken for opened where a new tab is elsewhere',
      { url: 'https://crm.example.com.evil.example/1' },
      false,
    ],
    [
      'is not taken for opened where an old tab shows it: what was clicked for has to come to the front',
      { id: 1, url: `${CRM}/1` },
      false,
    ],
  ])('%s', async (_, tab, isFound) => {
    const seen = { id: 7, windowId: 1, active: false, ...tab };
    world.tabs = [...world.tabs.filter(({ id }) => id !== seen.id), seen];
    expect(await findOpened(`${CRM}/1`, [1])).toBe(isFound);
  });

  it('counts as ours afterwards, and the next click reuses it', async () => {
    world.tabs.push({ id: 7, windowId: 1, url: `${CRM}/1`, active: false });
    await findOpened(`${CRM}/1`, [1]);
    await openTab(`${CRM}/2`, true);
    expect(addresses()).toEqual([MAIL, `[${CRM}/2]`]);
  });
});
