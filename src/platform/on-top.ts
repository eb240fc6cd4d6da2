/**
 * A small window above the windows of all programs: Document Picture-in-Picture. The browser opens it only
 * after a click on a page that stays open, and closes it together with that page. It has one such window.
 */
import browser from 'webextension-polyfill';
import { logThrown } from './log.ts';

/** The types lack this API. Firefox before 151 lacks the API itself. */
interface PictureInPicture {
  requestWindow(options: {
    width: number;
    height: number;
    disallowReturnToOpener: boolean;
  }): Promise<Window & typeof globalThis>;
}
const pictureInPicture = (globalThis as { readonly documentPictureInPicture?: PictureInPicture })
  .documentPictureInPicture;

/** The size of a card that the agent has never resized, in CSS pixels. */
const SIZE = { width: 320, height: 160 };
/** The size of the page that opens it. */
const OPENER_SIZE = { width: 440, height: 300 };
const OPENER_PATH = 'float.html';

/** Held by the page that keeps the card on top. The browser releases it with the page. */
const LOCK = 'on-top';
/** Says to other pages that the lock is held from now on. */
const CHANNEL = 'on-top';

/** True if the browser can keep a window on top. */
export const canKeepOnTop = (): boolean => pictureInPicture !== undefined;

/**
 * Opens `path`, a page of ours, above all windows. The page has a frame of its own there, so its timers and
 * animations run while the opener is minimised. `name` is the accessible name of the frame. Call it first in
 * a click. Resolves to true when the page is loaded, and to false if the window is gone before that. Calls
 * `closed` when the window is gone. Rejects where the browser refuses.
 */
export async function keepOnTop(path: string, name: string, closed: () => void): Promise<boolean> {
  if (pictureInPicture === undefined) throw new Error('No window can stay on top');
  const top = await pictureInPicture.requestWindow({ ...SIZE, disallowReturnToOpener: true });
  const { documentElement: root, body } = top.document;
  root.lang = document.documentElement.lang;
  root.dir = document.documentElement.dir;
  // Chrome's own choice for such a window is dark. The frame takes over what its document has.
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const dress = (): void => void (root.style.colorScheme = isDark.matches ? 'dark' : 'light');
  dress();
  isDark.addEventListener('change', dress);
  body.style.margin = '0';
  const frame = top.document.createElement('iframe');
  frame.src = browser.runtime.getURL(path);
  frame.title = name;
  frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; border: 0';
  const loaded = new Promise<true>((resolve) => frame.addEventListener('load', () => resolve(true)));
  body.append(frame);
  top.document.title = name;
  const gone = new Promise<false>((resolve) => top.addEventListener('pagehide', () => resolve(false)));
  void navigator.locks.request(LOCK, () => {
    announce();
    return gone;
  });
  void gone.then(() => {
    isDark.removeEventListener('change', dress);
    closed();
  });
  return Promise.race([loaded, gone]);
}

function announce(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/**
 * Calls `onChange` with whether a card is on top, now and at each change. Returns a function that stops it.
 */
export function watchOnTop(onChange: (isOnTop: boolean) => void): () => void {
  if (!canKeepOnTop()) return () => undefined;
  const stop = new AbortController();
  const look = async (): Promise<void> => {
    const { held = [] } = await navigator.locks.query();
    const isHeld = held.some(({ name }) => name === LOCK);
    if (stop.signal.aborted) return;
    onChange(isHeld);
    if (!isHeld) return;
    // Granted as soon as the card is gone.
    await navigator.locks.request(LOCK, { mode: 'shared', signal: stop.signal }, () => undefined);
    await look();
  };
  const lookNow = (): void =>
    void look().catch((thrown: unknown) => {
      if (!stop.signal.aborted) logThrown('warn', 'card on top not watched')(thrown);
    });
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = lookNow;
  lookNow();
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Opens the page that keeps the card on top in a small window, or brings an open one to the front. */
export async function openOnTopPage(): Promise<void> {
  const url = browser.runtime.getURL(OPENER_PATH);
  const windows = await browser.windows.getAll({ populate: true, windowTypes: ['popup'] });
  const open = windows.find(({ tabs = [] }) => tabs.some((tab) => tab.url === url));
  if (open?.id === undefined) await browser.windows.create({ type: 'popup', url, ...OPENER_SIZE });
  else await browser.windows.update(open.id, { state: 'normal', focused: true });
}

/** Minimises the window of this page, or closes it, if it is a small window with this page alone. */
export async function putOwnWindowAway(how: 'minimise' | 'close'): Promise<void> {
  const { id, type } = await browser.windows.getCurrent();
  if (id === undefined || type !== 'popup') return;
  if (how === 'close') await browser.windows.remove(id);
  else await browser.windows.update(id, { state: 'minimized' });
}

/** Closes the call window if it is open. Its calls show on top from now on. */
export function closeCallWindow(): void {
  const open = browser.extension.getViews().find(({ location }) => location.pathname === '/call.html');
  open?.close();
}
