import type { BrowserName } from '../find-browsers.mjs';
import type { AgentPage } from './agent-page.ts';

export type { BrowserName };

/** How to start a browser with Ringside in it. */
export interface LaunchOptions {
  /** Directory of the unpacked build: dist/chrome or dist/firefox. */
  readonly extensionDir: string;
  /** Default true. False needs a display. */
  readonly headless?: boolean;
  /** A profile to use and keep, for tests of a restart. Default: a fresh one, which `close()` removes. */
  readonly userDataDir?: string;
  /** A folder of which a new profile begins as a copy (`firefox-profile.ts`). Firefox only. */
  readonly profileTemplate?: string | undefined;
  /**
   * Language of the browser's own UI, e.g. "he". Chromium only. On Debian it needs the package chromium-l10n
   * (119 MB); without it the UI stays English. Firefox would need a language pack.
   */
  readonly locale?: string;
  /** The home directory, where Firefox looks for managed storage. Default: the user's. */
  readonly home?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** Records the address of every request that the extension makes, for `requests()`. */
  readonly recordRequests?: boolean;
  /** 'loopback' (default): every other address fails at once, so that no test depends on the internet. */
  readonly network?: 'loopback' | 'open';
  /**
   * Host names that resolve to this machine. Every certificate is accepted for them. For tests of hosts that
   * are not loopback.
   */
  readonly hosts?: readonly string[];
  /**
   * 'stand-in' (default): in Firefox the driver replaces the desktop's notification service, because headless
   * Firefox drops every notification without one. 'real' leaves notifications to the desktop. 'drawn' makes
   * Firefox draw its own where the desktop has no service. In Firefox `clickNotification` works only with
   * 'stand-in'.
   */
  readonly notifications?: 'stand-in' | 'real' | 'drawn';
  /**
   * What happens to the page that the extension opens after its installation. 'close' (default) closes it
   * before anything else happens. 'none' means that this build opens none.
   */
  readonly firstPage?: 'close' | 'keep' | 'none';
  /**
   * True if a person uses the browser: it shows no sign of automation where it can start without one. Firefox
   * always marks its address bar while a program may control it.
   */
  readonly forPerson?: boolean;
  /**
   * The monitors of a headless Chromium, the first one at 0, 0: `{1920x1080}{-1920,0 1920x1080}`. Default:
   * one. Headless Firefox has one monitor of 1366 by 768 pixels.
   */
  readonly screens?: string;
  /** Size of the browser window, in pixels. */
  readonly windowSize?: { readonly width: number; readonly height: number };
}

export type ExtensionPageName =
  | 'options.html'
  | 'panel.html'
  | 'call.html'
  | 'float.html'
  | 'float-card.html'
  | 'day.html'
  | 'doctor.html'
  | 'import.html'
  | 'desk.html';

/** One tab as the browser sees it, including what the extension may not see. */
export interface Tab {
  /** The tab's address. A page that failed to load keeps the address that was requested. */
  readonly url: string;
  /** True for the selected tab of its window. */
  readonly active: boolean;
  readonly windowType: 'normal' | 'popup';
}

export interface BrowserWindow {
  readonly id: number;
  readonly type: 'normal' | 'popup';
  readonly focused: boolean;
  readonly state: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface NotificationSeen {
  readonly id: string;
  /** Firefox only. Chrome does not expose the texts of a notification. */
  readonly title?: string;
  readonly message?: string;
}

export type StorageArea = 'local' | 'session' | 'sync' | 'managed';

/**
 * A browser with Ringside loaded, observed and used from outside. The driver reads its state through an idle
 * page of the extension's origin (its manifest.json). That page runs no code of Ringside, so reading does not
 * wake the background. No debugger stays attached to the worker.
 */
export interface AgentBrowser {
  readonly name: BrowserName;
  readonly version: string;
  /** The extension's address, with a slash at the end. */
  readonly extensionUrl: string;

  /**
   * Opens a page of the extension in a tab of a normal window, in front. `query` is appended unchanged
   * ("?call=1").
   */
  openPage(page: ExtensionPageName, query?: string): Promise<AgentPage>;
  /** Opens any address in a tab of a normal window, in front. */
  openTab(url: string): Promise<AgentPage>;
  /** All open pages of the extension, including the call window. Excludes the idle page of the driver. */
  extensionPages(): Promise<AgentPage[]>;
  /** All open pages, web pages included. */
  pages(): Promise<AgentPage[]>;
  /**
   * Waits for a page that is open already or opens in time. A string is compared with the end of the page's
   * path ("call.html").
   */
  waitForPage(which: string | ((url: URL) => boolean), timeoutMs?: number): Promise<AgentPage>;

  /** Waits until no matching page is open. */
  waitForPageGone(which: string | ((url: URL) => boolean), timeoutMs?: number): Promise<void>;

  /** All tabs but the driver's own. */
  tabs(): Promise<Tab[]>;
  /** Waits for a tab whose address contains the string, or that satisfies the predicate. */
  waitForTab(which: string | ((tab: Tab) => boolean), timeoutMs?: number): Promise<Tab>;
  windows(): Promise<BrowserWindow[]>;
  /**
   * Closes every normal window. Needs an open call window; otherwise the browser would end, and nothing could
   * be read afterwards.
   */
  closeNormalWindows(): Promise<void>;

  /** The notifications that are shown, according to `notifications.getAll`. */
  notifications(): Promise<NotificationSeen[]>;
  /** Waits for any notification and returns the first. */
  waitForNotification(timeoutMs?: number): Promise<NotificationSeen>;
  waitForNoNotification(timeoutMs?: number): Promise<void>;
  /**
   * Clicks a notification, or one of its buttons (Chrome only). Wakes a sleeping background, as the browser
   * would.
   */
  clickNotification(id: string, buttonIndex?: number): Promise<void>;
  /**
   * Answers the browser's own permission prompt once it appears. `asking` is the page that was clicked. In
   * Chromium the answer is given by keyboard: the browser has to run on a desktop (desktop.ts) with its
   * window in front. A headless Chromium waits forever.
   */
  answerPermissionPrompt(asking: AgentPage, answer: 'grant' | 'deny'): Promise<void>;
  /** Takes a host permission away from the extension, as the user can in the browser's settings. */
  revokeOrigin(pattern: string): Promise<void>;
  /**
   * Deletes the extension's databases, as the browser does by itself when the disk is full. Open connections
   * to them are cut.
   */
  evictDatabases(): Promise<void>;
  badge(): Promise<{ text: string; title: string }>;
  /** Returns everything in a storage area. */
  storage(area: StorageArea): Promise<Record<string, unknown>>;
  /** Everything that pages and background have written to the console so far, one message a line. */
  consoleText(): Promise<string>;

  backgroundRuns(): Promise<boolean>;
  /**
   * Ends the background at once and waits until it is gone. In Firefox `runtime.onSuspend` fires first, as it
   * does for an idle background.
   */
  killBackground(): Promise<void>;
  /**
   * The addresses that the extension's background and pages have requested, sockets included, as recorded by
   * the browser. Needs `recordRequests`. Complete after `close()`.
   */
  requests(): readonly string[];
  /**
   * Closes the driver's own tab, which a person should not see. From then on the driver reads through another
   * page of the extension, so at least one must be open.
   */
  closeDriverTab(): Promise<void>;
  /** Resolves when the browser has ended, for whatever reason. */
  untilClosed(): Promise<void>;
  /** Ends the browser and removes its profile, unless `userDataDir` was given. */
  close(): Promise<void>;
}
