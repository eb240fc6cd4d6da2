/** How much of the disk the extension takes. */
import browser from 'webextension-polyfill';

/** Resolves to the size of everything stored, in bytes: databases, and settings as JSON. */
export async function usedBytes(): Promise<number> {
  const [{ usage = 0 }, items] = await Promise.all([
    navigator.storage.estimate(),
    browser.storage.local.get(null),
  ]);
  return usage + new Blob([JSON.stringify(items)]).size;
}
