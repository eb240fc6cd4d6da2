/** One item of the browser's store: how it is read, written and watched. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { withTimeout } from '../async/timeout.ts';

/** One stored value. `get` and `set` reject when the browser's store fails. */
export interface Item<T> {
  get(): Promise<T>;
  set(value: T): Promise<void>;
  /** Calls `changed` on every change, from any page or the worker. Returns a function that stops it. */
  watch(changed: (value: T) => void): () => void;
}

/** A value that can be removed. A secret that is set to null would leave an entry. */
export interface StoredItem<T> extends Item<T> {
  remove(): Promise<void>;
}

/** `session` is kept in memory until the browser closes. */
type Area = 'local' | 'session';

/** A read or write that takes longer than this, in ms, has failed. A damaged store may never answer. */
const READ_MS = 5_000;
const WRITE_MS = 10_000;

/** Describes an item. `read` turns the stored value, or undefined if there is none, into the item's. */
export function item<T>(area: Area, key: string, read: (raw: unknown) => T): StoredItem<T> {
  return {
    get: async () => read((await withTimeout(browser.storage[area].get(key), READ_MS))[key]),
    set: async (value) => withTimeout(browser.storage[area].set({ [key]: value }), WRITE_MS),
    remove: async () => browser.storage[area].remove(key),
    watch: (changed) => {
      const listener = (changes: Record<string, { newValue?: unknown }>): void => {
        const change = changes[key];
        if (change !== undefined) changed(read(change.newValue));
      };
      // Uses the event of one area. A listener to the event of all areas receives everything that the worker
      // writes at each ring, even in the worker.
      browser.storage[area].onChanged.addListener(listener);
      return () => {
        browser.storage[area].onChanged.removeListener(listener);
      };
    },
  };
}

/** Returns a reader of an item: `otherwise` replaces what does not fit the schema. */
export const readAs =
  <T, Other>(schema: v.GenericSchema<unknown, T>, otherwise: Other) =>
  (raw: unknown): T | Other => {
    const parsed = v.safeParse(schema, raw);
    return parsed.success ? parsed.output : otherwise;
  };
