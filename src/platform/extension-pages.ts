/** What a page may do with itself and with other pages of the extension. */
import browser from 'webextension-polyfill';
import { logThrown } from './log.ts';

/** The channel on which our other pages ask an open options page to show itself. */
const OPTIONS_CHANNEL = 'options';

/**
 * Opens the options page in a tab, or brings an open one to the front. `section` is the section to show.
 * Without one, an open page stays where it is. Firefox's `openOptionsPage` would open a second tab
 * (docs/browsers.md 2).
 */
export async function openOptions(section = ''): Promise<void> {
  const views = browser.extension.getViews({ type: 'tab' });
  if (views.some(({ location }) => location.pathname === '/options.html')) {
    const channel = new BroadcastChannel(OPTIONS_CHANNEL);
    channel.postMessage(section);
    channel.close();
  } else {
    const hash = section === '' ? '' : `#${section}`;
    await browser.tabs.create({ url: browser.runtime.getURL(`options.html${hash}`) });
  }
}

/**
 * For the options page: comes to the front whenever another page asks for it, and calls `go` with the section
 * if there is one. Returns a function that stops this.
 */
export function followOptionsLinks(go: (section: string) => void): () => void {
  const channel = new BroadcastChannel(OPTIONS_CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string') return;
    if (data !== '') go(data);
    showOwnTab().catch(logThrown('warn', 'tab not shown'));
  };
  return () => channel.close();
}

/** Brings the tab of this page to the front, and its window. */
async function showOwnTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab.id !== undefined) await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
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
