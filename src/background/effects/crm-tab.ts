/** Opens the CRM in a tab of the agent's last normal window, never in the call window. */
import browser from 'webextension-polyfill';
import { urlOf } from '../../domain/common/url.ts';
import { isFirefox } from '../../platform/browser.ts';
import { logThrown } from '../../platform/log.ts';
import { crmTabItem } from '../../platform/storage/items.ts';
import { withTimeout } from '../../platform/async/timeout.ts';

/**
 * Opens `url` in front, after the agent's click. With `reuse`, uses the tab that was opened last, if it still
 * shows the CRM.
 */
export async function openTab(url: string, reuse: boolean): Promise<void> {
  if (!(reuse && (await goToOurs(url)))) await remember(await openInFront(url));
}

/** Opens `url` in the background. Nothing on the screen changes. */
export async function openTabBehind(url: string): Promise<void> {
  const windowId = await lastNormalWindow();
  if (windowId !== null) {
    await remember(
      await inContainer(url, (place) => browser.tabs.create({ ...place, windowId, active: false })),
    );
    return;
  }
  // Firefox gives a new window the keyboard in any case, unless it opens minimised (docs/browsers.md 2).
  const window = await inContainer(url, (place) =>
    browser.windows.create({ ...place, ...(isFirefox ? { state: 'minimized' } : { focused: false }) }),
  );
  await remember(window.tabs?.[0]);
}

const tabs = (): Promise<browser.Tabs.Tab[]> => browser.tabs.query({ windowType: 'normal' });

/** Time limit for the list of tabs, in ms. A slow browser must not keep a click waiting. */
const TABS_WITHIN_MS = 3_000;

/** The ids of all open tabs. Null if the browser does not answer in time. */
export async function tabsThatAre(): Promise<readonly number[] | null> {
  try {
    return (await withTimeout(tabs(), TABS_WITHIN_MS)).flatMap(({ id }) => id ?? []);
  } catch (thrown) {
    logThrown('warn', 'tabs not told')(thrown);
    return null;
  }
}

/**
 * Looks for the tab in which a worker that died has opened `url`. `before` holds the tabs that were open
 * earlier. A new tab whose address we may not read counts as that tab.
 */
export async function findOpened(url: string, before: readonly number[]): Promise<boolean> {
  const mayBeIt = (tab: browser.Tabs.Tab): boolean =>
    tab.id !== undefined && !before.includes(tab.id) && (addressOf(tab) === undefined || isAtSite(tab, url));
  const opened = (await tabs()).find(mayBeIt);
  if (opened !== undefined) await remember(opened);
  return opened !== undefined;
}

/**
 * Shows `url` in the tab that we opened last. Returns false if that tab is closed or shows another site, or
 * if the permission for the CRM's origin is missing: the address cannot be read then.
 */
async function goToOurs(url: string): Promise<boolean> {
  const tabId = await crmTabItem.get();
  const tab = (await browser.tabs.query({})).find(({ id }) => id === tabId);
  if (tabId === null || tab === undefined || !isAtSite(tab, url)) return false;
  await browser.tabs.update(tabId, addressOf(tab) === url ? { active: true } : { url, active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  return true;
}

/**
 * The address of a tab, or undefined where we may not read it. For a tab that has only begun to load, this is
 * the address that it loads; only Chrome reports that.
 */
const addressOf = ({ url = '', pendingUrl }: browser.Tabs.Tab): string | undefined =>
  url === '' ? pendingUrl : url;

function isAtSite(tab: browser.Tabs.Tab, url: string): boolean {
  const shown = addressOf(tab);
  return urlOf(shown ?? '')?.origin === new URL(url).origin;
}

/**
 * Opens `url` in front, in the agent's last normal window or in a new one. Rejects where the browser
 * refuses.
 */
export async function openInFront(url: string): Promise<browser.Tabs.Tab | undefined> {
  const windowId = await lastNormalWindow();
  if (windowId === null)
    return (await inContainer(url, (place) => browser.windows.create({ ...place, focused: true }))).tabs?.[0];
  const tab = await inContainer(url, (place) => browser.tabs.create({ ...place, windowId, active: true }));
  await browser.windows.update(windowId, { focused: true });
  return tab;
}

/** What a new tab loads, and in which container of Firefox. */
interface Place {
  readonly url: string;
  readonly cookieStoreId?: string;
}

/**
 * Opens `url` in the container of the last tab that shows the same site, because the agent may be signed in
 * only there. Opens it without a container if there is none, or if it was deleted. Firefox names containers
 * only with the optional permission for them, Chrome has none.
 */
async function inContainer<T>(url: string, open: (place: Place) => Promise<T>): Promise<T> {
  const cookieStoreId = await containerFor(url);
  if (cookieStoreId === undefined) return open({ url });
  try {
    return await open({ url, cookieStoreId });
  } catch (thrown) {
    logThrown('warn', 'container not used')(thrown);
    return open({ url });
  }
}

async function containerFor(url: string): Promise<string | undefined> {
  if (!isFirefox) return undefined;
  // Without the list, the page opens all the same.
  const all = await withTimeout(tabs(), TABS_WITHIN_MS).catch(() => []);
  const [last] = all
    .filter((tab) => !tab.incognito && tab.cookieStoreId !== undefined && isAtSite(tab, url))
    .sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  return last?.cookieStoreId;
}

const remember = (tab: browser.Tabs.Tab | undefined): Promise<void> => crmTabItem.set(tab?.id ?? null);

/**
 * The id of the normal window that the agent used last: the focused one, or the one whose tab was viewed
 * last. Null if there is none. Private windows are left out, and
 * the card on top, which Chrome calls a normal window.
 */
async function lastNormalWindow(): Promise<number | null> {
  const windows = await browser.windows.getAll({ populate: true, windowTypes: ['normal'] });
  const used = (window: browser.Windows.Window): number =>
    window.focused ? Infinity : Math.max(0, ...(window.tabs ?? []).map((tab) => tab.lastAccessed ?? 0));
  const [last] = windows
    .filter(({ incognito, alwaysOnTop }) => !incognito && !alwaysOnTop)
    .sort((a, b) => used(b) - used(a));
  return last?.id ?? null;
}
