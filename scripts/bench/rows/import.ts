/** Measures the import of a long contact list: how long it takes, and what it leaves in memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Setup } from '../setup.ts';
import { CONTACTS } from './contacts.ts';

const PAGE = 'options.html';
/** Wait before memory is read, in ms. */
const SETTLE_MS = 3_000;

/** Memory is that of the JavaScript heap after a garbage collection, in bytes. Missing in Firefox. */
export interface Imported extends Readonly<Record<string, number>> {
  /** From the choice of the file to the end of the import. */
  readonly seconds: number;
  /** How many different shares of the work the page showed meanwhile. */
  readonly shares: number;
}

/** Chooses a file as a person does, imports it, and waits for the end. Runs in the page. */
const IMPORT = `(async () => {
  const until = async (find) => {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const field = await until(() => document.querySelector('input[type=file]'));
  const rows = Array.from({ length: ${String(CONTACTS)} }, (_, at) => {
    const digits = String(2_000_000 + at);
    return 'Contact N' + digits + ',Company ' + String(at % 500) + ',052-' + digits.slice(0, 3) + '-' + digits.slice(3);
  });
  const chosen = new DataTransfer();
  chosen.items.add(new File(['Name,Company,Phone\\n' + rows.join('\\n')], 'contacts.csv'));
  const begun = performance.now();
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await until(() => document.querySelector('table'));
  const status = field.closest('.set').querySelector('[role=status]');
  const shares = new Set();
  // A timer would see only some of them: the import does not wait for timers.
  new MutationObserver(() => {
    const share = /Importing: (.*)/.exec(status.textContent)?.[1];
    if (share !== undefined) shares.add(share);
  }).observe(status, { subtree: true, childList: true, characterData: true });
  [...document.querySelectorAll('button.primary')].find(({ textContent }) => textContent === 'Import').click();
  await until(() => status.textContent.startsWith('${CONTACTS.toLocaleString('en')} contacts imported.'));
  return { seconds: (performance.now() - begun) / 1000, shares: shares.size };
})()`;
const resultSchema = v.object({ seconds: v.number(), shares: v.number() });

/** Imports the list once, in the settings. Rejects if the page does not say that all contacts are imported. */
export async function measureImport({ post, debug, evaluate }: Setup): Promise<Imported> {
  await post.call('storage.local.set', { directory: [] });
  await post.call('windows.create', { url: `${PAGE}#callers` });
  await sleep(SETTLE_MS);
  const heaps = async (when: 'Before' | 'After'): Promise<Readonly<Record<string, number>>> => {
    if (debug === null) return {};
    const [page, worker] = [await debug.heapOf({ page: PAGE }), await debug.heapOf('worker')];
    if (page === null || worker === null) throw new Error('The page or the worker is gone');
    return { [`page${when}`]: page, [`worker${when}`]: worker };
  };
  const before = await heaps('Before');
  const result = v.parse(resultSchema, await evaluate(PAGE, IMPORT));
  await sleep(SETTLE_MS);
  return { ...result, ...before, ...(await heaps('After')) };
}
