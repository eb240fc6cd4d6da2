// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as OnTop from '../../src/platform/on-top.ts';

interface FakeWindow {
  id: number;
  type: string;
  tabs?: { url: string }[];
}
const world = vi.hoisted(() => ({
  windows: [] as unknown[],
  current: { id: 1, type: 'popup' },
  calls: [] as unknown[],
  held: new Set<string>(),
  waiting: [] as (() => void)[],
}));
vi.mock('webextension-polyfill', () => {
  const note =
    (name: string) =>
    (...args: unknown[]): Promise<void> =>
      Promise.resolve(void world.calls.push([name, ...args]));
  return {
    default: {
      runtime: { getURL: (file: string) => `chrome-extension://x/${file}` },
      extension: { getViews: () => [] },
      windows: {
        getAll: () => Promise.resolve(world.windows),
        getCurrent: () => Promise.resolve(world.current),
        create: note('create'),
        update: note('update'),
        remove: note('remove'),
      },
    },
  };
});

/** Locks of which a shared one is granted once the exclusive one is released. */
const locks = {
  query: () => Promise.resolve({ held: [...world.held].map((name) => ({ name })) }),
  request: async (name: string, ...more: unknown[]) => {
    if (more.length === 2) return new Promise<void>((resolve) => world.waiting.push(resolve));
    world.held.add(name);
    await (more[0] as () => Promise<void>)();
    world.held.delete(name);
    world.waiting.splice(0).forEach((grant) => grant());
  },
};

/** The window on top that the browser opens. */
let top: { readonly document: Document; readonly close: () => void };
const requestWindow = vi.fn();

async function loaded(hasApi = true): Promise<typeof OnTop> {
  vi.resetModules();
  vi.stubGlobal('documentPictureInPicture', hasApi ? { requestWindow } : undefined);
  return import('../../src/platform/on-top.ts');
}

beforeEach(() => {
  // The test's document loads no frames, and says so.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  Object.assign(world, { windows: [], calls: [], waiting: [], held: new Set() });
  const events = new EventTarget();
  top = {
    document: document.implementation.createHTMLDocument(),
    close: () => void events.dispatchEvent(new Event('pagehide')),
  };
  requestWindow.mockReset().mockResolvedValue(Object.assign(events, top));
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens the card. Its frame is loaded at once. */
async function openCard(
  { keepOnTop }: Pick<typeof OnTop, 'keepOnTop'>,
  closed: () => void = () => undefined,
): Promise<boolean> {
  const isOpen = keepOnTop('float-card.html', 'Calls', closed);
  await vi.waitFor(() => expect(top.document.querySelector('iframe')).not.toBeNull());
  top.document.querySelector('iframe')?.dispatchEvent(new Event('load'));
  return isOpen;
}

describe('the card on top', () => {
  it('is a page of ours in a frame with a name, in the language of its opener', async () => {
    document.documentElement.dir = 'rtl';
    document.documentElement.lang = 'he';
    expect(await openCard(await loaded())).toBe(true);
    const frame = top.document.querySelector('iframe');
    expect([frame?.src, frame?.title]).toEqual(['chrome-extension://x/float-card.html', 'Calls']);
    const { lang, dir, style } = top.document.documentElement;
    expect([lang, dir, style.colorScheme]).toEqual(['he', 'rtl', 'light']);
  });

  it('is seen by other pages until it closes', async () => {
    const onTop = await loaded();
    const seen: boolean[] = [];
    const stop = onTop.watchOnTop((isOnTop) => seen.push(isOnTop));
    await vi.waitFor(() => expect(seen).toEqual([false]));
    const closed = vi.fn();
    await openCard(onTop, closed);
    await vi.waitFor(() => expect(seen).toEqual([false, true]));
    expect(closed).not.toHaveBeenCalled();
    top.close();
    await vi.waitFor(() => expect([seen.at(-1), closed.mock.calls.length]).toEqual([false, 1]));
    stop();
  });

  it('is not open before its page is loaded, and never if its window closes before', async () => {
    const isOpen = (await loaded()).keepOnTop('float-card.html', 'Calls', () => undefined);
    const first = await Promise.race([isOpen, new Promise((resolve) => setTimeout(resolve, 20, 'loading'))]);
    expect(first).toBe('loading');
    top.close();
    expect(await isOpen).toBe(false);
  });

  it('is refused by the browser, and by one without the API', async () => {
    requestWindow.mockRejectedValue(new Error('NotAllowedError'));
    const refused = await loaded();
    await expect(refused.keepOnTop('float-card.html', '', () => undefined)).rejects.toThrow('NotAllowed');
    const without = await loaded(false);
    expect([refused.canKeepOnTop(), without.canKeepOnTop()]).toEqual([true, false]);
    await expect(without.keepOnTop('float-card.html', '', () => undefined)).rejects.toThrow();
  });
});

describe('its opener', () => {
  it.each<[string, FakeWindow[], unknown[]]>([
    [
      'opens in a small window',
      [{ id: 4, type: 'popup', tabs: [{ url: 'chrome-extension://x/call.html' }] }],
      ['create', expect.objectContaining({ type: 'popup', url: 'chrome-extension://x/float.html' })],
    ],
    [
      'comes to the front if it is open',
      [{ id: 5, type: 'popup', tabs: [{ url: 'chrome-extension://x/float.html' }] }],
      ['update', 5, { state: 'normal', focused: true }],
    ],
  ])('%s', async (_, windows, call) => {
    world.windows = windows;
    await (await loaded()).openOnTopPage();
    expect(world.calls).toEqual([call]);
  });

  it.each<[string, 'minimise' | 'close', unknown[]]>([
    ['popup', 'minimise', [['update', 1, { state: 'minimized' }]]],
    ['popup', 'close', [['remove', 1]]],
    ['normal', 'close', []],
  ])('in a window of type %s: %s', async (type, how, calls) => {
    world.current = { id: 1, type };
    await (await loaded()).putOwnWindowAway(how);
    expect(world.calls).toEqual(calls);
  });
});
