import type { BrowserName } from '../find-browsers.mjs';
import type { AgentPage } from './agent-page.ts';

export type { BrowserName };

/** How to start a browser with Ringside in it. */
export interface LaunchOptions {
  /** The unpacked build: dist/chrome or dist/firefox. */
  readonly extensionDir: string;
  /** Default true. False needs a display. */
  readonly headless?: boolean;
  /** A profile to use and to keep, for tests of a restart. Default: a fresh one, removed by `close()`. */
  readonly userDataDir?: string;
  /**
   * Language of the browser's own UI, e.g. "he". Chromium only, and on Debian only with the package chromium-l10n (119 MB), without
   * which it stays English; Firefox would need a language pack.
   */
  readonly locale?: string;
  /** The user's home directory, from which Firefox reads policies of add-ons. Default: the real one. */
  readonly home?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** Keeps the address of every request that the extension makes, for `requests()`. */
  readonly recordRequests?: boolean;
  /** 'loopback' (default): every other address fails at once, so that no test depends on the world outside. */
  readonly network?: 'loopback' | 'open';
  /** Names that lead to this machine, whatever certificates they show: for what the browsers do with hosts that are not loopback. */
  readonly hosts?: readonly string[];
  /**
   * 'stand-in' (default): in Firefox the driver stands in for the desktop, without which headless Firefox drops every
   * notification. 'real' leaves them to the desktop, 'drawn' has Firefox draw its own where the desktop has none;
   * `clickNotification` can reach neither.
   */
  readonly notifications?: 'stand-in' | 'real' | 'drawn';
  /** The page that the extension opens upon its installation: closed by default, before anything else happens. 'none': this build opens none. */
  readonly firstPage?: 'close' | 'keep' | 'none';
  /** Size of the browser window, in pixels. */
  readonly windowSize?: { readonly width: number; readonly height: number };
}

export type ExtensionPageName =
  'options.html' | 'panel.html' | 'call.html' | 'day.html' | 'doctor.html' | 'import.html' | 'desk.html';

/** One tab as the browser has it, whatever the extension may know of it. */
export interface Tab {
  /** Where it is, or tried to go: a page that could not be loaded keeps its address. */
  readonly url: string;
  /** The tab in front in its window. */
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
  /** Firefox only: Chrome does not tell what a notification says. */
  readonly title?: string;
  readonly message?: string;
}

export type StorageArea = 'local' | 'session' | 'sync' | 'managed';

/**
 * A browser with Ringside loaded, seen and used from outside. What it shows is read through an idle page of the extension's
 * origin (its manifest.json), which runs none of our code, so that looking wakes nobody; no debugger stays on the worker.
 */
export interface AgentBrowser {
  readonly name: BrowserName;
  readonly version: string;
  /** The extension's address, with a slash at the end. */
  readonly extensionUrl: string;

  /** Opens a page of the extension in a tab of a normal window, in front. `query` is appended as it is ("?call=1"). */
  openPage(page: ExtensionPageName, query?: string): Promise<AgentPage>;
  /** Opens any address in a tab of a normal window, in front. */
  openTab(url: string): Promise<AgentPage>;
  /** All pages of the extension that are open now, the call window among them; not the idle one that the driver looks through. */
  extensionPages(): Promise<AgentPage[]>;
  /** All pages that are open now, web pages too. */
  pages(): Promise<AgentPage[]>;
  /** Waits for a page, open already or about to be; a string is matched against the end of its path ("call.html"). */
  waitForPage(which: string | ((url: URL) => boolean), timeoutMs?: number): Promise<AgentPage>;

  /** Waits until no such page is open. */
  waitForPageGone(which: string | ((url: URL) => boolean), timeoutMs?: number): Promise<void>;

  /** All tabs but the driver's own. */
  tabs(): Promise<Tab[]>;
  /** Waits for a tab whose address holds the string or satisfies the predicate. */
  waitForTab(which: string | ((tab: Tab) => boolean), timeoutMs?: number): Promise<Tab>;
  windows(): Promise<BrowserWindow[]>;
  /** Closes every normal window. Needs one of our pages to be open in a popup window, or nothing can be asked afterwards. */
  closeNormalWindows(): Promise<void>;

  /** Notifications that are up, as `notifications.getAll` tells. */
  notifications(): Promise<NotificationSeen[]>;
  /** Waits for any notification, and answers the first. */
  waitForNotification(timeoutMs?: number): Promise<NotificationSeen>;
  waitForNoNotification(timeoutMs?: number): Promise<void>;
  /** Clicks a notification, or one of its buttons (Chrome only). Wakes the background if it sleeps, as the browser would. */
  clickNotification(id: string, buttonIndex?: number): Promise<void>;
  /**
   * Answers the browser's own question for permissions, once it is there; `asking` is the page that was clicked. In Chromium by the
   * keyboard: it has to run on a desktop (desktop.ts), with its window in front; headless it waits for ever.
   */
  answerPermissionPrompt(asking: AgentPage, answer: 'grant' | 'deny'): Promise<void>;
  /** Takes a host away from the extension, as the user may in the browser's own settings. */
  revokeOrigin(pattern: string): Promise<void>;
  badge(): Promise<{ text: string; title: string }>;
  /** Everything that lies in a storage area. */
  storage(area: StorageArea): Promise<Record<string, unknown>>;
  /** All that pages and background have written to the console so far, one message a line. */
  consoleText(): Promise<string>;

  backgroundRuns(): Promise<boolean>;
  /** Ends the background at once and waits until it is gone. In Firefox `runtime.onSuspend` fires first, as it would for idleness. */
  killBackground(): Promise<void>;
  /** Where the extension's background and pages have asked, sockets too; told by the browser itself. With `recordRequests`, after `close()`. */
  requests(): readonly string[];
  /** Resolves when the browser has ended, by whatever hand. */
  untilClosed(): Promise<void>;
  /** Ends the browser and removes its profile, unless `userDataDir` was given. */
  close(): Promise<void>;
}
