/** What a page may do with itself and with other pages of the extension. */
import browser from 'webextension-polyfill';

/**
 * Opens the options page in a tab, or switches to it if it is open. `section` is the section to show. Without
 * one, an open page stays where it is.
 */
export async function openOptions(section?: string): Promise<void> {
  const open = browser.extension
    .getViews({ type: 'tab' })
    .find(({ location }) => location.pathname === '/options.html');
  if (section === undefined) return browser.runtime.openOptionsPage();
  if (open === undefined) {
    await browser.tabs.create({ url: browser.runtime.getURL(`options.html#${section}`) });
    return;
  }
  open.location.hash = section;
  await browser.runtime.openOptionsPage();
}

/** Opens the day's ring log in a tab. */
export async function openActivity(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('day.html') });
}

/** Opens the diagnostics page in a tab. */
export async function openDiagnostics(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('doctor.html') });
}

/** Opens a tab with the page that loads a settings file. */
export async function openImport(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('import.html') });
}

/**
 * Closes the toolbar's pop-up after a click that leads elsewhere. Firefox would keep it open. The same page
 * in a tab stays open.
 */
export function closePanel(): void {
  if (browser.extension.getViews({ type: 'popup' }).includes(window)) window.close();
}

/** The names of our keyboard commands in the manifest. */
export const COMMANDS = ['open-crm', 'dismiss'] as const;

/** The keys of one command. */
export interface Shortcut {
  readonly name: (typeof COMMANDS)[number];
  /** As the browser writes them, e.g. `Alt+C`. Empty if no keys are set. */
  readonly keys: string;
}

/** Returns the shortcuts that are set in the browser, one for each of `COMMANDS`. */
export async function shortcuts(): Promise<readonly Shortcut[]> {
  const all = await browser.commands.getAll();
  return COMMANDS.map((name) => ({
    name,
    keys: all.find((command) => command.name === name)?.shortcut ?? '',
  }));
}
