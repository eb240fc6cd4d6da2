/** Damages the extension's stores from one of its pages, and repairs them. */
import type { AgentPage } from '../browsers/agent-page.ts';

/**
 * Fills `storage.session` but for some bytes, so that the browser refuses every write that needs more. The
 * worker may replace an item by a shorter one meanwhile, so the last and smallest step repeats until the
 * browser refuses it.
 */
export async function fillStore({ puppeteer }: AgentPage): Promise<void> {
  await puppeteer.evaluate(`(async () => {
    const { session } = (globalThis.browser ?? globalThis.chrome).storage;
    let fillers = 0;
    for (let size = 4 * 1024 * 1024; size >= 64; size = Math.floor(size / 2))
      while (await session.set({ ['filler' + fillers]: 'x'.repeat(size) }).then(() => true, () => false))
        fillers += 1;
  })()`);
}

/** Removes what `fillStore` has written. */
export async function emptyStore({ puppeteer }: AgentPage): Promise<void> {
  await puppeteer.evaluate(`(async () => {
    const { session } = (globalThis.browser ?? globalThis.chrome).storage;
    const fillers = Object.keys(await session.get()).filter((key) => key.startsWith('filler'));
    await session.remove(fillers);
  })()`);
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
