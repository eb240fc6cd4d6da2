/**
 * `npm run screenshots` photographs every page in every state from the real extension in Chromium, light and
 * dark, in each language (or in the named ones: `-- en he`), into dist/screenshots. With `--readme` it also
 * updates the ones in the README.
 */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgentBrowser } from './browsers/agent-browser.ts';
import type { AgentPage } from './browsers/agent-page.ts';
import { launchBrowser } from './browsers/launch.ts';
import { build, distOf } from './build.ts';
import { startSimulator } from './simulator/server.ts';
import { DEFAULT_LOGINS } from './simulator/tokens.ts';
import type { Simulator } from './simulator/simulator.ts';
import { goToSection } from './browsers/settings-section.ts';
import { takeSetup } from './screenshots-setup.ts';
import { SECTIONS } from '../src/domain/settings/sections.ts';

const out = fileURLToPath(new URL('../dist/screenshots', import.meta.url));
const docs = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
/** The screenshots in the README: at most twelve. */
const IN_README = [
  'call-ringing',
  'call-two',
  'options',
  'panel',
  'desk',
  'day',
  'call-ringing-he-dark',
  'panel-he',
];

/** Typical sizes: of a popup, a small window and a tab. */
const SIZES = {
  panel: { width: 380, height: 600 },
  call: { width: 400, height: 300 },
  desk: { width: 300, height: 700 },
  options: { width: 1180, height: 900 },
  day: { width: 820, height: 900 },
  doctor: { width: 820, height: 900 },
  import: { width: 820, height: 900 },
};
const LANGUAGES = ['en', 'he', 'ar', 'ru'] as const;

interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly scheme: 'light' | 'dark';
}

await mkdir(out, { recursive: true });
await build();
const named = LANGUAGES.filter((language) => process.argv.includes(language));
for (const language of named.length === 0 ? LANGUAGES : named)
  for (const scheme of ['light', 'dark'] as const) await takeAll({ language, scheme });
if (process.argv.includes('--readme')) {
  await mkdir(docs, { recursive: true });
  for (const name of IN_README) await copyFile(path.join(out, `${name}.png`), path.join(docs, `${name}.png`));
}

async function takeAll(look: Look): Promise<void> {
  const pbx = await startSimulator();
  const browser = await launchBrowser('chromium', {
    extensionDir: distOf('chrome'),
    colorScheme: look.scheme,
  });
  const suffix = [
    look.language === 'en' ? '' : `-${look.language}`,
    look.scheme === 'light' ? '' : `-${look.scheme}`,
  ].join('');
  const shoot: Shoot = async (page, size, name, fullPage = false) => {
    await page.puppeteer.setViewport(SIZES[size]);
    await page.bringToFront();
    await page.puppeteer.screenshot({ path: `${path.join(out, name + suffix)}.png`, fullPage });
    console.log(`${name}${suffix}.png`);
  };
  try {
    const options = await setUp(browser, look);
    const panel = await browser.openPage('panel.html');
    await shoot(options, 'options', 'options-signed-out');
    await shoot(panel, 'panel', 'panel-signed-out');
    await signIn(options, pbx, 'wrong');
    await options.find('alert');
    await shoot(options, 'options', 'options-refused');
    await shoot(panel, 'panel', 'panel-trouble');
    await signIn(options, pbx, DEFAULT_LOGINS.user.pin);
    await until(() => pbx.state().clients.length === 1);
    await shoot(panel, 'panel', 'panel-empty');
    await takeCalls(browser, pbx, panel, shoot);
    await goToSection(options, 'account');
    await shoot(options, 'options', 'options');
    await takeCheckUp(browser, shoot, 'doctor');
    await takeImport(browser, shoot);
    await takeSections(options, shoot);
    await takeSetup(options, (name) => shoot(options, 'options', name));
    await takeBadDay(browser, pbx, panel, shoot);
  } finally {
    await browser.close();
    await pbx.close();
  }
}

/**
 * Opens the options page and sets what the later screenshots need. Stores the language in the settings, as
 * the page would.
 */
async function setUp(browser: AgentBrowser, { language }: Look): Promise<AgentPage> {
  const options = await browser.openPage('options.html');
  const settings = { language, crmLink: 'https://acme.zendesk.com/agent/search/1?type=user&q={e164}' };
  await options.puppeteer.evaluate((stored) => {
    const { storage } = (
      globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } }
    ).chrome;
    return storage.local.set({ settings: stored });
  }, settings);
  await options.puppeteer.waitForFunction((wanted) => document.documentElement.lang === wanted, {}, language);
  return options;
}

/** Each section of the settings, the insert menu of the CRM link, and a search. */
async function takeSections(options: AgentPage, shoot: Shoot): Promise<void> {
  await options.bringToFront();
  for (const section of SECTIONS) {
    await goToSection(options, section);
    if (section === 'quiet')
      for (const box of await options.puppeteer.$$('.switch:not(:checked)'))
        if (await box.isVisible()) await box.click();
    await shoot(options, 'options', `options-${section}`, true);
  }
  await goToSection(options, 'crm');
  await options.puppeteer.focus('[role=combobox]');
  await options.puppeteer.keyboard.press('End');
  const typed = '&n={n';
  await options.puppeteer.keyboard.type(typed);
  await shoot(options, 'options', 'options-insert');
  await options.press('Escape');
  for (const key of Array.from(typed, () => 'Backspace' as const))
    await options.puppeteer.keyboard.press(key);
  await options.puppeteer.type('input[type=search]', 'CRM');
  await shoot(options, 'options', 'options-search');
  await options.press('Escape');
}

/** Finds the fields by their type, because their labels are translated. */
async function signIn(options: AgentPage, { url }: Simulator, password: string): Promise<void> {
  const { puppeteer: page } = options;
  await options.bringToFront();
  await page.$eval('details', (details) => {
    details.open = true;
  });
  for (const [field, text] of [
    ['details input', url],
    ['input[type=email]', DEFAULT_LOGINS.user.email],
    ['input[type=password]', password],
  ] as const) {
    await page.click(field, { count: 3 });
    await page.keyboard.type(text);
  }
  await page.click('button[type=submit]');
}

/** `fullPage`: the whole page, not only the visible part. */
type Shoot = (page: AgentPage, size: keyof typeof SIZES, name: string, fullPage?: boolean) => Promise<void>;

/** Takes a suppressed ring and a lost connection, as the side panel and the Today page show them. */
async function takeBadDay(
  browser: AgentBrowser,
  pbx: Simulator,
  panel: AgentPage,
  shoot: Shoot,
): Promise<void> {
  pbx.hiddenNumber();
  await panel.find('article');
  const desk = await browser.openPage('desk.html');
  await desk.find('article');
  await desk.puppeteer.waitForSelector('.rows .row');
  await shoot(desk, 'desk', 'desk');
  pbx.answeredElsewhere();
  await panel.waitForCount('article', 0, undefined, { timeoutMs: 20_000 });
  pbx.refuseSockets(true);
  pbx.drop();
  await panel.find('alert');
  await shoot(panel, 'panel', 'panel-lost');
  await takeCheckUp(browser, shoot, 'doctor-lost');
  // A shorter interruption does not count as an outage.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  pbx.refuseSockets(false);
  await until(() => pbx.state().clients.length === 1);
  const day = await browser.openPage('day.html');
  await day.puppeteer.waitForSelector('.outages');
  await shoot(day, 'day', 'day', true);
}

/** Takes the diagnostics after all checks have finished, with the question after the test notification. */
async function takeCheckUp(browser: AgentBrowser, shoot: Shoot, name: string): Promise<void> {
  const doctor = await browser.openPage('doctor.html');
  await doctor.puppeteer.waitForFunction(
    "document.querySelector('.finding') !== null && document.querySelector('.finding-asking') === null",
  );
  await doctor.puppeteer.click('.trial button');
  await doctor.puppeteer.waitForSelector('.trial [role=alert]');
  await shoot(doctor, 'doctor', name, true);
  await doctor.close();
}

/** Takes the preview of a settings file. */
async function takeImport(browser: AgentBrowser, shoot: Shoot): Promise<void> {
  const file = path.join(out, 'settings.json');
  const rule = { id: 'vip', name: 'VIP', when: { numbers: ['+972501234567'] }, open: 'ring', colour: 'red' };
  const crmLink = 'https://crm.example.com/search?q={e164}';
  const settings = { crmLink, rules: [rule], quietInternal: true, historyDays: 7 };
  await writeFile(file, JSON.stringify({ ringside: 1, settings }));
  const page = await browser.openPage('import.html');
  await page.puppeteer.waitForSelector('input[type=file]');
  await (await page.puppeteer.$('input[type=file]'))?.uploadFile(file);
  await page.puppeteer.waitForSelector('.import');
  await shoot(page, 'import', 'import', true);
  await page.close();
  await rm(file);
}

async function takeCalls(
  browser: AgentBrowser,
  pbx: Simulator,
  panel: AgentPage,
  shoot: Shoot,
): Promise<void> {
  const first = pbx.ring({
    callerName: 'Dana Levi',
    queueID: 555,
    customData: { Order: 'A-4711', 'Customer since': '2019' },
  });
  const call = await browser.waitForPage('call.html');
  await call.find('article');
  await shoot(call, 'call', 'call-ringing');
  await call.puppeteer.click('.only');
  await shoot(call, 'call', 'call-copied');
  const second = pbx.secondCaller({ callerName: 'לויס ליין' });
  await call.waitForCount('article', 2);
  await shoot(call, 'call', 'call-two');
  pbx.hangUp({ callId: second });
  await call.find('article');
  await shoot(call, 'call', 'call-talking-and-stopped');
  pbx.hold({ callId: first });
  await shoot(call, 'call', 'call-held');
  pbx.hiddenNumber();
  pbx.ring({ callerName: `<b>markup</b> ${'very long name '.repeat(12)}` });
  await call.waitForText('article', /markup/);
  pbx.joinQueue({ callerNumber: '0541111111' });
  pbx.joinQueue({ callerNumber: '0532222222' });
  await panel.puppeteer.evaluate("chrome.runtime.sendMessage({ type: 'resync' })");
  await panel.puppeteer.waitForSelector('.queue');
  await shoot(panel, 'panel', 'panel-busy');
  await shoot(call, 'call', 'call-hostile-and-hidden');
  for (let live = pbx.state().calls[0]; live !== undefined; live = pbx.state().calls[0])
    pbx.hangUp({ callId: live.callId });
  pbx.hangUp({ callId: pbx.ring({ callerName: 'Clark Kent', phase: 'Talking' }) });
  await panel.waitForCount('article', 0, undefined, { timeoutMs: 25_000 });
  await shoot(panel, 'panel', 'panel');
  await panel.puppeteer.click('.count');
  await shoot(panel, 'panel', 'panel-calls-of-a-caller');
  await panel.puppeteer.click('[role=tab][aria-selected=false]');
  await shoot(panel, 'panel', 'panel-callbacks');
  await panel.puppeteer.click('[role=tab][aria-selected=false]');
  await panel.puppeteer.type('input[type=search]', 'levi');
  await shoot(panel, 'panel', 'panel-search');
  await panel.puppeteer.click('input[type=search]', { count: 3 });
  await panel.puppeteer.keyboard.press('Backspace');
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 25));
}
