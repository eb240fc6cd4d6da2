/** The side panel beside a page: Chrome's side panel, or Firefox's sidebar. */
import browser from 'webextension-polyfill';
import { waitUpTo } from './async/timeout.ts';

/** APIs that only Chrome has and the cross-browser types lack. Firefox has `sidebarAction`. */
interface ChromeApi {
  readonly sidePanel?: { readonly open?: (options: { windowId: number }) => Promise<void> };
  readonly runtime: {
    readonly getContexts?: (filter: { contextTypes: readonly string[] }) => Promise<readonly unknown[]>;
  };
}
const chrome = browser as unknown as ChromeApi;
const sidebar = browser.sidebarAction as typeof browser.sidebarAction | undefined;

/** How long the browser may take to open the side panel, in ms. */
const OPENS_WITHIN_MS = 2_000;
/** Pause between two looks at whether it is open, in ms. */
const LOOK_AGAIN_MS = 50;

/** The id of this page's window. Read in advance, because a click is over by the time the browser answers. */
let windowId: number | null = null;
if (chrome.sidePanel !== undefined)
  void browser.windows.getCurrent().then(({ id }) => (windowId = id ?? null));

/** True if the browser has a side panel that a page can open. Edge and older Chromes may have none. */
export const canOpenSidePanel = (): boolean =>
  typeof chrome.sidePanel?.open === 'function' || sidebar !== undefined;

/**
 * Opens the side panel, and resolves to whether it is open. Call it in a click, with no `await` before it. A
 * browser whose side panel is disabled by a policy may reject, do nothing, or never answer: all of these are
 * false.
 */
export async function openSidePanel(): Promise<boolean> {
  const opening = open().then(
    () => true,
    () => false,
  );
  if ((await waitUpTo(opening, OPENS_WITHIN_MS)) === false) return false;
  const until = Date.now() + OPENS_WITHIN_MS;
  while (!(await isOpen())) {
    if (Date.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return true;
}

async function open(): Promise<void> {
  if (chrome.sidePanel?.open === undefined) await sidebar?.open();
  else if (windowId !== null) await chrome.sidePanel.open({ windowId });
}

/** Whether a side panel of ours is open in any window. */
async function isOpen(): Promise<boolean> {
  if (chrome.sidePanel === undefined) return (await sidebar?.isOpen({})) === true;
  const contexts = await chrome.runtime.getContexts?.({ contextTypes: ['SIDE_PANEL'] });
  return contexts === undefined || contexts.length > 0;
}
