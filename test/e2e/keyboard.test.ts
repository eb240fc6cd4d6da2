/**
 * Alerts never take the keyboard from the agent. This needs a real desktop with a window manager and pressed
 * keys, which exists on Linux only.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentBrowser, BrowserName } from '../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { type Desktop, startDesktop } from '../../scripts/browsers/desktop.ts';
import { endAll, ringCounts, signIn, storedEngine } from './support/agent-day.ts';
import { tellOfFailure } from './support/tell-of-failure.ts';
import { launchBrowser, startSimulator } from './support/world.ts';
import type { Simulator } from '../../scripts/simulator/simulator.ts';
import { goToSection } from '../../scripts/browsers/settings-section.ts';

const SENTENCE = 'the customer asks for a copy of the invoice of last month and for a call back tomorrow';
/** About a second of typing, so that the alert of a ring arrives while its words are typed. */
const WORDS_A_RING = 4;

/** A browser on the desktop, with Ringside signed in to a separate simulator. */
interface Agent {
  readonly browser: AgentBrowser;
  readonly pbx: Simulator;
  readonly panel: AgentPage;
}

/** Two browsers with windows share one small machine. */
const SLOW_MS = 60_000;

describe.skipIf(process.platform !== 'linux')(
  'on a desktop with both browsers',
  { timeout: 5 * SLOW_MS },
  () => {
    let desktop: Desktop;
    let crmAddress = '';
    const agents = new Map<BrowserName, Agent>();
    const agent = (name: BrowserName): Agent => {
      const found = agents.get(name);
      if (found === undefined) throw new Error(`${name} did not start`);
      return found;
    };

    /** Resolves to a function that stops it. */
    async function start(name: BrowserName): Promise<() => Promise<void>> {
      const pbx = await startSimulator();
      const browser = await launchBrowser(name, { headless: false, notifications: 'drawn' });
      const options = await browser.openPage('options.html');
      await signIn(options, pbx);
      await options.waitForText('status', /Online/);
      await goToSection(options, 'crm');
      await options.fill('CRM link', `${crmAddress}/search?q={phone}`);
      await options.press('Tab');
      await options.close();
      agents.set(name, { browser, pbx, panel: await browser.openPage('panel.html') });
      return async () => {
        await browser.close();
        await pbx.close();
      };
    }

    beforeAll(async () => {
      desktop = await startDesktop();
      return () => desktop.close();
    });
    beforeAll(async () => {
      const crm = createServer((_, response) =>
        response.setHeader('Content-Type', 'text/html').end('<title>CRM</title><textarea></textarea>'),
      );
      await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
      crmAddress = `http://127.0.0.1:${String((crm.address() as AddressInfo).port)}`;
      return () => {
        crm.closeAllConnections();
        crm.close();
      };
    });
    // One hook for each browser, because both together may exceed the time limit of a hook.
    beforeAll(() => start('chromium'));
    beforeAll(() => start('firefox'));

    afterEach(async ({ task }) => {
      await tellOfFailure(task);
      for (const each of agents.values()) await endAll(each);
    });

    const BOTH = [
      ['chromium', 'Chromium'],
      ['firefox', 'Firefox'],
    ] as const;

    it.each(BOTH)(
      'keys typed into a page in %s all arrive there while calls alert in both browsers',
      async (name, title) => {
        const before = await Promise.all([...agents.values()].map(ringCounts));
        const note = await agent(name).browser.openTab(`${crmAddress}/note`);
        await note.bringToFront();
        await desktop.activate(`CRM.*${title}`);
        await note.puppeteer.focus('textarea');
        const words = SENTENCE.split(/(?<= )/);
        const count = Math.ceil(words.length / WORDS_A_RING);
        for (let ring = 0; ring < count; ring++) {
          for (const { pbx } of agents.values()) pbx.ring({ callerNumber: `05012345${String(10 + ring)}` });
          await desktop.type(words.slice(ring * WORDS_A_RING, (ring + 1) * WORDS_A_RING).join(''), 80);
        }
        // The last keys are still on their way when the program that presses them ends.
        await expect.poll(() => note.puppeteer.$eval('textarea', (field) => field.value)).toBe(SENTENCE);
        // All rings were announced, and in Chrome also in a window.
        await expect
          .poll(() => Promise.all([...agents.values()].map(ringCounts)), { timeout: SLOW_MS })
          .toEqual(
            before.map(({ rang, announced }) => ({ rang: rang + count, announced: announced + count })),
          );
        const popups = async (browser: AgentBrowser) =>
          (await browser.windows()).filter(({ type }) => type === 'popup');
        await expect.poll(() => popups(agent('chromium').browser)).toHaveLength(1);
        expect(await popups(agent('firefox').browser)).toEqual([]);
        await note.close();
      },
    );

    it.each(BOTH)(
      'in %s, Alt+C opens the CRM of the ringing call and Alt+X dismisses it',
      async (name, title) => {
        const { browser, pbx, panel } = agent(name);
        await panel.bringToFront();
        await desktop.activate(`Ringside.*${title}`);
        pbx.ring({ callerName: 'By Keyboard', callerNumber: '0529876543' });
        await panel.find('article', 'By Keyboard 052-987-6543', { timeoutMs: SLOW_MS });
        await desktop.press('alt+c');
        await browser.waitForTab('/search?q=0529876543', SLOW_MS);
        await desktop.press('alt+x');
        await panel.waitForCount('article', 0, undefined, { timeoutMs: SLOW_MS });
        // The card stays away: a later write must not bring it back.
        await expect.poll(async () => (await storedEngine({ browser })).pendingEffects).toEqual([]);
        const { callState } = await storedEngine({ browser });
        expect(Object.values(callState.calls).filter(({ card }) => card)).toEqual([]);
        expect(pbx.state().calls.map(({ phase }) => phase)).toEqual(['Ringing']);
      },
    );
  },
);
