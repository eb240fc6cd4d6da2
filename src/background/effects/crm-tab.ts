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

/** The normal window that the agent used last: the one whose tab was looked at last. */
async function lastNormalWindow(): Promise<number | null> {
  const windows = await browser.windows.getAll({ populate: true, windowTypes: ['normal'] });
  const used = (window: browser.Windows.Window): number => (window.focused ? Infinity : Math.max(0, ...(window.tabs ?? []).map((tab) => tab.lastAccessed ?? 0)));
  const [last] = windows.filter((window) => !window.incognito).sort((a, b) => used(b) - used(a));
  return last?.id ?? null;
}
