import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as SidePanel from '../../src/platform/side-panel.ts';

/** The parts of a browser that the side panel needs. A test replaces them. */
interface FakeBrowser {
  sidePanel?: { open?: (options: object) => Promise<void> };
  sidebarAction?: { open: () => Promise<void>; isOpen: () => Promise<boolean> };
  readonly windows: { getCurrent: () => Promise<{ id?: number }> };
  readonly runtime: { getContexts?: () => Promise<unknown[]> };
}
const world = vi.hoisted(() => ({ browser: {}, open: [] as unknown[] }));
vi.mock('webextension-polyfill', () => ({
  get default() {
    return world.browser;
  },
}));

async function pageIn(different: Partial<FakeBrowser>): Promise<typeof SidePanel> {
  world.open = [];
  world.browser = {
    windows: { getCurrent: () => Promise.resolve({ id: 1 }) },
    runtime: { getContexts: () => Promise.resolve(world.open) },
    ...different,
  } satisfies FakeBrowser;
  vi.resetModules();
  const page = await import('../../src/platform/side-panel.ts');
  await Promise.resolve();
  return page;
}
const opens = (): Promise<void> => Promise.resolve(void (world.open = [{}]));
const nothing = (): Promise<void> => Promise.resolve();
const never = (): Promise<void> => new Promise(() => undefined);
const refuse = (): Promise<never> => Promise.reject(new Error('No active side panel for windowId: 1'));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the button for the side panel', () => {
  it.each<[string, Partial<FakeBrowser>, boolean]>([
    ['Chrome', { sidePanel: { open: opens } }, true],
    ['Edge with a side panel that no page can open', { sidePanel: {} }, false],
    ['a browser without one', {}, false],
    ['Firefox', { sidebarAction: { open: nothing, isOpen: () => Promise.resolve(true) } }, true],
  ])('in %s is there: %s', async (_, browser, isThere) => {
    expect((await pageIn(browser)).canOpenSidePanel()).toBe(isThere);
  });

  it.each<[string, Partial<FakeBrowser>, boolean]>([
    ['opens it', { sidePanel: { open: opens } }, true],
    ['is refused', { sidePanel: { open: refuse } }, false],
    ['has no effect, as by a policy', { sidePanel: { open: nothing } }, false],
    ['gets no answer', { sidePanel: { open: never } }, false],
    ['gets no answer, yet it opens', { sidePanel: { open: () => opens().then(never) } }, true],
    [
      'opens it in a window without an id',
      { sidePanel: { open: opens }, windows: { getCurrent: () => Promise.resolve({}) } },
      false,
    ],
    ['opens it in a browser that cannot list it', { sidePanel: { open: opens }, runtime: {} }, true],
    [
      'opens the sidebar of Firefox',
      { sidebarAction: { open: nothing, isOpen: () => Promise.resolve(true) } },
      true,
    ],
    [
      'is refused by Firefox',
      { sidebarAction: { open: refuse, isOpen: () => Promise.resolve(false) } },
      false,
    ],
  ])('a click that %s', async (_, browser, isOpen) => {
    const { openSidePanel } = await pageIn(browser);
    const opened = openSidePanel();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await opened).toBe(isOpen);
  });
});
