/** Opens the CRM in a tab of the agent's last normal window, never in the call window. */
import browser from 'webextension-polyfill';

/** Opens `url` in front, after the agent's own click; makes a window where there is no normal one. */
export async function openTab(url: string): Promise<void> {
  const windowId = await lastNormalWindow();
  if (windowId === null) {
    await browser.windows.create({ url, focused: true });
    return;
  }
  await browser.tabs.create({ windowId, url, active: true });
  await browser.windows.update(windowId, { focused: true });
}

const tabs = (): Promise<browser.Tabs.Tab[]> => browser.tabs.query({ windowType: 'normal' });

/** The tabs that there are, by id. */
export const tabsThatAre = async (): Promise<number[]> => (await tabs()).flatMap(({ id }) => id ?? []);

/** Opens `url` unless that was done: a tab that was not there `before`, and whose address is not ours to read, is taken for it. */
export async function findOrOpenTab(url: string, before: readonly number[]): Promise<void> {
  const { origin } = new URL(url);
  const mayBeIt = ({ id, url: shown }: browser.Tabs.Tab): boolean => id !== undefined && !before.includes(id) && (shown === undefined || shown.startsWith(origin));
  if (!(await tabs()).some(mayBeIt)) await openTab(url);
}

/** The normal window that the agent used last: the one whose tab was looked at last. */
async function lastNormalWindow(): Promise<number | null> {
  const windows = await browser.windows.getAll({ populate: true, windowTypes: ['normal'] });
  const used = (window: browser.Windows.Window): number => (window.focused ? Infinity : Math.max(0, ...(window.tabs ?? []).map((tab) => tab.lastAccessed ?? 0)));
  const [last] = windows.filter((window) => !window.incognito).sort((a, b) => used(b) - used(a));
  return last?.id ?? null;
}
