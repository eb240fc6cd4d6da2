// @vitest-environment happy-dom
/** The pages over a history that cannot be read: they say so, never that there were no calls. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialState } from '../../../src/domain/calls/state.ts';
import {
  change,
  engineItem,
  fakeExtension,
  type FakeBrowser,
  fetchCatalogue,
  newFakeBrowser,
} from '../../support/fake-extension.ts';

let world: FakeBrowser = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

const real = indexedDB;
const text = (): string => document.body.textContent;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  world = newFakeBrowser();
  world.session.status = { word: 'online', host: 'h', since: 0 };
  world.session.engine = engineItem({ ...initialState, who: 'agent' });
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('Internal error', 'UnknownError');
    },
    databases: () => Promise.reject(new DOMException('Internal error', 'UnknownError')),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('over a history that does not open', () => {
  it('the panel says so in the list and in the line of today, and recovers', async () => {
    await import('../../../src/ui/panel/panel.tsx');
    await vi.advanceTimersByTimeAsync(500);
    expect(text()).toMatch(/Past calls can’t be read/);
    expect(text()).toMatch(/Today’s rings can’t be read/);
    expect(text()).not.toMatch(/No calls yet|Rang 0/);
    vi.stubGlobal('indexedDB', real);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(text()).toMatch(/No calls yet/);
    expect(text()).toMatch(/Rang 0/);
    expect(text()).not.toMatch(/can’t be read/);
  });

  it('the ring log says so, and offers to erase the history', async () => {
    await import('../../../src/ui/activity/activity.tsx');
    await vi.advanceTimersByTimeAsync(500);
    expect(text()).toMatch(/Past calls can’t be read/);
    expect(text()).not.toMatch(/has not rung|0 rings/);
    expect(text()).toMatch(/Delete all calls/);
  });
});

describe('over a history that lost rows', () => {
  it.each([
    ['the panel', () => import('../../../src/ui/panel/panel.tsx')],
    ['the ring log', () => import('../../../src/ui/activity/activity.tsx')],
  ])('%s says so', async (_, open) => {
    vi.stubGlobal('indexedDB', real);
    await open();
    await vi.advanceTimersByTimeAsync(500);
    expect(text()).not.toMatch(/could be saved/);
    change(world, 'session', 'historyLoss', Date.now());
    await vi.advanceTimersByTimeAsync(100);
    expect(text()).toMatch(/Not all of today’s rings could be saved/);
  });
});

describe('over a sign-in that cannot be kept', () => {
  it('the panel says that it ends with the browser', async () => {
    world.session.notKept = Date.now();
    await import('../../../src/ui/panel/panel.tsx');
    await vi.advanceTimersByTimeAsync(500);
    expect(text()).toMatch(/can’t save your sign-in/);
  });
});
