/** Nothing on a ring takes the keyboard: on a real desktop, with a window manager and keys that are pressed. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../scripts/simulator/server.ts';
import type { AgentBrowser } from '../support/browsers/agent-browser.ts';
import { type Desktop, startDesktop } from '../support/browsers/desktop.ts';
import { launchBrowser } from '../support/browsers/launch.ts';
import { signIn } from './support/agent-day.ts';

const SENTENCE = 'the customer asks for a copy of the invoice of last month and for a call back tomorrow';

describe.each([['chromium', 'dist/chrome', 'chromium'], ['firefox', 'dist/firefox', 'firefox']] as const)('%s', (name, extensionDir, windowClass) => {
  let desktop: Desktop;
  let pbx: Simulator;
  let crm: Server;
  let browser: AgentBrowser;

  beforeAll(async () => {
    desktop = await startDesktop();
    pbx = await startSimulator();
    crm = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<title>CRM</title><textarea autofocus></textarea>'));
    await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser(name, { extensionDir, headless: false, notifications: 'real' });
    const options = await browser.openPage('options.html');
    await signIn(options, pbx);
    await options.waitForText('status', /Online/);
  });
  afterAll(async () => {
    await browser.close();
    await pbx.close();
    crm.closeAllConnections();
    crm.close();
    desktop.close();
  });

  it('keys typed into another window all arrive there while one call after the other alerts', async () => {
    const note = await browser.openTab(`http://127.0.0.1:${String((crm.address() as AddressInfo).port)}/`);
    await note.bringToFront();
    await desktop.activate(windowClass);
    await note.puppeteer.focus('textarea');
    const typed = desktop.type(SENTENCE, 80);
    const callIds: string[] = [];
    const rings = setInterval(() => callIds.push(pbx.ring({ callerName: `Caller ${String(callIds.length)}`, callerNumber: `05012345${String(10 + callIds.length)}` })), 500);
    await typed;
    clearInterval(rings);
    expect(callIds.length).toBeGreaterThan(3);
    expect(await note.puppeteer.$eval('textarea', (field) => field.value)).toBe(SENTENCE);
    // They did alert: by notification, and in Chrome by the window too.
    expect((await browser.notifications()).length).toBeGreaterThan(0);
    expect((await browser.windows()).filter(({ type }) => type === 'popup')).toHaveLength(name === 'chromium' ? 1 : 0);
  });
});
