import { mkdir } from 'node:fs/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import * as v from 'valibot';
import type { AgentBrowser, LaunchOptions, NotificationSeen, Tab } from './agent-browser.ts';
import { createExtensionView, type ExtensionView } from './extension-view.ts';
import { beginAsCopy, LOOPBACK_ALONE, START_MS } from './firefox-profile.ts';
import {
  clickOnDesktop,
  isOnDesktop,
  reachInternals,
  recordedRequests,
  recordRequests,
  refreshPages,
  standInForDesktop,
  type Internals,
} from './firefox-internals.ts';
import { GECKO_ID } from '../manifest.ts';
import { answerInFirefox } from './permission-prompt.ts';
import { endBrowser } from './end-browser.ts';
import { makeProfile } from './profile.ts';
import { untilGone } from './wait-until-gone.ts';
import { createWaiters } from './event-waiters.ts';
import { untilTrue } from './wait-for.ts';

/** Firefox would choose a random address for the extension. A fixed one can be opened by tests. */
const UUID = '7f6b1d3c-52d1-4b0e-9c57-2f1d6a3e8b90';

/** Starts Firefox over WebDriver BiDi with the extension as a temporary add-on. */
export async function launchFirefox(executablePath: string, options: LaunchOptions): Promise<AgentBrowser> {
  const profile = makeProfile(options.userDataDir);
  await mkdir(profile.dir, { recursive: true });
  if (options.profileTemplate !== undefined) await beginAsCopy(options.profileTemplate, profile.dir);
  const { width, height } = options.windowSize ?? { width: 1280, height: 860 };
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: options.headless ?? true,
    userDataDir: profile.dir,
    defaultViewport: null,
    acceptInsecureCerts: options.hosts !== undefined,
    timeout: START_MS,
    protocolTimeout: START_MS,
    args: [
      '--no-remote',
      '--remote-allow-system-access',
      `--width=${String(width)}`,
      `--height=${String(height)}`,
    ],
    extraPrefsFirefox: preferences(options),
    ...(options.home === undefined ? {} : { env: { ...process.env, HOME: options.home } }),
  });
  profile.removeAtExit();
  const output = recordOutput(browser);
  try {
    const internals = reachInternals(browser);
    if ((options.notifications ?? 'stand-in') === 'stand-in') await standInForDesktop(internals);
    if (options.recordRequests === true) await recordRequests(internals, GECKO_ID);
    const observer = (await browser.pages())[0] ?? (await browser.newPage());
    // The page that the extension opens after the installation would replace an empty tab.
    await observer.goto('data:text/plain,taken');
    await browser.installExtension(options.extensionDir);
    const view = await look(browser, observer);
    const agent = assemble(browser, await browser.version(), view, internals, output, () => profile.remove());
    await untilTrue(
      'start of the background',
      () => agent.backgroundRuns(),
      () => agent.consoleText(),
      START_MS,
    );
    return agent;
  } catch (reason) {
    await endBrowser(browser);
    await profile.remove();
    throw reason;
  }
}

/**
 * Returns what Firefox has written to its standard output. The preferences below send every console message
 * there.
 */
function recordOutput(browser: Browser): () => string {
  const chunks: Buffer[] = [];
  browser.process()?.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function preferences({
  colorScheme,
  network,
  notifications,
  hosts = [],
}: LaunchOptions): Record<string, unknown> {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
    // Firefox removes a temporary add-on and its stored data when it ends. Tests of a restart need the data
    // to stay, as for an installed add-on.
    'extensions.webextensions.keepUuidOnUninstall': true,
    'extensions.webextensions.keepStorageOnUninstall': true,
    'devtools.console.stdout.content': true,
    // Without a graphics card an animated icon uses a whole processor.
    'ui.prefersReducedMotion': 1,
    // The driver's own page is a JSON file. The JSON viewer would run code in it.
    'devtools.jsonview.enabled': false,
    // Otherwise timers in a background tab run only once a second.
    'dom.min_background_timeout_value': 10,
    ...(notifications === 'drawn' ? { 'alerts.useSystemBackend': false } : {}),
    ...(network === 'open' ? {} : LOOPBACK_ALONE),
    ...(hosts.length === 0
      ? {}
      : { 'network.dns.localDomains': hosts.join(','), 'network.proxy.no_proxies_on': hosts.join(',') }),
    ...(colorScheme === undefined
      ? {}
      : { 'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1 }),
  };
}

async function look(browser: Browser, observer: Page): Promise<ExtensionView> {
  const extensionUrl = `moz-extension://${UUID}/`;
  // The default waits for an event that Firefox does not send for extension pages.
  await observer.goto(`${extensionUrl}manifest.json`, { waitUntil: [] });
  await observer.waitForFunction('location.protocol === "moz-extension:" && typeof browser === "object"', {
    polling: 25,
    timeout: START_MS,
  });
  return createExtensionView(
    browser,
    extensionUrl,
    observer,
    () => Promise.resolve(),
    () => refreshPages(browser),
  );
}

const notificationsSchema = v.record(v.string(), v.object({ title: v.string(), message: v.string() }));
const tabsSchema = v.array(
  v.object({ url: v.string(), active: v.boolean(), windowType: v.picklist(['normal', 'popup']) }),
);

function assemble(
  browser: Browser,
  version: string,
  view: ExtensionView,
  internals: Internals,
  output: () => string,
  removeProfile: () => Promise<void>,
): AgentBrowser {
  let asked: readonly string[] = [];
  const extension = `WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).extension`;

  // Reads from the browser, because the tabs API hides addresses for which the extension has no permission.
  async function tabs(): Promise<Tab[]> {
    const all =
      await internals(`[...Services.wm.getEnumerator('navigator:browser')].flatMap((window) => window.gBrowser.tabs.map((tab) => ({
      url: tab.linkedBrowser.currentURI.spec, active: tab.selected, windowType: window.toolbar.visible ? 'normal' : 'popup' })))`);
    return v.parse(tabsSchema, all).filter(({ url }) => url !== `${view.extensionUrl}manifest.json`);
  }

  async function notifications(): Promise<NotificationSeen[]> {
    const all = v.parse(notificationsSchema, await view.callApi('notifications.getAll'));
    return Object.entries(all).map(([id, { title, message }]) => ({ id, title, message }));
  }

  return {
    ...view,
    name: 'firefox',
    version,
    tabs,
    notifications,
    ...createWaiters(tabs, notifications),
    async clickNotification(id, buttonIndex) {
      if (buttonIndex !== undefined) throw new Error('Notifications have no buttons in Firefox');
      await untilTrue(
        `notification ${id}`,
        () => isOnDesktop(internals, id),
        async () => JSON.stringify(await view.callApi('notifications.getAll')),
      );
      await clickOnDesktop(internals, id);
    },
    answerPermissionPrompt: (_, answer) => answerInFirefox(internals, answer),
    async revokeOrigin(pattern) {
      await internals(`ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs').ExtensionPermissions
        .remove(${JSON.stringify(GECKO_ID)}, { origins: [${JSON.stringify(pattern)}], permissions: [], data_collection: [] }, ${extension})`);
    },
    async evictDatabases() {
      await internals(`new Promise((resolve) => {
        const request = Services.qms.clearStoragesForPrincipal(${extension}.principal, null, 'idb');
        request.callback = () => resolve(request.resultCode);
      })`);
    },
    consoleText: () => Promise.resolve(output()),
    backgroundRuns: async () => (await internals(`${extension}.backgroundState`)) === 'running',
    async killBackground() {
      // An API call by the background cancels the suspension, so this repeats until the background has ended.
      await internals(`(async () => {
        const extension = ${extension};
        if (extension.backgroundState === 'stopped') return;
        let gone = false;
        extension.once('shutdown-background-script', () => { gone = true; });
        while (!gone) {
          await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
          await new Promise((resolve) => Services.tm.dispatchToMainThread(resolve));
        }
      })()`);
    },
    requests: () => asked,
    untilClosed: () => untilGone(browser),
    async close() {
      // A person may have ended the browser before.
      if (browser.connected) asked = await recordedRequests(internals);
      await endBrowser(browser);
      await removeProfile();
    },
  };
}
