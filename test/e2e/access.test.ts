/** Every page in every language is free of faults that axe can find, and stays usable when it is enlarged. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { ExtensionPageName } from '../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';
import { SECTIONS } from '../../src/domain/settings/sections.ts';
import { type AgentDay, inEachBrowser, signIn } from './support/agent-day.ts';
import { ALL_OFF, ALL_ON } from './support/all-switches.ts';
import { store } from './support/crm-tabs.ts';
import { layoutShiftsOf } from './support/layout-shifts.ts';
import { launchBrowser } from './support/world.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The faults that axe finds with light colours and, in English where the driver can switch, with dark ones.
 * Each is a rule with its elements.
 */
async function faultsOf(
  page: AgentPage,
  { name }: Pick<AgentDay, 'name'>,
  language: string,
): Promise<string[]> {
  const light = await faultsNow(page);
  // Firefox's driver cannot switch. The colours are the same there, and in every language.
  if (name === 'firefox' || language !== 'English') return light;
  await page.puppeteer.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  const dark = await faultsNow(page);
  await page.puppeteer.emulateMediaFeatures([]);
  return [...light, ...dark.map((fault) => `in the dark, ${fault}`)];
}

async function faultsNow(page: AgentPage): Promise<string[]> {
  await page.bringToFront();
  if ((await page.puppeteer.evaluate('typeof globalThis.axe')) === 'undefined')
    await page.puppeteer.evaluate(AXE);
  const found = await page.puppeteer.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
  );
  return found as string[];
}

/** The diagnostics page with its results and its report. */
async function openAll(page: AgentPage): Promise<void> {
  await page.puppeteer.waitForSelector('.finding-ok');
  await page.puppeteer.waitForSelector('details');
  await page.puppeteer.$eval('details', (details) => {
    details.open = true;
  });
  await page.puppeteer.waitForSelector('.report');
}

const RULE = { queues: ['x'.repeat(200)], hours: { days: [1], from: 0, to: 60 } };
/** Everything that the preview of a settings file can show: addresses, changes and ignored settings. */
const FILE = JSON.stringify({
  ringside: 1,
  settings: {
    loginServer: 'https://login.example.net',
    lookupUrl: `https://lookup.example.net/${'x'.repeat(300)}`,
    crmLink: 'https://\u0441rm.example.net/{phone}',
    moreLinks: [{ id: 'o', name: 'Orders '.repeat(8), template: 'https://crm.example.net/o?q={e164}' }],
    rules: [{ id: 'r', name: 'x'.repeat(100), when: RULE, link: 'o' }],
    historyDays: 3,
    soundVolume: 35,
    hologram: 1,
  },
});

/** The preview of that file. */
async function openPreview(page: AgentPage): Promise<void> {
  await page.puppeteer.waitForSelector('input[type=file]');
  await page.puppeteer.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(FILE)}], 'settings.json'));
    const picker = document.querySelector('input[type=file]');
    picker.files = data.files;
    picker.dispatchEvent(new Event('change'));
  })()`);
  await page.puppeteer.waitForSelector('.import .addresses');
}

/** Goes to each section of the options page, and then shows them all at once. */
async function showAllSections(page: AgentPage): Promise<void> {
  for (const section of SECTIONS) await goToSection(page, section);
  await page.puppeteer.evaluate(
    `document.querySelectorAll('main > [hidden]').forEach((each) => { each.hidden = false; })`,
  );
}

/** The pages that are checked besides the panel and the options page. */
const PAGES = [
  'call.html',
  'float.html',
  'float-card.html',
  'day.html',
  'desk.html',
  'doctor.html',
  'import.html',
] as const;

/** The addresses of the first run. */
const STEPS = ['#setup-1', '#setup-2', '#setup-3', '#setup-done'];

inEachBrowser((day) => {
  // Texts and directions are the same in both browsers, so Firefox shows one language of each direction.
  it.each(['English', 'עברית', ...(day.name === 'chromium' ? ['العربية', 'Русский'] : [])])(
    'no page has an accessibility fault in %s',
    async (language) => {
      const options = await openSettings(day.browser, 'language');
      await options.choose(/Language|שפה|اللغة|Язык/, language);
      await showAllSections(options);
      await store(day, ALL_ON);
      await options.puppeteer.waitForSelector('input[type=time]');
      expect(await faultsOf(options, day, language)).toEqual([]);
      // What is on may suppress the next call.
      await store(day, ALL_OFF);
      await options.puppeteer.waitForSelector('input[type=time]', { hidden: true });
      const held = day.pbx.ring({ callerName: 'Clark Kent', queueID: 555, customData: { Order: 'A-4711' } });
      await day.panel.waitForCount('article', 1);
      day.pbx.answer({ callId: held });
      day.pbx.hold({ callId: held });
      day.pbx.hiddenNumber();
      day.pbx.joinQueue({ callerNumber: '0541111111' });
      await day.panel.puppeteer.evaluate(
        `(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'resync' })`,
      );
      await day.panel.waitForCount('article', 2);
      for (const name of PAGES) {
        const page = await day.browser.openPage(name);
        await page.puppeteer.waitForSelector('main h1');
        if (name === 'doctor.html') await openAll(page);
        if (name === 'import.html') await openPreview(page);
        expect(await faultsOf(page, day, language), name).toEqual([]);
        await page.close();
      }
      expect(await faultsOf(day.panel, day, language), 'panel.html').toEqual([]);
      for (const hash of STEPS) {
        const page = await day.browser.openPage('options.html', hash);
        await page.puppeteer.waitForSelector('.wizard h1');
        expect(await faultsOf(page, day, language), hash).toEqual([]);
        await page.close();
      }
      await options.close();
    },
  );

  it.each([
    ['options.html', '#crm'],
    ['options.html', '#setup-2'],
    ['day.html', ''],
    ['doctor.html', ''],
    ['import.html', ''],
    ['desk.html', ''],
    ['call.html', ''],
    ['float.html', ''],
    ['float-card.html', ''],
    ['panel.html', ''],
  ] as const)('nothing of %s%s is cut off sideways at 300 %', async (name, hash) => {
    const zoom = (factor: number): string => `(globalThis.browser ?? chrome).tabs.setZoom(${String(factor)})`;
    const page = await day.browser.openPage(name, hash);
    await page.puppeteer.waitForSelector('main h1');
    if (name === 'import.html') await openPreview(page);
    if (hash === '#crm') await showAllSections(page);
    await page.puppeteer.evaluate(zoom(3));
    await page.puppeteer.waitForFunction('devicePixelRatio > 2.5');
    expect(
      await page.puppeteer.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBeLessThanOrEqual(0);
    await page.puppeteer.evaluate(zoom(1));
    await page.close();
  });

  // Firefox has no PerformanceObserver for layout shifts. The pages and their styles are the same there.
  describe.runIf(day.name === 'chromium')('the layout does not shift', () => {
    const send = (command: object): Promise<unknown> =>
      day.panel.puppeteer.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(command)})`);

    /** Opens pages one after the other, and returns their shifts. */
    async function visit(names: readonly ExtensionPageName[], query = ''): Promise<string[]> {
      const shifts: string[] = [];
      for (const name of names) {
        const page = await day.browser.openPage(name, query);
        await page.puppeteer.waitForSelector('main h1');
        if (name === 'doctor.html')
          await page.puppeteer.waitForFunction(
            "document.querySelector('.finding-ok') !== null && document.querySelector('.finding-asking') === null",
          );
        shifts.push(...(await layoutShiftsOf(page, name + query)));
        await page.close();
      }
      return shifts;
    }
    const STEADY = [
      'panel.html',
      'desk.html',
      'float.html',
      'float-card.html',
      'day.html',
      'doctor.html',
      'import.html',
    ] as const;

    it('after the installation, when it is not known for some seconds whether there is a policy', async () => {
      const fresh = await launchBrowser('chromium', { firstPage: 'keep' });
      const first = await fresh.waitForPage('options.html');
      await expect.poll(() => fresh.storage('local')).toHaveProperty('policy');
      expect(await layoutShiftsOf(first, 'options.html')).toEqual([]);
      await fresh.close();
    });

    it('before and during the sign-in', async () => {
      await send({ type: 'save-settings', changes: { language: 'en' } });
      await send({ type: 'sign-out' });
      await day.panel.waitForText('status', /Signed out/);
      expect(await visit(['panel.html', 'desk.html', 'day.html', 'import.html'])).toEqual([]);
      const options = await day.browser.openPage('options.html');
      // What moves within 500 ms of the click would not count.
      day.pbx.orderLoginFault({ kind: 'slow', delayMs: 1_000, times: 1 });
      await signIn(options, day.pbx);
      await options.waitForText('status', /Online/);
      expect(await layoutShiftsOf(options, 'options.html')).toEqual([]);
      await options.close();
    });

    it('in the first run and in the settings', async () => {
      for (const hash of STEPS) expect(await visit(['options.html'], hash)).toEqual([]);
      const options = await day.browser.openPage('options.html', '#account');
      for (const section of SECTIONS) await goToSection(options, section);
      expect(await layoutShiftsOf(options, 'settings')).toEqual([]);
      await options.close();
    });

    it('without calls, with calls, and when a lookup answers', async () => {
      await send({ type: 'erase-history' });
      expect(await visit(STEADY)).toEqual([]);
      day.pbx.answerLookups({ kind: 'ok', name: 'Lois Lane', company: 'Daily Planet', total: 1 });
      // The accessibility test has switched every alert off. Such a call has no card in the call window.
      const changes = { lookupUrl: `${day.pbx.url}/lookup`, callWindow: true, notification: true };
      await send({ type: 'save-settings', changes });
      // Only what differs from the defaults is stored.
      await expect
        .poll(async () => ({ ...changes, ...((await day.browser.storage('local')).settings as object) }))
        .toMatchObject(changes);
      const call = await day.browser.openPage('call.html');
      day.pbx.ring({ callerName: 'Support', queueID: 555 });
      await call.waitForText('article', /Lois Lane/);
      // Who waits in the queues is news of the server. It has to be there before the pages open.
      await send({ type: 'resync' });
      await day.panel.waitForText('main', /longest wait/);
      expect(await layoutShiftsOf(call, 'call.html with a lookup')).toEqual([]);
      await call.close();
      expect(await visit(STEADY)).toEqual([]);
    });
  });
});
