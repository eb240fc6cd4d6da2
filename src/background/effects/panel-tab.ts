/** Opens the panel in a tab. The toolbar's panel cannot be opened at a certain call. */
import browser from 'webextension-polyfill';
import type { CallId } from '../../domain/common/types.ts';
import { openInFront } from './crm-tab.ts';

/**
 * Opens the panel in a tab in front, at a past call unless `callId` is null. Uses a tab that already shows
 * the panel. Rejects where the browser refuses.
 */
export async function openPanel(callId: CallId | null): Promise<void> {
  const panel = browser.runtime.getURL('panel.html');
  const url = callId === null ? panel : `${panel}?${String(new URLSearchParams({ call: callId }))}`;
  const open = (await browser.tabs.query({})).find((tab) => tab.url?.startsWith(panel));
  if (open?.id === undefined) {
    await openInFront(url);
    return;
  }
  await browser.tabs.update(open.id, { url, active: true });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}
