/**
 * The call window: one small window for all cards. It opens without the focus. Only the agent's click brings
 * it to the front. Its page fits its height to its cards (ui/call-window/fit-window.ts).
 */
import browser from 'webextension-polyfill';
import {
  CALL_WINDOW_SIZE,
  type Corner,
  cornerOf,
  type WindowBounds,
} from '../../domain/common/window-bounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { logThrown } from '../../platform/log.ts';
import { callWindowItem, windowBoundsItem } from '../../platform/storage/items.ts';

/** The window that Firefox opened minimised and that has no place on the screen yet, or null. */
let unplaced: number | null = null;

/**
 * Opens the window without the focus and draws attention to it. If it is already open, only draws attention:
 * it may be minimised or covered, and the agent must see that there is another ring. No browser brings a
 * window back without the keyboard (docs/browsers.md 2). Rejects where the browser refuses.
 */
export async function openWindow(): Promise<void> {
  // Asks the browser everything beforehand. While the page loads, each question would delay it.
  const [open, left, near] = await Promise.all([
    findWindow(),
    windowBoundsItem.get(),
    isFirefox ? null : corner(),
  ]);
  if (open !== null) {
    await browser.windows.update(open, { drawAttention: true });
    return;
  }
  const { width, height } = left ?? CALL_WINDOW_SIZE;
  const id = await create(isFirefox ? { state: 'minimized' } : { focused: false, width, height });
  if (id === null) return;
  // Chromium ignores the place at creation when the window does not get the focus, but accepts a later
  // update. A change of a window that Firefox opened minimised would restore it.
  if (isFirefox) {
    unplaced = id;
    await browser.windows.update(id, { drawAttention: true });
  } else await putInPlace(id, left, near, { drawAttention: true });
}

/** Brings the window to the front after the agent's click. Opens it if it is closed. */
export async function frontWindow(): Promise<void> {
  const [id, left, near] = await Promise.all([findWindow(), windowBoundsItem.get(), corner()]);
  const { width, height } = left ?? CALL_WINDOW_SIZE;
  if (id === null) {
    const opened = await create({ focused: true, width, height });
    if (opened !== null) await putInPlace(opened, left, near);
    return;
  }
  await browser.windows.update(id, { state: 'normal', focused: true });
  if (id !== unplaced) return;
  unplaced = null;
  await putInPlace(id, left, { ...near, width, height });
}

/**
 * Moves the window to where the agent left it, or else to `near`. If the browser accepts neither, the window
 * stays where the system put it. Sends `more` in the same call.
 */
async function putInPlace(
  id: number,
  left: WindowBounds | null,
  near: Partial<WindowBounds> | null,
  more: { drawAttention?: true } = {},
): Promise<void> {
  for (const place of [left, near]) {
    if (place === null) continue;
    // Chrome rejects a place of which most lies off every screen: the monitor may be gone, and the corner of
    // the browser's window may be beyond the screen.
    const isPut = await browser.windows.update(id, { ...place, ...more }).then(
      () => true,
      () => false,
    );
    if (isPut) return;
  }
  await browser.windows.update(id, more);
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
  callWindowItem.set(window.id ?? null).catch(logThrown('error', 'call window not noted'));
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

/** The place near the browser window that the agent used last. Null where there is none. */
const corner = (): Promise<Corner | null> => browser.windows.getLastFocused().then(cornerOf, () => null);
