/**
 * The call window: one small window for all cards. It opens without the focus. Only the agent's click brings
 * it to the front.
 */
import browser from 'webextension-polyfill';
import type { WindowBounds } from '../../domain/common/window-bounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { log, messageOf } from '../../platform/log.ts';
import { callWindowItem, windowBoundsItem } from '../../platform/storage/items.ts';

const SIZE = { width: 400, height: 320 };
const MARGIN = 24;

/**
 * Opens the window without the focus and draws attention to it once. A window that is already open is left
 * unchanged. Rejects where the browser refuses.
 */
export async function openWindow(): Promise<void> {
  // Asks the browser everything beforehand. While the page loads, each question would delay it.
  const [open, left, near] = await Promise.all([
    findWindow(),
    windowBoundsItem.get(),
    isFirefox ? {} : corner(),
  ]);
  if (open !== null) return;
  const { width, height } = left ?? SIZE;
  const id = await create(isFirefox ? { state: 'minimized' } : { focused: false, width, height });
  if (id === null) return;
  // Chromium ignores the place at creation when the window does not get the focus, but accepts a later
  // update. Firefox opened the window minimised.
  await putInPlace(id, isFirefox ? null : left, () => near, { drawAttention: true });
}

/** Brings the window to the front after the agent's click. Opens it if it is closed. */
export async function frontWindow(): Promise<void> {
  const [id, left] = await Promise.all([findWindow(), windowBoundsItem.get()]);
  if (id === null) {
    const opened = await create({
      focused: true,
      width: left?.width ?? SIZE.width,
      height: left?.height ?? SIZE.height,
    });
    if (opened !== null && left !== null) await putInPlace(opened, left, corner);
  } else {
    const { state } = await browser.windows.get(id);
    await browser.windows.update(id, { state: 'normal', focused: true });
    // A window that a ring opened minimised has no place yet.
    if (isFirefox && state === 'minimized' && left !== null) await putInPlace(id, left, corner);
  }
}

/**
 * Moves the window to where the agent left it. If there is no such place, or its screen is gone, moves it
 * near the browser's window. Sends `more` in the same call.
 */
async function putInPlace(
  id: number,
  left: WindowBounds | null,
  near: () => Corner | Promise<Corner>,
  more: { drawAttention?: true } = {},
): Promise<void> {
  // Chrome rejects a place that lies off every screen.
  const isPut =
    left !== null &&
    (await browser.windows.update(id, { ...left, ...more }).then(
      () => true,
      () => false,
    ));
  if (!isPut) await browser.windows.update(id, { ...(await near()), ...more });
}

/** Closes the window if it is open. */
export async function closeWindow(): Promise<void> {
  const id = await findWindow();
  if (id !== null) await browser.windows.remove(id);
}

async function create(shape: {
  focused?: boolean;
  state?: 'minimized';
  width?: number;
  height?: number;
}): Promise<number | null> {
  const window = await browser.windows.create({
    type: 'popup',
    url: browser.runtime.getURL('call.html'),
    ...shape,
  });
  // If this id is lost, the window is found by its page.
  callWindowItem
    .set(window.id ?? null)
    .catch((thrown: unknown) => log('error', 'call window not noted', { why: messageOf(thrown) }));
  return window.id ?? null;
}

/**
 * Returns the id of the open window, or null. Also searches by the page, because the id may be lost when the
 * worker dies.
 */
async function findWindow(): Promise<number | null> {
  const page = browser.runtime.getURL('call.html');
  const [windows, known] = await Promise.all([
    browser.windows.getAll({ populate: true, windowTypes: ['popup'] }),
    callWindowItem.get(),
  ]);
  return (
    windows.find(
      (window) =>
        window.id === known || window.tabs?.some((tab) => (tab.url ?? tab.pendingUrl)?.startsWith(page)),
    )?.id ?? null
  );
}

/** A place in screen pixels, or `{}` for none. */
type Corner = { left: number; top: number } | Record<string, never>;

/**
 * The lower right corner of the agent's browser window. It is near, and seldom covers what the agent types.
 * Returns `{}` where there is no window.
 */
async function corner(): Promise<Corner> {
  const { left, top, width, height } = await browser.windows
    .getLastFocused()
    .catch((): Partial<browser.Windows.Window> => ({}));
  if (left === undefined || top === undefined || width === undefined || height === undefined) return {};
  return {
    left: Math.round(Math.max(0, left + width - SIZE.width - MARGIN)),
    top: Math.round(Math.max(0, top + height - SIZE.height - MARGIN)),
  };
}
