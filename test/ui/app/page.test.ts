// @vitest-environment happy-dom
/** A page over a failing store reports that and keeps trying instead of staying blank. */
import { readFileSync } from 'node:fs';
import { h } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface World {
  /** The areas whose reads are never answered. */
  silent: Set<string>;
  session: Record<string, unknown>;
  /** The areas whose reads fail. */
  broken: Set<string>;
  local: Record<string, unknown>;
}
const world = vi.hoisted((): World => ({ broken: new Set(), silent: new Set(), local: {}, session: {} }));
vi.mock('webextension-polyfill', () => {
  const onChanged = { addListener: () => undefined, removeListener: () => undefined };
  const area = (name: string) => ({
    get(key: string) {
      if (world.silent.has(name)) return new Promise(() => undefined);
      return world.broken.has(name)
        ? Promise.reject(new Error('store broken'))
        : Promise.resolve({ [key]: name === 'local' ? world.local[key] : world.session[key] });
    },
    onChanged,
  });
  return {
    default: {
      i18n: { getUILanguage: () => 'en' },
      runtime: {
        id: 'x',
        getURL: (file: string) => `chrome-extension://x/${file}`,
        connect: () => ({ onDisconnect: { addListener: () => undefined }, postMessage: () => undefined }),
      },
      storage: { local: area('local'), session: area('session') },
    },
  };
});

const fetchCatalogue = (address: string): Promise<Response> =>
  Promise.resolve(
    Response.json(JSON.parse(readFileSync(`src/locales/${address.split('/').at(-1) ?? ''}`, 'utf8'))),
  );
const text = (): string => document.body.textContent;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  Object.assign(world, { broken: new Set(), silent: new Set(), local: {}, session: {} });
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
});
afterEach(() => void vi.useRealTimers());

/** Draws a page that shows the region of the settings. */
async function open(): Promise<void> {
  const { mount, usePage } = await import('../../../src/ui/app/page.tsx');
  mount(() => h('p', null, `Region ${usePage().settings.region}`), 'app.name');
  await vi.advanceTimersByTimeAsync(100);
}

describe('a page', () => {
  it('shows its content', async () => {
    await open();
    expect(text()).toBe('Region IL');
  });

  it.each(['local', 'session'])(
    'whose first read of storage.%s fails reports it, and shows its content after a later one',
    async (area) => {
      world.broken.add(area);
      await open();
      expect(text()).toMatch(/can’t read its saved data/);
      expect(document.querySelector('button')?.textContent).toBe('Try again');
      world.broken.clear();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(text()).toBe('Region IL');
    },
  );

  it('whose store never answers reports it, and shows its content once it does', async () => {
    world.silent.add('local');
    await open();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(text()).toMatch(/can’t read its saved data/);
    world.silent.clear();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(text()).toBe('Region IL');
  });

  it.each([null, 7, 'x', true, [], [1], {}, { version: 'x', region: 7, rules: 'y', quietHours: [] }])(
    'shows its content over stored values that are all %j',
    async (value) => {
      world.local = { settings: value, policy: value };
      world.session = { status: value, engine: value };
      await open();
      expect(text()).toBe('Region IL');
    },
  );

  it('whose texts cannot be read at first shows its content once they can', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await open();
    expect(text()).toBe('');
    vi.stubGlobal('fetch', fetchCatalogue);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(text()).toBe('Region IL');
  });
});
