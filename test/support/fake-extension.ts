/** The browser APIs that pages use, over plain objects: a store that reports its changes, and texts. */
import { readFileSync } from 'node:fs';
import type { CallState } from '../../src/domain/calls/state.ts';
import type { StoredEngine } from '../../src/platform/storage/items.ts';
import { serialize } from '../../src/platform/storage/stored-state.ts';

type Listener = (changes: Record<string, { newValue?: unknown }>) => void;
type Area = 'local' | 'session';

export interface FakeBrowser {
  readonly local: Record<string, unknown>;
  readonly session: Record<string, unknown>;
  readonly listeners: Readonly<Record<Area, Set<Listener>>>;
  /** The written items, as passed to the store. */
  readonly writes: object[];
  readonly messages: unknown[];
  /** The store refuses every write. */
  isFull: boolean;
  /** Writes wait for this promise. */
  held: Promise<void>;
}

export function newFakeBrowser(): FakeBrowser {
  return {
    local: {},
    session: {},
    writes: [],
    messages: [],
    isFull: false,
    held: Promise.resolve(),
    listeners: { local: new Set(), session: new Set() },
  };
}

/** Changes the store as another page does, and reports that to the page. */
export function change(world: FakeBrowser, area: Area, key: string, value: unknown): void {
  world[area][key] = value;
  world.listeners[area].forEach((listener) => listener({ [key]: { newValue: structuredClone(value) } }));
}

let states = 0;
/** The engine's item with that state, newer than all before. */
export const engineItem = (state: CallState): StoredEngine => ({
  callState: serialize(state),
  worker: 'the only one',
  number: (states += 1),
  pendingEffects: [],
  clicks: [],
});

/** Changes the state of the calls as the engine does, and reports that to the page. */
export const changeState = (world: FakeBrowser, state: CallState): void =>
  change(world, 'session', 'engine', engineItem(state));

/**
 * Replaces webextension-polyfill. A mock is made once for all tests of a file, so `now` returns the browser
 * of the current test.
 */
export function fakeExtension(now: () => FakeBrowser): object {
  const noEvent = { addListener: () => undefined, removeListener: () => undefined };
  const area = (name: Area) => ({
    get: (key: string) => Promise.resolve(structuredClone({ [key]: now()[name][key] })),
    set: async (items: Record<string, unknown>) => {
      const world = now();
      await world.held;
      if (world.isFull) throw new Error('QuotaExceededError');
      world.writes.push(structuredClone(items));
      for (const [key, value] of Object.entries(items)) change(world, name, key, structuredClone(value));
    },
    remove: (keys: string | readonly string[]) => {
      for (const key of [keys].flat()) Reflect.deleteProperty(now()[name], key);
      return Promise.resolve();
    },
    onChanged: {
      addListener: (listener: Listener) => void now().listeners[name].add(listener),
      removeListener: (listener: Listener) => void now().listeners[name].delete(listener),
    },
  });
  return {
    i18n: { getUILanguage: () => 'en' },
    runtime: {
      id: 'x',
      getURL: (file: string) => `chrome-extension://x/${file}`,
      connect: () => ({ onDisconnect: noEvent, postMessage: () => undefined }),
      getPlatformInfo: () => Promise.resolve({ os: 'win' }),
      sendMessage: (message: unknown) => Promise.resolve(void now().messages.push(message)),
    },
    notifications: { getPermissionLevel: () => Promise.resolve('granted') },
    permissions: { contains: () => Promise.resolve(false), onAdded: noEvent, onRemoved: noEvent },
    extension: { getViews: () => [] },
    storage: { local: area('local'), session: area('session') },
  };
}

/** Replaces `fetch` and returns the text catalogues and the adapters of CRMs. */
export function fetchCatalogue(address: string): Promise<Response> {
  const file = address.split('/').at(-1) ?? '';
  const folder = file === 'adapters.json' ? 'crm-adapters' : 'locales';
  return Promise.resolve(Response.json(JSON.parse(readFileSync(`src/${folder}/${file}`, 'utf8'))));
}
