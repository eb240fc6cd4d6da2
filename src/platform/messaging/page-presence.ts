/** Tracks which pages of the extension are open. */
import browser from 'webextension-polyfill';

/**
 * The kinds of pages, sent as the name of the page's connection. `side-panel` is an open side panel, which
 * shows rings itself. `directory` is a page that shows the lines of a whole account.
 */
const KINDS = ['page', 'side-panel', 'directory'] as const;

/** One of `KINDS`. */
export type PageKind = (typeof KINDS)[number];

/** Pause before a page connects again, in ms. */
const CALL_AGAIN_MS = 500;

/**
 * Keeps a connection to the worker while this page is open. The worker notices when the page closes, and a
 * worker that died is started again.
 */
export function connectPort(kind: PageKind): void {
  browser.runtime.connect({ name: kind }).onDisconnect.addListener(() => {
    setTimeout(() => connectPort(kind), CALL_AGAIN_MS);
  });
}

/** Reports which of our pages are open. */
export interface OpenPages {
  readonly isOpen: (kind: PageKind) => boolean;
  readonly isAnyOpen: () => boolean;
}

/**
 * Calls `on` when one of our pages opens or closes, and returns the open pages. Call it in the worker's first
 * turn.
 */
export function trackOpenPages(on: {
  readonly opened: (kind: PageKind) => void;
  readonly closed: () => void;
}): OpenPages {
  const lines = new Set<browser.Runtime.Port>();
  browser.runtime.onConnect.addListener((port) => {
    const kind = KINDS.find((each) => each === port.name);
    if (kind === undefined) return;
    lines.add(port);
    port.onDisconnect.addListener(() => {
      lines.delete(port);
      on.closed();
    });
    on.opened(kind);
  });
  return { isOpen: (kind) => [...lines].some(({ name }) => name === kind), isAnyOpen: () => lines.size > 0 };
}
