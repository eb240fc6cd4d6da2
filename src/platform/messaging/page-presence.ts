/** Tracks which pages of the extension are open, and which of them the agent can see. */
import browser from 'webextension-polyfill';

/**
 * The kinds of pages, sent as the name of the page's connection. `side-panel` and
 * `on-top` show rings themselves.
 * `directory` is a page that shows the lines of a whole account.
 */
const KINDS = ['page', 'side-panel', 'on-top', 'call-window', 'directory'] as const;

/** One of `KINDS`. */
export type PageKind = (typeof KINDS)[number];

/** Pause before a page connects again, in ms. */
const CALL_AGAIN_MS = 500;
/** The same for the card on top. Without it, a new worker would open the call window for the next ring. */
const ON_TOP_AGAIN_MS = 50;

/** How long the worker waits for a page that is opening to report whether it is visible, in ms. */
const REPORT_WITHIN_MS = 1_000;

/** The message of a page: whether the browser shows it. */
interface Report {
  readonly visible: boolean;
}

/**
 * Keeps a connection to the worker while this page is open, and reports over it whether the page is visible.
 * The worker notices when the page closes, and a worker that died is started again.
 */
export function connectPort(kind: PageKind): void {
  const port = browser.runtime.connect({ name: kind });
  const report = (): void =>
    port.postMessage({ visible: document.visibilityState === 'visible' } satisfies Report);
  report();
  document.addEventListener('visibilitychange', report);
  port.onDisconnect.addListener(() => {
    document.removeEventListener('visibilitychange', report);
    setTimeout(() => connectPort(kind), kind === 'on-top' ? ON_TOP_AGAIN_MS : CALL_AGAIN_MS);
  });
}

/** Says which of our pages are open and visible. */
export interface OpenPages {
  readonly isOpen: (kind: PageKind) => boolean;
  readonly isAnyOpen: () => boolean;
  /**
   * True if the browser shows a page of that kind. A page in a minimised window or in a tab behind another is
   * not visible. For a window that other windows cover, the browser's word counts (docs/browsers.md 2).
   */
  readonly isVisible: (kind: PageKind) => boolean;
  /** Resolves like `isVisible`, once a page of that kind has reported. Waits at most `REPORT_WITHIN_MS`. */
  readonly whenVisibilityIsKnown: (kind: PageKind) => Promise<boolean>;
}

/**
 * Calls `on` when one of our pages opens or closes, and returns the open pages. Call it in the worker's first
 * turn.
 */
export function trackOpenPages(on: {
  readonly opened: (kind: PageKind) => void;
  readonly closed: (kind: PageKind) => void;
}): OpenPages {
  /** Each open page, and whether it is visible. Undefined until its first report. */
  const ports = new Map<browser.Runtime.Port, boolean | undefined>();
  const waiting = new Set<() => void>();
  browser.runtime.onConnect.addListener((port) => {
    const kind = KINDS.find((each) => each === port.name);
    if (kind === undefined) return;
    ports.set(port, undefined);
    port.onMessage.addListener((message: unknown) => {
      if (!isReport(message)) return;
      ports.set(port, message.visible);
      waiting.forEach((look) => look());
    });
    port.onDisconnect.addListener(() => {
      ports.delete(port);
      on.closed(kind);
    });
    on.opened(kind);
  });
  const statesOf = (kind: PageKind): readonly (boolean | undefined)[] =>
    [...ports].flatMap(([{ name }, visible]) => (name === kind ? [visible] : []));
  const isVisible = (kind: PageKind): boolean => statesOf(kind).includes(true);
  return {
    isOpen: (kind) => statesOf(kind).length > 0,
    isAnyOpen: () => ports.size > 0,
    isVisible,
    whenVisibilityIsKnown: (kind) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(isVisible(kind));
        };
        const look = (): void => {
          if (statesOf(kind).some((visible) => visible !== undefined)) finish();
        };
        const timer = setTimeout(finish, REPORT_WITHIN_MS);
        waiting.add(look);
        look();
      }),
  };
}

const isReport = (message: unknown): message is Report =>
  typeof message === 'object' &&
  message !== null &&
  'visible' in message &&
  typeof message.visible === 'boolean';
