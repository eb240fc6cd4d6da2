/** Opens the CRM in a tab of the agent's last normal window, never in the call window. */
import browser from 'webextension-polyfill';
import { urlOf } from '../../domain/common/url.ts';
import { isFirefox } from '../../platform/browser.ts';
import { log, messageOf } from '../../platform/log.ts';
import { crmTabItem } from '../../platform/storage/items.ts';
import { withinTime } from '../../platform/async/timeout.ts';

/** Opens `url` in front, after the agent's own click; with `reuse` in the tab that was opened last, while it is still at the CRM. */
export async function openTab(url: string, reuse: boolean): Promise<void> {
  if (!(reuse && (await goToOurs(url)))) await remember(await openInFront(url));
}

/** Opens `url` where the agent does not look: nothing that is on the screen changes. */
export async function openTabBehind(url: string): Promise<void> {
  const windowId = await lastNormalWindow();
  if (windowId !== null) {
    await remember(await browser.tabs.create({ windowId, url, active: false }));
    return;
  }
  // Firefox gives a window the keyboard whatever it is asked, unless it opens minimised (docs/browsers.md 2).
  const window = await browser.windows.create({
    url,
    ...(isFirefox ? { state: 'minimized' } : { focused: false }),
  });
  await remember(window.tabs?.[0]);
}

const tabs = (): Promise<browser.Tabs.Tab[]> => browser.tabs.query({ windowType: 'normal' });

/** A browser that does not tell its tabs within so many ms must not keep a click waiting. */
const TABS_WITHIN_MS = 3_000;

/** The tabs that there are, by id; null where the browser does not tell in time. */
export async function tabsThatAre(): Promise<readonly number[] | null> {
  try {
    return (await withinTime(tabs(), TABS_WITHIN_MS)).flatMap(({ id }) => id ?? []);
  } catch (thrown) {
    log('warn', 'tabs not told', { why: messageOf(thrown) });
    return null;
  }
}

/** Finds `url` where a worker that died over it has opened it: a tab that was not there `before`, and whose address is not ours to read, is taken for it. */
export async function findOpened(url: string, before: readonly number[]): Promise<boolean> {
  const mayBeIt = (tab: browser.Tabs.Tab): boolean =>
    tab.id !== undefined && !before.includes(tab.id) && (addressOf(tab) === undefined || isAtSite(tab, url));
  const opened = (await tabs()).find(mayBeIt);
  if (opened !== undefined) await remember(opened);
  return opened !== undefined;
}

/** Shows `url` in the tab that we opened last. False where that is gone, or somewhere else by now; without the permission for the CRM's origin nobody can tell. */
async function goToOurs(url: string): Promise<boolean> {
  const tabId = await crmTabItem.get();
  const tab = (await browser.tabs.query({})).find(({ id }) => id === tabId);
  if (tabId === null || tab === undefined || !isAtSite(tab, url)) return false;
  await browser.tabs.update(tabId, addressOf(tab) === url ? { active: true } : { url, active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  return true;
}

/** Where a tab is, or undefined where that is not ours to read. One that has only begun to load is where it is on its way to; Chrome alone tells that. */
const addressOf = ({ url = '', pendingUrl }: browser.Tabs.Tab): string | undefined =>
  url === '' ? pendingUrl : url;

function isAtSite(tab: browser.Tabs.Tab, url: string): boolean {
  const shown = addressOf(tab);
  return urlOf(shown ?? '')?.origin === new URL(url).origin;
}

async function openInFront(url: string): Promise<browser.Tabs.Tab | undefined> {
  const windowId = await lastNormalWindow();
  if (windowId === null) return (await browser.windows.create({ url, focused: true })).tabs?.[0];
  const tab = await browser.tabs.create({ windowId, url, active: true });
  await browser.windows.update(windowId, { focused: true });
  return tab;
}

const remember = (tab: browser.Tabs.Tab | undefined): Promise<void> => crmTabItem.set(tab?.id ?? null);

/** The normal window that the agent used last: the one whose tab was looked at last. */
async function lastNormalWindow(): Promise<number | null> {
  const windows = await browser.windows.getAll({ populate: true, windowTypes: ['normal'] });
  const used = (window: browser.Windows.Window): number =>
    window.focused ? Infinity : Math.max(0, ...(window.tabs ?? []).map((tab) => tab.lastAccessed ?? 0));
  const [last] = windows.filter((window) => !window.incognito).sort((a, b) => used(b) - used(a));
  return last?.id ?? null;
}
