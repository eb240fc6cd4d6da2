/** Damages the extension's stores from one of its pages, and repairs them. */
import type { AgentPage } from '../browsers/agent-page.ts';

const KB = 1024;
/** Most of the store, in few large items. They take seconds to write and to remove. */
const BALLAST = { name: 'ballast', largest: 4 * KB * KB, smallest: 64 * KB };
/** The rest of the store, in small items. They take some ms. */
const FILLER = { name: 'filler', largest: 32 * KB, smallest: 64 };
type Fill = typeof BALLAST;

/** Fills `storage.session` but for some kB. The extension still works. */
export const loadStore = async (page: AgentPage): Promise<void> => fill(page, BALLAST);

/** Fills the rest of a loaded store, so that the browser refuses every write that needs more. */
export const fillStore = async (page: AgentPage): Promise<void> => fill(page, FILLER);

/** Takes back `fillStore`. */
export const emptyStore = async (page: AgentPage): Promise<void> => clear(page, FILLER);

/** Takes back `loadStore`. */
export const unloadStore = async (page: AgentPage): Promise<void> => clear(page, BALLAST);

/**
 * The worker may replace an item by a shorter one meanwhile, so each size repeats until the browser refuses it.
 */
async function fill({ puppeteer }: AgentPage, { name, largest, smallest }: Fill): Promise<void> {
  await puppeteer.evaluate(`(async () => {
    const { session } = (globalThis.browser ?? globalThis.chrome).storage;
    let items = 0;
    for (let size = ${String(largest)}; size >= ${String(smallest)}; size /= 2)
      while (await session.set({ ['${name}' + items]: 'x'.repeat(size) }).then(() => true, () => false))
        if ((items += 1) > 100) throw new Error('the store has no quota');
  })()`);
}

async function clear({ puppeteer }: AgentPage, { name }: Fill): Promise<void> {
  const names = Array.from({ length: 101 }, (_, index) => `${name}${String(index)}`);
  await puppeteer.evaluate(
    `(globalThis.browser ?? globalThis.chrome).storage.session.remove(${JSON.stringify(names)})`,
  );
}

/**
 * Replaces each history by one of a newer version, which the extension cannot open. This closes the
 * connections of worker and pages, too.
 */
export const breakHistory = async (page: AgentPage): Promise<void> =>
  forEachHistory(
    page,
    `new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 99);
      request.onsuccess = () => resolve(request.result.close());
      request.onerror = () => reject(request.error);
    })`,
  );

/** Deletes the histories that `breakHistory` has damaged. */
export const mendHistory = async (page: AgentPage): Promise<void> =>
  forEachHistory(
    page,
    `new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
    })`,
  );

/** Runs an expression for the `name` of each history. It has to be a promise without a value. */
async function forEachHistory({ puppeteer }: AgentPage, work: string): Promise<void> {
  await puppeteer.evaluate(`(async () => {
    for (const { name } of await indexedDB.databases())
      if (name.startsWith('history-')) await ${work};
  })()`);
}
