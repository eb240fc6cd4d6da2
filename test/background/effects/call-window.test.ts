import { beforeEach, describe, expect, it, vi } from 'vitest';

interface World {
  isFirefox: boolean;
  windows: object[];
  browserWindow: object | null;
  stored: Record<string, unknown>;
  calls: [string, ...unknown[]][];
  refuses: (change: object) => boolean;
}
const world = vi.hoisted((): World => ({
  isFirefox: false,
  windows: [],
  browserWindow: null,
  stored: {},
  calls: [],
  refuses: () => false,
}));
vi.mock('webextension-polyfill', () => {
  const area = {
    get: (key: string) => Promise.resolve({ [key]: world.stored[key] }),
    set: (items: object) => Promise.resolve(void Object.assign(world.stored, items)),
  };
  return {
    default: {
      runtime: { getURL: (file: string) => `x://${file}` },
      storage: { local: area, session: area },
      windows: {
        getAll: () => Promise.resolve(world.windows),
        getLastFocused: () =>
          world.browserWindow === null
            ? Promise.reject(new Error('No last-focused window'))
            : Promise.resolve(world.browserWindow),
        create: (shape: object) => {
          world.calls.push(['create', shape]);
          world.windows = [{ id: 7 }];
          return Promise.resolve({ id: 7 });
        },
        update: (id: number, change: object) => {
          world.calls.push(['update', id, change]);
          return world.refuses(change)
            ? Promise.reject(new Error('Invalid value for bounds'))
            : Promise.resolve({});
        },
      },
    },
  };
});
vi.mock('../../../src/platform/browser.ts', () => ({
  get isFirefox() {
    return world.isFirefox;
  },
}));
const { frontWindow, openWindow } = await import('../../../src/background/effects/call-window.ts');

const OPEN = [{ id: 7, tabs: [{ url: 'x://call.html' }] }];
const page = { type: 'popup', url: 'x://call.html' };
const stored = { left: -1700, top: -900, width: 380, height: 500 };

beforeEach(() =>
  Object.assign(world, {
    isFirefox: false,
    windows: [],
    browserWindow: { left: -1920, top: 0, width: 1920, height: 1080 },
    stored: {},
    calls: [],
    refuses: () => false,
  }),
);

describe('the call window in Chrome', () => {
  it('opens without the focus on the monitor of the browser window', async () => {
    await openWindow();
    expect(world.calls).toEqual([
      ['create', { ...page, focused: false, width: 400, height: 320 }],
      ['update', 7, { left: -424, top: 736, drawAttention: true }],
    ]);
  });

  it('opens where the agent left it, also at negative coordinates', async () => {
    world.stored.callWindowPlace = stored;
    await openWindow();
    expect(world.calls).toEqual([
      ['create', { ...page, focused: false, width: 380, height: 500 }],
      ['update', 7, { ...stored, drawAttention: true }],
    ]);
  });

  it('opens near the browser window if the monitor of its last place is gone', async () => {
    world.stored.callWindowPlace = stored;
    world.refuses = (change) => 'left' in change && change.left === stored.left;
    await openWindow();
    expect(world.calls.at(-1)).toEqual(['update', 7, { left: -424, top: 736, drawAttention: true }]);
  });

  it('stays where the system puts it if the corner of the browser window is off the screen', async () => {
    world.refuses = (change) => 'left' in change;
    world.stored.callWindowPlace = stored;
    await openWindow();
    expect(world.calls.slice(1)).toEqual([
      ['update', 7, { ...stored, drawAttention: true }],
      ['update', 7, { left: -424, top: 736, drawAttention: true }],
      ['update', 7, { drawAttention: true }],
    ]);
  });

  it('stays where the system puts it while no browser window has a place', async () => {
    world.browserWindow = null;
    await openWindow();
    expect(world.calls.at(-1)).toEqual(['update', 7, { drawAttention: true }]);
  });

  it('draws attention at each further ring, without the focus', async () => {
    world.windows = OPEN;
    await openWindow();
    await openWindow();
    expect(world.calls).toEqual([
      ['update', 7, { drawAttention: true }],
      ['update', 7, { drawAttention: true }],
    ]);
  });

  it('comes to the front with a click, and stays where the agent has put it', async () => {
    world.windows = OPEN;
    world.stored.callWindowPlace = stored;
    await frontWindow();
    expect(world.calls).toEqual([['update', 7, { state: 'normal', focused: true }]]);
  });
});

describe('the call window in Firefox', () => {
  beforeEach(() => void (world.isFirefox = true));

  it('opens minimised, and no ring changes its bounds', async () => {
    await openWindow();
    await openWindow();
    expect(world.calls).toEqual([
      ['create', { ...page, state: 'minimized' }],
      ['update', 7, { drawAttention: true }],
      ['update', 7, { drawAttention: true }],
    ]);
  });

  it('gets its place with the first click, and keeps it after that', async () => {
    await openWindow();
    world.calls = [];
    await frontWindow();
    await frontWindow();
    expect(world.calls).toEqual([
      ['update', 7, { state: 'normal', focused: true }],
      ['update', 7, { left: -424, top: 736, width: 400, height: 320 }],
      ['update', 7, { state: 'normal', focused: true }],
    ]);
  });
});
