/** Which pages of the extension are open. */
import browser from 'webextension-polyfill';

/** What a page's line to the worker says of it: an open desk shows rings by itself, a directory the lines of a whole account. */
export const KINDS = ['page', 'desk', 'directory'] as const;

export type PageKind = (typeof KINDS)[number];

export const CALL_AGAIN_MS = 500;

/** Keeps a line to the worker for as long as this page is open: it notices when the page goes, and a worker that died is woken. */
export function holdLine(kind: PageKind): void {
  browser.runtime.connect({ name: kind }).onDisconnect.addListener(() => {
    setTimeout(() => holdLine(kind), CALL_AGAIN_MS);
  });
}

/** Which of our pages are open. */
export interface OpenPages {
  readonly isOpen: (kind: PageKind) => boolean;
  readonly isAnyOpen: () => boolean;
}

/** Hears when one of our pages opens or closes, and knows which are open. Add it in the worker's first turn. */
export function watchPages(on: {
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
