/** Every page in every language is free of faults that axe can find, and stays usable when it is enlarged. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';
import { SECTIONS } from '../../src/domain/settings/sections.ts';
import { type AgentDay, inEachBrowser } from './support/agent-day.ts';

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

inEachBrowser((day) => {
  // Texts and directions are the same in both browsers, so Firefox shows one language of each direction.
  it.each(['English', 'עברית', ...(day.name === 'chromium' ? ['العربية', 'Русский'] : [])])(
    'no page has an accessibility fault in %s',
    async (language) => {
      const options = await openSettings(day.browser, 'language');
      await options.choose(/Language|שפה|اللغة|Язык/, language);
      await showAllSections(options);
      for (const box of await options.puppeteer.$$('input[type=checkbox]:not(:checked)'))
        await box.evaluate((each) => each instanceof HTMLInputElement && each.click());
      await options.puppeteer.waitForSelector('input[type=time]');
      expect(await faultsOf(options, day, language)).toEqual([]);
      // No ticked box may suppress the next call.
      for (const box of await options.puppeteer.$$('section input[type=checkbox]:checked'))
        await box.evaluate((each) => each instanceof HTMLInputElement && each.click());
      await expect
        .poll(async () => (await day.browser.storage('local')).settings)
        .not.toHaveProperty('quietInternal');
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
      for (const name of ['call.html', 'day.html', 'desk.html', 'doctor.html', 'import.html'] as const) {
        const page = await day.browser.openPage(name);
        await page.puppeteer.waitForSelector('main h1');
        if (name === 'doctor.html') await openAll(page);
        if (name === 'import.html') await openPreview(page);
        expect(await faultsOf(page, day, language), name).toEqual([]);
        await page.close();
      }
      expect(await faultsOf(day.panel, day, language), 'panel.html').toEqual([]);
      await options.close();
    },
  );

  it.each([
    'options.html',
    'day.html',
    'doctor.html',
    'import.html',
    'desk.html',
    'call.html',
    'panel.html',
  ] as const)('nothing of %s is cut off sideways at 300 %', async (name) => {
    const zoom = (factor: number): string => `(globalThis.browser ?? chrome).tabs.setZoom(${String(factor)})`;
    const page = await day.browser.openPage(name);
    await page.puppeteer.waitForSelector('main h1');
    if (name === 'import.html') await openPreview(page);
    if (name === 'options.html') await showAllSections(page);
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
});
