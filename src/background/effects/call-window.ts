/** The call window: one small window for all cards. It opens without the focus; only the agent's own click brings it to the front. */
import browser from 'webextension-polyfill';
import type { Place } from '../../domain/common/window-bounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { log, messageOf } from '../../platform/log.ts';
import { callWindowItem, windowPlace } from '../../platform/storage/items.ts';

const SIZE = { width: 400, height: 320 };
const MARGIN = 24;

/** Opens the window behind whatever the agent works in and draws attention once; one that is open is left as it is. */
export async function openWindow(): Promise<void> {
  // All that has to be asked is asked beforehand: while the page loads, each question would keep it waiting.
  const [open, left, near] = await Promise.all([findWindow(), windowPlace.get(), isFirefox ? {} : corner()]);
  if (open !== null) return;
  const { width, height } = left ?? SIZE;
  const id = await create(isFirefox ? { state: 'minimized' } : { focused: false, width, height });
  if (id === null) return;
  // Chromium ignores the place at creation when the window does not get the focus; a later update is honoured. Firefox opened it minimised.
  await putInPlace(id, isFirefox ? null : left, () => near, { drawAttention: true });
}

/** Brings the window to the front, after the agent clicked for it. */
export async function frontWindow(): Promise<void> {
  const [id, left] = await Promise.all([findWindow(), windowPlace.get()]);
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
    // One that a ring has opened minimised has had no place so far.
    if (isFirefox && state === 'minimized' && left !== null) await putInPlace(id, left, corner);
  }
}

/** Where the agent left it, or near the browser's window if that was never, or on a screen that is gone; in the same call asks for `more`. */
async function putInPlace(
  id: number,
  left: Place | null,
  near: () => Corner | Promise<Corner>,
  more: { drawAttention?: true } = {},
): Promise<void> {
  // Chrome takes no place that lies off every screen.
  const isPut =
    left !== null &&
    (await browser.windows.update(id, { ...left, ...more }).then(
      () => true,
      () => false,
    ));
  if (!isPut) await browser.windows.update(id, { ...(await near()), ...more });
}

/** Closes the window, if it is open. */
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
  // Found by its page, should this be lost.
  callWindowItem
    .set(window.id ?? null)
    .catch((thrown: unknown) => log('error', 'call window not noted', { why: messageOf(thrown) }));
  return window.id ?? null;
}

/** The window that is really there: by its page, so that one whose id was lost with the worker is found again. */
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

/** A place, or nowhere. */
type Corner = { left: number; top: number } | Record<string, never>;

/** The lower end corner of the agent's browser window: near, and seldom over what is being typed. Nowhere where there is no window. */
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
