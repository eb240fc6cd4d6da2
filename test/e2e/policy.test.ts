/** Real policies in real browsers: preset and locked settings, told late, changed while agents work, and taken away. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
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
/** Chrome tells of a policy some 3 s after its start, of a change within 5 s, and one that is gone holds for 10 s more. */
const TOLD_MS = 25_000;

describe.each(BROWSERS_HERE)('%s', (name) => {
  describe.skipIf(whyNoPolicy(name) !== null)('under a policy', { timeout: 3 * TOLD_MS }, () => {
    let policy: ManagedPolicy;
    let home: string;
    let extensionDir: string;
    let pbx: Simulator;
    let browser: AgentBrowser;
    let options: AgentPage;

    const launch = (): Promise<AgentBrowser> =>
      launchBrowser(name, {
        extensionDir,
        userDataDir: path.join(home, 'profile'),
        hosts: [HOST],
        ...policy.launch,
      });
    /** What the page shows of a field. */
    const field = (label: string): Promise<unknown> =>
      options.puppeteer.evaluate(
        `(() => { const { control } = [...document.querySelectorAll('label')].find((each) => each.textContent === ${JSON.stringify(label)}) ?? {}; return control && { value: control.value, disabled: control.disabled }; })()`,
      );

    beforeAll(async () => {
      home = await mkdtemp(path.join(tmpdir(), 'ringside-policy-'));
      // Chromium knows it by where it lies: a policy for this copy is none for the browsers of other tests.
      extensionDir = path.join(home, 'extension');
      await cp(DIST[name], extensionDir, { recursive: true });
      policy = managedPolicy(name, extensionDir);
      policy.set(POLICY);
      pbx = await startSimulator();
      browser = await launch();
      options = await browser.openPage('options.html');
      await signIn(options, pbx);
      await options.waitForText('status', /Online/);
    });
    afterAll(async () => {
      await browser.close();
      await pbx.close();
      policy.remove();
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
    });

    it('what is locked is shown as set by the organisation and cannot be changed; what is preset can', async () => {
      await expect
        .poll(() => field('CRM link'), { timeout: TOLD_MS })
        .toEqual({ value: LOCKED.crmLink, disabled: true });
      expect(await field('Lookup address')).toEqual({ value: LOCKED.lookupUrl, disabled: true });
      expect(await field('Cards at once, at most')).toEqual({ value: '3', disabled: false });
      const text = await options.puppeteer.$eval('main', (main) => main.innerText);
      expect(text).toContain('Set by your organisation.');
      expect(text).toContain('VIP queue');
      await options.choose('Cards at once, at most', '5');
      await expect.poll(() => field('Cards at once, at most')).toEqual({ value: '5', disabled: false });
    });

    it('a call leads where the policy says', async () => {
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

    it('what another hand writes into the stored policy is undone', async () => {
      const stored = async (): Promise<unknown> => (await browser.storage('local')).policy;
      const before = await stored();
      const forged = { locked: { language: 'ru' } };
      await callBrowserApi(options.puppeteer, 'storage.local.set', [{ policy: forged }]);
      await expect.poll(stored).toEqual(before);
      expect(before).toEqual(POLICY);
      await callBrowserApi(options.puppeteer, 'storage.local.remove', ['policy']);
      await expect.poll(stored).toEqual(POLICY);
    });

    it('a host that the policy needs is one click away in the panel', async () => {
      const panel = await browser.openPage('panel.html');
      await panel.waitForText(
        'status',
        /Your organisation’s settings need access to crm\.ringside\.example\./,
      );
      await panel.find('button', 'Allow');
      await panel.close();
    });

    it.runIf(name === 'chromium')('a change is applied while the agent works', async () => {
      policy.set({ ...POLICY, locked: { ...LOCKED, crmLink: `https://${HOST}/v2?q={e164}` } });
      await expect
        .poll(() => field('CRM link'), { timeout: TOLD_MS })
        .toEqual({ value: `https://${HOST}/v2?q={e164}`, disabled: true });
    });

    // Chrome itself hands out what it knew, when a policy goes while it is not running; Firefox reads its file at the start.
    it(`one that is taken away, ${name === 'chromium' ? 'while the agent works' : 'before the next start'}, is gone, and the agent’s own choice is back`, async () => {
      if (name === 'firefox') await browser.close();
      policy.set(null);
      if (name === 'firefox') {
        browser = await launch();
        options = await browser.openPage('options.html');
      }
      await expect
        .poll(() => field('CRM link'), { timeout: TOLD_MS })
        .toEqual({ value: '', disabled: false });
      expect(await field('Cards at once, at most')).toEqual({ value: '5', disabled: false });
      // Where there is none, no other hand can make one.
      const forged = { locked: { mostCards: 1 } };
      await callBrowserApi(options.puppeteer, 'storage.local.set', [{ policy: forged }]);
      await expect.poll(async () => (await browser.storage('local')).policy).toEqual({});
      await expect.poll(() => field('Cards at once, at most')).toEqual({ value: '5', disabled: false });
    });
  });
});

it.each(BROWSERS_HERE)('%s can be given policies on this machine', (name) => {
  expect(process.getuid?.() === 0 ? whyNoPolicy(name) : null).toBeNull();
});
