/**
 * Real policies in real browsers: preset and locked settings, reported late, changed while agents work, and
 * removed.
 */
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentBrowser } from '../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { type ManagedPolicy, managedPolicy, whyNoPolicy } from '../../scripts/browsers/managed-policy.ts';
import { callBrowserApi } from '../../scripts/browsers/page-calls.ts';
import { signIn } from './support/agent-day.ts';
import { BROWSERS_HERE, DIST, launchBrowser, startSimulator } from './support/world.ts';
import type { Simulator } from '../../scripts/simulator/simulator.ts';
import { goToSection } from '../../scripts/browsers/settings-section.ts';
import type { Section } from '../../src/domain/settings/sections.ts';

const HOST = 'crm.ringside.example';
const LOCKED = {
  crmLink: `https://${HOST}/search?q={e164}`,
  historyDays: 7,
  linkHosts: ['*.ringside.example'],
  lookupUrl: `https://${HOST}/lookup`,
  workHours: { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0 },
  rules: [
    {
      id: 'vip',
      name: 'VIP queue',
      when: { queues: ['VIP'], hours: { days: [0], from: 0, to: 60 } },
      open: 'ring',
      colour: 'red',
    },
  ],
  moreLinks: [{ id: 'erp', name: 'ERP', template: 'https://erp.ringside.example/{digits}' }],
};
const POLICY = { preset: { mostCards: 3, notification: true }, locked: LOCKED };
/**
 * Chrome reports a policy about 3 s after its start and a change within 5 s. A removed policy stays in force
 * for 10 s more.
 */
const TOLD_MS = 60_000;

describe.each(BROWSERS_HERE)('%s', (name) => {
  describe.skipIf(whyNoPolicy(name) !== null)('under a policy', { timeout: 3 * TOLD_MS }, () => {
    let policy: ManagedPolicy;
    let home: string;
    let extensionDir: string;
    let pbx: Simulator;
    let browser: AgentBrowser;
    let options: AgentPage;
    let files: Server;
    /** The policy with the address of the company's contact list. */
    let given: typeof POLICY & { readonly locked: { readonly directoryUrl: string } };

    const launch = (): Promise<AgentBrowser> =>
      launchBrowser(name, {
        extensionDir,
        userDataDir: path.join(home, 'profile'),
        hosts: [HOST],
        ...policy.launch,
      });
    /** The state of a field on the page. */
    const field = async (section: Section, label: string): Promise<unknown> => {
      await goToSection(options, section);
      return options.puppeteer.evaluate(
        `(() => { const { control } = [...document.querySelectorAll('label')].find((each) => each.textContent === ${JSON.stringify(label)}) ?? {}; return control && { value: control.value, disabled: control.disabled }; })()`,
      );
    };

    beforeAll(async () => {
      home = await mkdtemp(path.join(tmpdir(), 'ringside-policy-'));
      // Chromium identifies an extension by its path, so a policy for this copy does not affect the browsers
      // of other tests.
      extensionDir = path.join(home, 'extension');
      await cp(DIST[name], extensionDir, { recursive: true });
      policy = managedPolicy(name, extensionDir);
      files = createServer((_, answer) => answer.end('Name,Phone\r\nDana Levi,050-555-0101\r\n'));
      files.listen(0, '127.0.0.1');
      await once(files, 'listening');
      const { port } = files.address() as AddressInfo;
      const directoryUrl = `http://127.0.0.1:${String(port)}/team.csv`;
      given = { ...POLICY, locked: { ...LOCKED, directoryUrl } };
      policy.set(given);
      pbx = await startSimulator();
      browser = await launch();
      options = await browser.openPage('options.html');
      await signIn(options, pbx);
      await options.waitForText('status', /Online/);
    });
    afterAll(async () => {
      await browser.close();
      await pbx.close();
      files.close();
      policy.remove();
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
    });

    it('locked settings are shown as the organisation’s and fixed; preset ones can be changed', async () => {
      await expect
        .poll(() => field('crm', 'CRM link'), { timeout: TOLD_MS })
        .toEqual({ value: LOCKED.crmLink, disabled: true });
      expect(await field('callers', 'Lookup address')).toEqual({ value: LOCKED.lookupUrl, disabled: true });
      expect(await field('alerts', 'Maximum cards at once')).toEqual({ value: '3', disabled: false });
      await goToSection(options, 'rules');
      const text = await options.puppeteer.$eval('main', (main) => main.innerText);
      expect(text).toContain('Set by your organisation.');
      expect(text).toContain('VIP queue');
      await goToSection(options, 'alerts');
      await options.choose('Maximum cards at once', '5');
      await expect
        .poll(() => field('alerts', 'Maximum cards at once'))
        .toEqual({ value: '5', disabled: false });
    });

    it('a call opens the link that the policy sets', async () => {
      const panel = await browser.openPage('panel.html');
      pbx.ring({ callerName: 'Under A Policy' });
      await panel.find('article', 'Under A Policy 050-123-4567');
      await panel.click('button', /Open in CRM/);
      await expect
        .poll(async () => (await browser.tabs()).map(({ url }) => url))
        .toContain(`https://${HOST}/search?q=%2B972501234567`);
      pbx.answeredElsewhere();
      await panel.close();
    });

    it('the company’s contact list is fetched, names callers, and has no button to remove it', async () => {
      await expect
        .poll(async () => (await browser.storage('local')).directory, { timeout: 2 * TOLD_MS })
        .toMatchObject([{ name: 'team', entries: 1, isCompanys: true }]);
      await goToSection(options, 'callers');
      await expect
        .poll(() => options.puppeteer.$eval('main', (main) => main.innerText))
        .toMatch(/team\s+From your company[^]*1 contact · up to date/);
      expect(await options.puppeteer.$('button[aria-label="Remove team"]')).toBeNull();
      const panel = await browser.openPage('panel.html');
      pbx.ring({ callerName: '', callerNumber: '0505550101' });
      await panel.find('article', /^Dana Levi/);
      pbx.answeredElsewhere();
      await panel.close();
    });

    it('a forged policy in the store is undone', async () => {
      const stored = async (): Promise<unknown> => (await browser.storage('local')).policy;
      const before = await stored();
      const forged = { locked: { language: 'ru' } };
      await callBrowserApi(options.puppeteer, 'storage.local.set', [{ policy: forged }]);
      await expect.poll(stored).toEqual(before);
      expect(before).toEqual(given);
      await callBrowserApi(options.puppeteer, 'storage.local.remove', ['policy']);
      await expect.poll(stored).toEqual(given);
    });

    it('the panel offers to allow a host that the policy needs', async () => {
      const panel = await browser.openPage('panel.html');
      await panel.waitForText(
        'status',
        /Your organisation’s settings need access to crm\.ringside\.example\./,
      );
      await panel.find('button', 'Allow');
      await panel.close();
    });

    it.runIf(name === 'chromium')('a change is applied while the agent works', async () => {
      policy.set({ ...given, locked: { ...given.locked, crmLink: `https://${HOST}/v2?q={e164}` } });
      await expect
        .poll(() => field('crm', 'CRM link'), { timeout: TOLD_MS })
        .toEqual({ value: `https://${HOST}/v2?q={e164}`, disabled: true });
    });

    // Chrome itself reports the old policy when it is removed while Chrome is closed. Firefox reads its file
    // at the start.
    it(`a policy removed ${name === 'chromium' ? 'while the agent works' : 'before the next start'} is gone, and the agent’s choice is back`, async () => {
      if (name === 'firefox') await browser.close();
      policy.set(null);
      if (name === 'firefox') {
        browser = await launch();
        options = await browser.openPage('options.html');
      }
      await expect
        .poll(() => field('crm', 'CRM link'), { timeout: TOLD_MS })
        .toEqual({ value: '', disabled: false });
      expect(await field('alerts', 'Maximum cards at once')).toEqual({ value: '5', disabled: false });
      await expect.poll(async () => (await browser.storage('local')).directory).toEqual([]);
      // Where there is no policy, nobody can forge one.
      const forged = { locked: { mostCards: 1 } };
      await callBrowserApi(options.puppeteer, 'storage.local.set', [{ policy: forged }]);
      await expect.poll(async () => (await browser.storage('local')).policy).toEqual({});
      await expect
        .poll(() => field('alerts', 'Maximum cards at once'))
        .toEqual({ value: '5', disabled: false });
    });
  });
});

it.each(BROWSERS_HERE)('%s can be given policies on this machine', (name) => {
  expect(process.getuid?.() === 0 ? whyNoPolicy(name) : null).toBeNull();
});
