/**
 * The card on top of all windows, on a real desktop with a window manager, which exists on Linux only. The
 * other browser stands for another program.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentBrowser, BrowserName } from '../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { type Desktop, startDesktop } from '../../scripts/browsers/desktop.ts';
import type { Simulator } from '../../scripts/simulator/simulator.ts';
import type { Outage, RingRecord } from '../../src/domain/history/ring-log.ts';
import { endAll, signIn } from './support/agent-day.ts';
import { tellOfFailure } from './support/tell-of-failure.ts';
import { launchBrowser, startSimulator } from './support/world.ts';

/** Two browsers with windows share one small machine. */
const SLOW_MS = 60_000;
/** The ground of the band of a ringing card, and how much of it is certainly seen of one card. */
const BAND = '08714e';
const BAND_PIXELS = 2_000;
const SENTENCE = 'the customer asks for a copy of the invoice';

interface Agent {
  readonly browser: AgentBrowser;
  readonly pbx: Simulator;
  readonly panel: AgentPage;
  /** A web page that fills the screen. */
  readonly note: AgentPage;
}

const READ_LOG = `(async () => {
  const ended = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const log = { rings: [], outages: [] };
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith('history-'))) {
    const db = await ended(indexedDB.open(name));
    for (const store of Object.keys(log)) log[store].push(...(await ended(db.transaction(store).objectStore(store).getAll())));
    db.close();
  }
  return log;
})()`;
interface Log {
  readonly rings: readonly RingRecord[];
  readonly outages: readonly Outage[];
}
const logOf = async ({ panel }: Agent): Promise<Log> => (await panel.puppeteer.evaluate(READ_LOG)) as Log;
/** The row of one call. The last row of the log could be that of an earlier call. */
const ringOf = async (agent: Agent, callId: string): Promise<RingRecord | undefined> =>
  (await logOf(agent)).rings.find((ring) => ring.callId === callId);

const FILL_SCREEN = `(async () => {
  const browser = globalThis.browser ?? globalThis.chrome;
  const windows = await browser.windows.getAll();
  const main = windows.find(({ type, alwaysOnTop }) => type === 'normal' && !alwaysOnTop);
  await browser.windows.update(main.id, { state: 'maximized' });
})()`;

const ASK_FROM_CARD = `(() => {
  const card = documentPictureInPicture.window[0];
  return (card.browser ?? card.chrome).runtime.sendMessage({ type: 'missed-read' });
})()`;

describe.skipIf(process.platform !== 'linux').each([
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const)('the card of %s on top', { timeout: 4 * SLOW_MS }, (name, other) => {
  let desktop: Desktop;
  let address = '';
  const agents = new Map<BrowserName, Agent>();
  const agentOf = (each: BrowserName): Agent => {
    const found = agents.get(each);
    if (found === undefined) throw new Error(`${each} did not start`);
    return found;
  };
  const titleOf = (each: BrowserName): string => `Note.*${each === 'chromium' ? 'Chromium' : 'Firefox'}`;

  async function start(each: BrowserName): Promise<() => Promise<void>> {
    const pbx = await startSimulator();
    const browser = await launchBrowser(each, { headless: false, notifications: 'drawn' });
    const options = await browser.openPage('options.html');
    await signIn(options, pbx);
    await options.waitForText('status', /Online/);
    await options.close();
    const panel = await browser.openPage('panel.html');
    const note = await browser.openTab(address);
    await panel.puppeteer.evaluate(FILL_SCREEN);
    agents.set(each, { browser, pbx, panel, note });
    return async () => {
      await browser.close();
      await pbx.close();
    };
  }

  beforeAll(async () => {
    desktop = await startDesktop();
    const server = createServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<title>Note</title><textarea></textarea>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    return async () => {
      server.closeAllConnections();
      server.close();
      await desktop.close();
    };
  });
  // One hook for each browser, because both together may exceed the time limit of a hook.
  beforeAll(() => start(other));
  beforeAll(() => start(name));

  afterEach(async ({ task }) => {
    await tellOfFailure(task);
    await endAll(agentOf(name));
  });

  /** Opens the card with two clicks, unless it is on top. Resolves to its opener. */
  async function keepOnTop(): Promise<AgentPage> {
    const { browser, panel } = agentOf(name);
    if ((await panel.all('button')).some((seen) => seen.name === 'Keep on top')) {
      await panel.click('button', 'Keep on top');
      await (await browser.waitForPage('float.html')).click('button', 'Keep on top');
    }
    const opener = await browser.waitForPage('float.html');
    await panel.find('button', 'The card is on top');
    await opener.waitForText('heading', 'The card is on top');
    // The card's messages reach the worker in order. With an answer to this one, the worker knows that it is seen.
    await opener.puppeteer.evaluate(ASK_FROM_CARD);
    return opener;
  }
  const inFront = async (each: BrowserName): Promise<void> => {
    await agentOf(each).note.bringToFront();
    await desktop.activate(titleOf(each));
  };
  const callWindows = async (): Promise<number> =>
    (await agentOf(name).browser.extensionPages()).filter(({ puppeteer }) =>
      puppeteer.url().endsWith('/call.html'),
    ).length;

  it('opens with two clicks, minimises its opener, and is the first to show a ring', async () => {
    const agent = agentOf(name);
    await keepOnTop();
    await expect
      .poll(async () => (await agent.browser.windows()).map(({ state }) => state))
      .toContain('minimized');
    const callId = agent.pbx.ring({ callerNumber: '0501234501' });
    await expect
      .poll(() => ringOf(agent, callId))
      .toMatchObject({
        surfaces: ['on-top'],
        confirmed: ['on-top'],
      });
    expect(await callWindows()).toBe(0);
  });

  it('is above a window that fills the screen, and above one of another program', async () => {
    await keepOnTop();
    for (const each of [name, other]) {
      await inFront(each);
      // An icon has the same colour.
      await expect.poll(() => desktop.pixelsOf(BAND)).toBeLessThan(BAND_PIXELS);
      agentOf(name).pbx.ring({ callerNumber: '0501234502' });
      await expect.poll(() => desktop.pixelsOf(BAND)).toBeGreaterThan(BAND_PIXELS);
      await endAll(agentOf(name));
    }
  });

  it('leaves the keyboard to the other program while three calls ring', async () => {
    const agent = agentOf(name);
    const { note } = agentOf(other);
    await keepOnTop();
    const before = (await logOf(agent)).rings.length;
    await inFront(other);
    await note.puppeteer.focus('textarea');
    const words = SENTENCE.split(/(?<= )/);
    for (let ring = 0; ring < 3; ring++) {
      agent.pbx.ring({ callerNumber: `050123451${String(ring)}` });
      await desktop.type(words.slice(ring * 3, ring * 3 + 3).join(''), 80);
    }
    await expect.poll(async () => (await logOf(agent)).rings.length).toBe(before + 3);
    await expect.poll(() => note.puppeteer.$eval('textarea', (field) => field.value)).toBe(SENTENCE);
    await expect.poll(() => desktop.pixelsOf(BAND)).toBeGreaterThan(BAND_PIXELS);
  });

  it('shows the next ring after the background was killed', async () => {
    const agent = agentOf(name);
    await keepOnTop();
    await agent.browser.killBackground();
    await expect.poll(() => agent.browser.backgroundRuns()).toBe(true);
    await agent.panel.waitForText('status', /Online/);
    const callId = agent.pbx.ring({ callerNumber: '0501234520' });
    await expect.poll(async () => (await ringOf(agent, callId))?.surfaces).toContain('on-top');
    expect(await callWindows()).toBe(0);
  });

  it('hands a ring to the usual surfaces when its opener closes, and is offered again', async () => {
    const agent = agentOf(name);
    const opener = await keepOnTop();
    const callId = agent.pbx.ring({ callerNumber: '0501234530' });
    await expect.poll(async () => (await ringOf(agent, callId))?.surfaces).toContain('on-top');
    await opener.close();
    if (name === 'chromium') await agent.browser.waitForPage('call.html');
    else await agent.browser.waitForNotification();
    await expect
      .poll(async () => (await logOf(agent)).outages.filter(({ isOnTopEnd }) => isOnTopEnd === true))
      .toHaveLength(1);
    const others = name === 'chromium' ? ['notification', 'window'] : ['notification'];
    await expect.poll(async () => (await ringOf(agent, callId))?.surfaces).toEqual(['on-top', ...others]);
    await agent.panel.find('button', 'Keep on top');
    await endAll(agent);
    const next = agent.pbx.ring({ callerNumber: '0501234531' });
    await expect.poll(async () => (await ringOf(agent, next))?.surfaces).toEqual(others);
  });
});
