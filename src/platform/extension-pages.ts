/** What a page may do with itself and with other pages of ours. */
import browser from 'webextension-polyfill';

/** Opens the options page in a tab, or goes to the one that is open. */
export const openOptions = async (): Promise<void> => browser.runtime.openOptionsPage();

/** Opens the ledger of the day in a tab. */
export async function openLedger(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('day.html') });
}

/** Opens the check-up in a tab. */
export async function openDoctor(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('doctor.html') });
}

/** Opens the page that loads a settings file in a tab. */
export async function openImport(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('import.html') });
}

/** Closes the toolbar's panel after a click that leads elsewhere; the same page open in a tab stays (Firefox keeps panels open). */
export function closePanel(): void {
  if (browser.extension.getViews({ type: 'popup' }).includes(window)) window.close();
}

/** The names of our commands in the manifest. */
export const COMMANDS = ['open-crm', 'dismiss'] as const;

export interface Shortcut {
  readonly name: (typeof COMMANDS)[number];
  /** As the browser writes them, e.g. `Alt+Shift+O`; '' where none are set. */
  readonly keys: string;
}

/** The shortcuts as they are set in the browser. */
export async function shortcuts(): Promise<readonly Shortcut[]> {
  const all = await browser.commands.getAll();
  return COMMANDS.map((name) => ({
    name,
    keys: all.find((command) => command.name === name)?.shortcut ?? '',
  }));
}

/** Chrome's own API, which the cross-browser types do not know; Firefox has `sidebarAction`. */
interface SidePanel {
  open(options: { windowId: number }): Promise<void>;
}
const sidePanel = (browser as unknown as { readonly sidePanel?: SidePanel }).sidePanel;

/** Asked beforehand: a gesture is over by the time that the browser has answered. */
let windowId: number | null = null;
if (sidePanel !== undefined) void browser.windows.getCurrent().then(({ id }) => (windowId = id ?? null));

/** Edge and older Chromes may have no side panel. */
export const canOpenDesk = (): boolean =>
  sidePanel !== undefined ||
  (browser.sidebarAction as typeof browser.sidebarAction | undefined) !== undefined;

/** Opens the desk. Only a click may do so, and only with nothing awaited before it. */
export async function openDesk(): Promise<void> {
  if (sidePanel === undefined) await browser.sidebarAction.open();
  else if (windowId !== null) await sidePanel.open({ windowId });
}
