/**
 * `npm run screenshots`: takes every page in every state from the real extension in Chromium, light and dark, in each
 * language, into dist/screenshots; with `--readme` also renews the few that the README shows.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgentBrowser } from '../test/support/browsers/agent-browser.ts';
import type { AgentPage } from '../test/support/browsers/agent-page.ts';
import { launchBrowser } from '../test/support/browsers/launch.ts';
import { build, distOf } from './build.ts';
import { type Simulator, startSimulator } from './simulator/server.ts';
import { DEFAULT_LOGINS } from './simulator/tokens.ts';

const out = fileURLToPath(new URL('../dist/screenshots', import.meta.url));
const docs = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
/** What the README shows: at most twelve. */
const IN_README = ['call-ringing', 'call-two', 'options', 'panel', 'call-ringing-he-dark'];

/** A view as people have it: a popup, a small window, a tab. */
const SIZES = { panel: { width: 380, height: 560 }, call: { width: 400, height: 300 }, desk: { width: 300, height: 700 }, options: { width: 820, height: 1180 }, 'whole options': { width: 820, height: 2350 }, day: { width: 820, height: 900 } };
const LANGUAGES = ['en', 'he', 'ar', 'ru'] as const;

interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly scheme: 'light' | 'dark';
}

await mkdir(out, { recursive: true });
await build();
for (const language of LANGUAGES) for (const scheme of ['light', 'dark'] as const) await takeAll({ language, scheme });
if (process.argv.includes('--readme')) {
  await mkdir(docs, { recursive: true });
  for (const name of IN_README) await copyFile(path.join(out, `${name}.png`), path.join(docs, `${name}.png`));
}

async function takeAll(look: Look): Promise<void> {
  const pbx = await startSimulator();
  const browser = await launchBrowser('chromium', { extensionDir: distOf('chrome'), colorScheme: look.scheme });
  const suffix = [look.language === 'en' ? '' : `-${look.language}`, look.scheme === 'light' ? '' : `-${look.scheme}`].join('');
  const shoot = async (page: AgentPage, size: keyof typeof SIZES, name: string): Promise<void> => {
    await page.puppeteer.setViewport(SIZES[size]);
    await page.bringToFront();
    await page.screenshot(`${path.join(out, name + suffix)}.png`);
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
    await shoot(options, 'options', 'options');
    for (const box of await options.puppeteer.$$('section:nth-of-type(4) input[type=checkbox]:not(:checked)')) await box.click();
    await shoot(options, 'whole options', 'options-whole');
    await shoot(await browser.openPage('desk.html'), 'desk', 'desk');
    await shoot(await browser.openPage('day.html'), 'day', 'day');
  } finally {
    await browser.close();
    await pbx.close();
  }
}

/** Opens the options page and sets what the later pictures need; the language goes into the settings as the page would write it. */
async function setUp(browser: AgentBrowser, { language }: Look): Promise<AgentPage> {
  const options = await browser.openPage('options.html');
  const settings = { language, crmLink: 'https://acme.zendesk.com/agent/search/1?type=user&q={e164}' };
  await options.puppeteer.evaluate((stored) => {
    const { storage } = (globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } }).chrome;
    return storage.local.set({ settings: stored });
  }, settings);
  await options.puppeteer.waitForFunction((wanted) => document.documentElement.lang === wanted, {}, language);
  return options;
}

/** Types into the fields by their kind: their labels are in the language of the picture. */
async function signIn(options: AgentPage, { url }: Simulator, password: string): Promise<void> {
  const { puppeteer: page } = options;
  await options.bringToFront();
  await page.$eval('details', (details) => {
    details.open = true;
  });
  for (const [field, text] of [['details input', url], ['input[type=email]', DEFAULT_LOGINS.user.email], ['input[type=password]', password]] as const) {
    await page.click(field, { count: 3 });
    await page.keyboard.type(text);
  }
  await page.click('button[type=submit]');
}

type Shoot = (page: AgentPage, size: keyof typeof SIZES, name: string) => Promise<void>;

async function takeCalls(browser: AgentBrowser, pbx: Simulator, panel: AgentPage, shoot: Shoot): Promise<void> {
  const first = pbx.ring({ callerName: 'Dana Levi', queueID: 555, customData: { Order: 'A-4711', 'Customer since': '2019' } });
  const call = await browser.waitForPage('call.html');
  await call.find('article');
  await shoot(call, 'call', 'call-ringing');
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
  await call.waitForCount('article', 4);
  pbx.joinQueue({ callerNumber: '0541111111' });
  pbx.joinQueue({ callerNumber: '0532222222' });
  await panel.puppeteer.evaluate("chrome.runtime.sendMessage({ type: 'resync' })");
  await panel.puppeteer.waitForSelector('.queue');
  await shoot(panel, 'panel', 'panel-busy');
  await shoot(call, 'call', 'call-hostile-and-hidden');
  for (let live = pbx.state().calls[0]; live !== undefined; live = pbx.state().calls[0]) pbx.hangUp({ callId: live.callId });
  pbx.hangUp({ callId: pbx.ring({ callerName: 'Clark Kent', phase: 'Talking' }) });
  await panel.waitForCount('article', 0, undefined, { timeoutMs: 25_000 });
  await shoot(panel, 'panel', 'panel');
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 25));
}
