/**
 * Everything that a run needs: an agent's browser, the simulator with two monitor servers, and a web server
 * as CRM.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'puppeteer-core';
import type { AgentBrowser } from '../browsers/agent-browser.ts';
import type { AgentPage } from '../browsers/agent-page.ts';
import { reachInternals } from '../browsers/firefox-internals.ts';
import { launchBrowser } from '../browsers/launch.ts';
import type { BrowserName } from '../find-browsers.mjs';
import type { Port } from '../simulator/port.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Network } from './network.ts';
import { createObserver, type Observer } from './observer.ts';
import type { Login } from './schedule.ts';
import { cardOf, isCardOpen, openCard } from './on-top.ts';
import { signIn } from './sign-in.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** A running browser and its servers. */
export interface Environment {
  readonly browser: AgentBrowser;
  /**
   * Closes the browser and starts it again with the same profile. No page is open then but the card on top,
   * if the run has one.
   */
  readonly restartBrowser: () => Promise<void>;
  readonly pbx: Simulator;
  /** The monitor servers, the preferred one first. The login server is separate. */
  readonly monitors: readonly [Port, Port];
  readonly cable: Network | null;
  readonly observer: Observer;
  readonly login: Login;
  /** The agent's current line, where calls ring. */
  readonly desk: () => string;
  /** Moves the agent to another line. Only an account login can follow. */
  readonly moveTo: (desk: string) => void;
  /** Process id of the browser's main process. */
  readonly pid: number;
  /**
   * Returns the harness's own errors since the last call. After the first one the environment counts as
   * `broken`.
   */
  readonly takeTroubles: () => string[];
  readonly broken: () => boolean;
  /** Returns the panel page. Opens and observes it if it is not open. */
  readonly panel: () => Promise<AgentPage>;
  /** Closes all pages of the extension, call windows included. The card on top stays, and its opener. */
  readonly closePages: () => Promise<void>;
  /**
   * Opens and observes the card on top of all windows, if the run has one and it is not open. A card that is
   * gone by itself is a trouble.
   */
  readonly keepOnTop: () => Promise<void>;
  /** `over` resolves when nothing counts the tabs of earlier scenes any more. Then the browser may be closed. */
  readonly counting: { over: Promise<void> };
  /** Returns when the connected client connected, if that was after `since` (epoch ms). */
  readonly connectedSince: (since: number) => number | undefined;
  /** How many sessions in a row the faults have ended soon after they began (faults.ts). */
  readonly shortSessions: { count: number };
  readonly close: () => Promise<void>;
}

/** The lines between which the agent moves in a hot-desk scene. The agent's own line is first. */
export const DESKS: readonly [string, string] = ['SIPSIP1', 'SIPSIP2'];

/** Creates an environment and signs the agent in. Rejects if that fails. */
export async function startEnvironment(
  name: BrowserName,
  extensionDir: string,
  cable: Network | null,
  { login = 'user', onTop = false }: { readonly login?: Login; readonly onTop?: boolean | undefined } = {},
): Promise<Environment> {
  const troubles = new Set<string>();
  let told = 0;
  const pbx = await startSimulator();
  const monitors = [await pbx.addServer(), await pbx.addServer()] as const;
  pbx.advertise(monitors.map(({ url }) => url));
  const crm = createServer((request, response) =>
    response.setHeader('Content-Type', 'text/html').end(`<title>CRM</title>${encodeURI(request.url ?? '')}`),
  );
  await once(crm.listen(0, '127.0.0.1'), 'listening');
  // The profile outlives the browser, for the faults that restart it.
  const userDataDir = await mkdtemp(path.join(tmpdir(), 'ringside-faults-profile-'));
  const launch = (): Promise<AgentBrowser> =>
    // The bar of a browser under control takes a third of the height of the card on top.
    launchBrowser(name, { extensionDir, userDataDir, headless: !onTop, forPerson: onTop });
  let browser = await launch();
  // With a profile that is kept, the driver leaves this page of Chromium open.
  if (name === 'chromium') await (await browser.waitForPage('options.html')).close();
  await signIn(
    browser,
    pbx.url,
    `http://127.0.0.1:${String((crm.address() as AddressInfo).port)}/search?q={phone}&call={callId}`,
    login,
  );
  const observer = createObserver(
    browser,
    (reason) => void troubles.add(`observer: ${String(reason).slice(0, 300)}`),
  );
  let panel: AgentPage | null = null;
  let desk = DESKS[0];

  async function openPanel(): Promise<AgentPage> {
    if (panel !== null && !panel.puppeteer.isClosed()) return panel;
    panel = await browser.openPage('panel.html');
    await observer.watch(panel.puppeteer, 'panel');
    return panel;
  }

  /** The page that keeps the card on top. Null before the first time, and after the harness has closed it. */
  let opener: AgentPage | null = null;
  async function keepOnTop(): Promise<void> {
    if (!onTop) return;
    if (opener !== null) {
      if (await isCardOpen(opener)) return;
      troubles.add('the card on top is gone');
    }
    opener = await openCard(browser);
    await observer.watch(cardOf(opener), `card on top ${String((cards += 1))}`);
  }
  let cards = 0;

  const driver = (await openPanel()).puppeteer.browser();
  // The driver's default preferences keep Firefox from noticing that the network is down.
  if (name === 'firefox')
    await reachInternals(driver)(`Services.prefs.setBoolPref('network.manage-offline-status', true)`);
  let closing = false;
  let pid = watchProcess(driver);

  /** Returns the process id. The end of the process is a trouble unless the harness closes the browser. */
  function watchProcess(running: Browser): number {
    const main = running.process();
    if (main?.pid === undefined) throw new Error('The browser has no process');
    main.once('exit', (code, signal) => {
      if (!closing) troubles.add(`the browser ended by itself: ${String(signal ?? code)}`);
    });
    return main.pid;
  }

  return {
    get browser() {
      return browser;
    },
    async restartBrowser() {
      closing = true;
      await observer.pause();
      panel = null;
      opener = null;
      await browser.close();
      browser = await launch();
      const [page] = await browser.pages();
      const next = page?.puppeteer.browser() ?? (await browser.openPage('day.html')).puppeteer.browser();
      pid = watchProcess(next);
      closing = false;
      await observer.use(browser);
      observer.resume();
      await keepOnTop();
    },
    pbx,
    monitors,
    cable,
    observer,
    login,
    get pid() {
      return pid;
    },
    desk: () => desk,
    moveTo: (other) => void (desk = other),
    takeTroubles() {
      const news = [...troubles].slice(told);
      told = troubles.size;
      return news;
    },
    broken: () => troubles.size > 0,
    panel: openPanel,
    async closePages() {
      panel = null;
      const isOfCard = (page: AgentPage): boolean => /\/float(-card)?\.html$/.test(page.puppeteer.url());
      for (const page of await browser.extensionPages())
        if (opener === null || !isOfCard(page)) await page.close();
    },
    keepOnTop,
    connectedSince: (since) =>
      monitors
        .flatMap(({ sockets }) => sockets.clients())
        .filter(({ connectedAt }) => connectedAt >= since)
        .map(({ connectedAt }) => connectedAt)
        .sort((a, b) => a - b)[0],
    shortSessions: { count: 0 },
    counting: { over: Promise.resolve() },
    async close() {
      closing = true;
      await observer.close();
      await browser.close();
      await pbx.close();
      await closeServer(crm);
      await rm(userDataDir, { recursive: true, force: true });
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
