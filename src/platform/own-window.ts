/** What a page may read and change of the window that it is in. */
import browser from 'webextension-polyfill';
import type { Upright, WindowBounds } from '../domain/common/window-bounds.ts';

/** The id of this page's window. */
let windowId: Promise<number | undefined> | null = null;

/** Returns where this page's window is, in CSS pixels of the desktop. */
export const ownBounds = (): WindowBounds => ({
  left: Math.round(screenX),
  top: Math.round(screenY),
  width: Math.round(outerWidth),
  height: Math.round(outerHeight),
});

/**
 * Returns the part of this window's screen that no task bar covers. Monitors may have negative coordinates.
 */
export function usableScreen(): Upright {
  // The types lack `availTop`. Both browsers have it.
  const { availTop = 0 } = screen as Screen & { readonly availTop?: number };
  return { top: availTop, height: screen.availHeight };
}

/**
 * True while a change of this window's size is harmless. A minimised window would come back with the keyboard
 * (docs/browsers.md 2), and one that fills the screen would shrink.
 */
export const mayResize = (): boolean =>
  document.visibilityState === 'visible' &&
  (outerWidth < screen.availWidth || outerHeight < screen.availHeight);

/**
 * Returns the height of the window that shows `content` CSS pixels of this page. The page's zoom enlarges the
 * content, but not the frame. Rejects where the browser refuses.
 */
export async function heightFor(content: number): Promise<number> {
  const zoom = await browser.tabs.getZoom();
  return outerHeight + (content - innerHeight) * zoom;
}

/** Changes place and height of this page's window. It gets no focus. Rejects where the browser refuses. */
export async function setOwnBounds(bounds: Partial<Upright>): Promise<void> {
  const id = await (windowId ??= browser.windows.getCurrent().then((window) => window.id));
  if (id !== undefined) await browser.windows.update(id, bounds);
}
