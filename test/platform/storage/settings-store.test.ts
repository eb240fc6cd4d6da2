/** Several pages and the worker write settings at the same time, to one slow store. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toggleItem } from '../../../src/domain/common/list-edits.ts';
import type * as SettingsStore from '../../../src/platform/storage/settings-store.ts';
import { createLocks } from '../../support/web-locks.ts';

interface Store {
  local: Record<string, unknown>;
  writes: number;
  random: () => number;
}

const store = vi.hoisted((): Store => ({ local: {}, writes: 0, random: () => 0 }));

vi.mock('webextension-polyfill', () => {
  const later = (): Promise<void> =>
    new Promise((resolve) => (store.random() < 0.5 ? queueMicrotask(resolve) : setImmediate(resolve)));
  const area = {
    get: async (key: string) => {
      await later();
      return structuredClone({ [key]: store.local[key] });
    },
    set: async (items: object) => {
      await later();
      store.writes += 1;
      Object.assign(store.local, structuredClone(items));
    },
    onChanged: { addListener: () => undefined, removeListener: () => undefined },
  };
  return {
    default: { runtime: { getURL: () => 'chrome-extension://x/' }, storage: { local: area, session: area } },
  };
});

/** The module as each page and the worker loads it, with separate state. */
async function open(): Promise<typeof SettingsStore> {
  vi.resetModules();
  return import('../../../src/platform/storage/settings-store.ts');
}

/** Pseudo-random numbers that are the same in every run (a linear congruential generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

beforeEach(() => {
  vi.stubGlobal('navigator', { locks: createLocks() });
  Object.assign(store, { local: {}, writes: 0, random: createRandom(18) });
});

describe('settings that two pages and the worker change at the same time', () => {
  it('contain each of 1,000 random updates', async () => {
    const writers = [await open(), await open(), await open()] as const;
    const { random } = store;
    const expected = new Set<string>();
    const saves = Array.from({ length: 1_000 }, () => {
      const line = `SIPSIP${String(Math.floor(random() * 300))}`;
      const isOn = random() < 0.6;
      if (isOn) expected.add(line);
      else expected.delete(line);
      const writer = writers[Math.floor(random() * writers.length)] ?? writers[0];
      return writer.changeSettings(({ pickedLines }) => ({
        pickedLines: toggleItem(pickedLines, line, isOn),
      }));
    });
    await Promise.all(saves);
    const { pickedLines } = await (await open()).storedSettings();
    expect([...pickedLines].sort()).toEqual([...expected].sort());
  });

  it('contain updates of different settings', async () => {
    const [page, worker] = [await open(), await open()];
    await Promise.all([
      page.changeSettings(() => ({ region: 'GB' })),
      worker.changeSettings(() => ({ mostCards: 3 })),
      page.changeSettings(() => ({ sound: true })),
    ]);
    expect(store.local.settings).toEqual({ version: 1, region: 'GB', mostCards: 3, sound: true });
  });
});

describe('an update', () => {
  it('that changes nothing writes nothing', async () => {
    const { changeSettings } = await open();
    expect(await changeSettings(() => ({ region: 'GB' }))).toBe(true);
    expect(await changeSettings(() => ({ region: 'GB' }))).toBe(false);
    expect(store.writes).toBe(1);
  });

  it('that throws lets the next one write', async () => {
    const { changeSettings } = await open();
    const failing = changeSettings(() => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await changeSettings(() => ({ region: 'GB' }))).toBe(true);
  });
});
