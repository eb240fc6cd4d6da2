/** What a page may do with itself and with the options page. */
import browser from 'webextension-polyfill';

/** Opens the options page in a tab, or goes to the one that is open. */
export const openOptions = async (): Promise<void> => browser.runtime.openOptionsPage();

/** Closes the toolbar's panel after a click that leads elsewhere; the same page open in a tab stays (Firefox keeps panels open). */
export function closePanel(): void {
  if (browser.extension.getViews({ type: 'popup' }).includes(window)) window.close();
}
