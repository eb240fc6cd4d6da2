/** All that a run plays with: an agent's browser, the simulator with two monitor servers, a web server for a CRM. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { signIn } from './sign-in.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** A browser at work and what surrounds it. */
export interface Environment {
  readonly browser: AgentBrowser;
  readonly pbx: Simulator;
  /** The monitor servers, the preferred one first; the login server is another. */
  readonly monitors: readonly [Port, Port];
  readonly cable: Network | null;
  readonly observer: Observer;
  readonly login: Login;
  /** The line at which the agent sits: calls ring there. */
  readonly desk: () => string;
  /** The agent sits down at another line; only an account's login can follow. */
  readonly moveTo: (desk: string) => void;
  /** The browser's first process. */
  readonly pid: number;
  /** What the harness itself stumbled over since it was last asked; once anything has, the world is `broken`. */
  readonly takeTroubles: () => string[];
  readonly broken: () => boolean;
  /** The open panel, opened and watched if it was not. */
  readonly panel: () => Promise<AgentPage>;
  /** Closes all our pages, call windows too. */
  readonly closePages: () => Promise<void>;
  /** When the client that is connected now has connected, if that was after `since` (epoch ms). */
  readonly connectedSince: (since: number) => number | undefined;
  readonly close: () => Promise<void>;
}

/** The lines between which a hot desk changes, the agent's own first. */
export const DESKS: readonly [string, string] = ['SIPSIP1', 'SIPSIP2'];

/** Builds a world and signs the agent in; rejects if that does not work. */
export async function startEnvironment(
  name: BrowserName,
  extensionDir: string,
  cable: Network | null,
  login: Login = 'user',
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
  const browser = await launchBrowser(name, { extensionDir });
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

  const driver = (await openPanel()).puppeteer.browser();
  // The driver's defaults keep Firefox from noticing that the network is gone.
  if (name === 'firefox')
    await reachInternals(driver)(`Services.prefs.setBoolPref('network.manage-offline-status', true)`);
  const { pid } = driver.process() ?? {};
  if (pid === undefined) throw new Error('The browser has no process');
  let closing = false;
  driver.process()?.once('exit', (code, signal) => {
    if (!closing) troubles.add(`the browser ended by itself: ${String(signal ?? code)}`);
  });

  return {
    browser,
    pbx,
    monitors,
    cable,
    observer,
    login,
    pid,
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
      for (const page of await browser.extensionPages()) await page.close();
    },
    connectedSince: (since) =>
      monitors
        .flatMap(({ sockets }) => sockets.clients())
        .filter(({ connectedAt }) => connectedAt >= since)
        .map(({ connectedAt }) => connectedAt)
        .sort((a, b) => a - b)[0],
    async close() {
      closing = true;
      await observer.close();
      await browser.close();
      await pbx.close();
      await closeServer(crm);
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
