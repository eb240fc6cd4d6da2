import { readFile } from 'node:fs/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import * as v from 'valibot';
import type { AgentBrowser, LaunchOptions, NotificationSeen, Tab } from './agent-browser.ts';
import { isRoot, startSandboxed } from './chromium-sandbox.ts';
import { createWorkerControl, isWorkerOf } from './chromium-worker.ts';
import { requestsIn } from './chromium-net-log.ts';
import { createExtensionView, type ExtensionView } from './extension-view.ts';
import { answerInChromium } from './permission-prompt.ts';
import { endBrowser } from './end-browser.ts';
import { makeProfile } from './profile.ts';
import { untilGone } from './wait-until-gone.ts';
import { createWaiters } from './event-waiters.ts';
import { until } from './wait-for.ts';

const START_MS = 60_000;
const WINDOW = { width: 1280, height: 860 };

/**
 * Starts Chromium (or Chrome, or Edge) over CDP. Chrome derives the extension's id from the directory or from
 * the manifest's key.
 */
export async function launchChromium(executablePath: string, options: LaunchOptions): Promise<AgentBrowser> {
  const profile = makeProfile(options.userDataDir);
  const consoleFile = profile.fileBeside('console.log');
  const netLog = options.recordRequests === true ? profile.fileBeside('net.json') : null;
  const logging = ['--enable-logging', `--log-file=${consoleFile}`, '--log-level=0'];
  if (netLog !== null) logging.push(`--log-net-log=${netLog}`);
  const start = (sandbox: readonly string[]): Promise<Browser> =>
    puppeteer.launch({
      executablePath,
      headless: options.headless ?? true,
      pipe: true,
      enableExtensions: true,
      userDataDir: profile.dir,
      defaultViewport: null,
      timeout: START_MS,
      protocolTimeout: START_MS,
      // This flag shows a bar that says that the browser is controlled.
      ignoreDefaultArgs: options.forPerson === true ? ['--enable-automation'] : false,
      args: [...FLAGS, ...sandbox, ...chosenFlags(options), ...logging],
      ...(options.locale === undefined ? {} : { env: { ...process.env, LANGUAGE: options.locale } }),
    });
  const browser = await startSandboxed(start, {
    isRoot: isRoot(),
    isHeadless: options.headless ?? true,
    // There is no log file if Chromium failed before it started logging.
    log: () => readFile(consoleFile, 'utf8').catch(() => ''),
  });
  profile.removeAtExit();
  try {
    const observer = (await browser.pages())[0] ?? (await browser.newPage());
    // The extension opens its options page after the installation. The browser would put it into a blank tab,
    // at any time, so this tab must not be blank.
    await observer.goto('data:text/html,observer');
    await browser.installExtension(options.extensionDir);
    const view = await look(browser, observer, options);
    return await assemble(browser, view, { consoleFile, netLog }, () => profile.remove());
  } catch (reason) {
    await endBrowser(browser);
    await profile.remove();
    throw reason;
  }
}

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Without a graphics card an animated icon uses a whole processor.
  '--force-prefers-reduced-motion',
];

function chosenFlags(options: LaunchOptions): string[] {
  const { locale, network, headless, hosts = [], screens = '{1920x1080}' } = options;
  const rules = [
    ...hosts.map((host) => `MAP ${host} 127.0.0.1`),
    ...(network === 'open' ? [] : ['MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1']),
  ];
  return [
    // Without this flag the screen of headless Chrome is 800 by 600.
    ...(headless === false ? [] : [`--screen-info=${screens}`]),
    ...(locale === undefined ? [] : [`--lang=${locale}`]),
    ...(rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(' , ')}`]),
    ...(hosts.length === 0 ? [] : ['--ignore-certificate-errors']),
  ];
}

async function look(
  browser: Browser,
  observer: Page,
  { colorScheme, windowSize }: LaunchOptions,
): Promise<ExtensionView> {
  const worker = await browser
    .waitForTarget((target) => isWorkerOf(target, 'chrome-extension:'), { timeout: START_MS })
    .catch((cause: unknown) => {
      throw new Error("The extension's worker did not start; does it throw in its first turn?", { cause });
    });
  const extensionUrl = new URL('/', worker.url()).href;
  await observer.goto(`${extensionUrl}manifest.json`);
  const dress = async (page: Page): Promise<void> => {
    if (colorScheme !== undefined)
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colorScheme }]);
  };
  const view = createExtensionView(browser, extensionUrl, observer, dress);
  // Not set by --window-size, because that flag would also apply to the windows that the extension opens.
  const [window] = await view.windows();
  if (window !== undefined) await view.callApi('windows.update', window.id, windowSize ?? WINDOW);
  return view;
}

async function assemble(
  browser: Browser,
  view: ExtensionView,
  { consoleFile, netLog }: { readonly consoleFile: string; readonly netLog: string | null },
  removeProfile: () => Promise<void>,
): Promise<AgentBrowser> {
  const version = await browser.version();
  let asked: readonly string[] = [];
  const worker = await createWorkerControl(browser, view.extensionUrl);

  async function tabs(): Promise<Tab[]> {
    const types = new Map((await view.windows()).map(({ id, type }) => [id, type]));
    const tabOf = async (page: Page): Promise<Tab> => {
      const session = await page.createCDPSession();
      const { windowId } = await session.send('Browser.getWindowForTarget');
      // Uses the target's address, because an error page reports chrome-error://chromewebdata/ as its own.
      const { targetInfo } = await session.send('Target.getTargetInfo');
      await session.detach();
      return {
        url: targetInfo.url,
        active: (await page.evaluate('document.visibilityState')) === 'visible',
        windowType: types.get(windowId) ?? 'normal',
      };
    };
    const asked = await Promise.allSettled(
      (await view.located()).map(({ page }) =>
        tabOf(page).catch((reason: unknown) => {
          // A tab that closes during the query is left out.
          if (page.isClosed() || /Target closed|Session closed|detached|destroyed/i.test(String(reason)))
            return null;
          throw reason;
        }),
      ),
    );
    return asked.flatMap((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value ?? [];
    });
  }

  async function notifications(): Promise<NotificationSeen[]> {
    const all = v.parse(v.record(v.string(), v.unknown()), await view.callApi('notifications.getAll'));
    return Object.keys(all).map((id) => ({ id }));
  }

  return {
    ...view,
    name: 'chromium',
    version,
    tabs,
    notifications,
    ...createWaiters(tabs, notifications),
    async clickNotification(id, buttonIndex) {
      await until(
        `notification ${id}`,
        async () => (await notifications()).find((shown) => shown.id === id),
        async () => JSON.stringify(await notifications()),
      );
      const event = `chrome.notifications.${buttonIndex === undefined ? 'onClicked' : 'onButtonClicked'}`;
      const args = [id, ...(buttonIndex === undefined ? [] : [buttonIndex])]
        .map((each) => JSON.stringify(each))
        .join(', ');
      await worker.run(`${event}.hasListeners()`, `${event}.dispatch(${args})`);
    },
    answerPermissionPrompt: answerInChromium,
    async revokeOrigin(pattern) {
      // The browser's own extensions page can call an API that removes a host permission.
      const settings = await browser.newPage();
      await settings.goto('chrome://extensions');
      await settings.evaluate(
        `chrome.developerPrivate.removeHostPermission(${JSON.stringify(new URL(view.extensionUrl).host)}, ${JSON.stringify(pattern)})`,
      );
      await settings.close();
    },
    async evictDatabases() {
      const page = (await browser.pages()).find((each) => each.url().startsWith(view.extensionUrl));
      if (page === undefined) throw new Error('No page of the extension is open');
      const session = await page.createCDPSession();
      await session.send('Storage.clearDataForOrigin', {
        origin: view.extensionUrl.slice(0, -1),
        storageTypes: 'indexeddb',
      });
      await session.detach();
    },
    consoleText: async () => {
      const lines = (await readFile(consoleFile, 'utf8')).split('\n');
      return lines.filter((line) => line.includes(':CONSOLE')).join('\n');
    },
    backgroundRuns: () => worker.runs(),
    killBackground: () => worker.kill(),
    requests: () => asked,
    untilClosed: () => untilGone(browser),
    async close() {
      await endBrowser(browser);
      if (netLog !== null) asked = requestsIn(await readFile(netLog, 'utf8'), view.extensionUrl.slice(0, -1));
      await removeProfile();
    },
  };
}
