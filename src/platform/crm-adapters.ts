/** The adapters that the extension ships: a file of its own, so that no script carries them. */
import browser from 'webextension-polyfill';

/** Resolves to the adapters as they are in the file. Rejects if it cannot be read. */
export async function shippedAdapters(): Promise<readonly unknown[]> {
  const answer = await fetch(browser.runtime.getURL('crm-adapters/adapters.json'));
  return (await answer.json()) as readonly unknown[];
}
