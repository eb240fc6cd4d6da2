import { existsSync } from 'node:fs';
import path from 'node:path';
import { BROWSERS, findBrowser } from '../find-browsers.mjs';
import type { AgentBrowser, BrowserName, LaunchOptions } from './agent-browser.ts';
import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';
import { traced } from './trace.ts';

/**
 * Starts a browser with the extension loaded and its background started. Throws when the browser or the build
 * is missing; the message contains the command that helps.
 */
export async function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<AgentBrowser> {
  const { title, override } = BROWSERS[name];
  const executablePath = findBrowser(name);
  if (executablePath === undefined) {
    throw new Error(`No ${title} found. Run: node scripts/setup.mjs --browsers ${name} (or set ${override})`);
  }
  const extensionDir = path.resolve(options.extensionDir);
  if (!existsSync(path.join(extensionDir, 'manifest.json'))) {
    throw new Error(`There is no built extension in ${extensionDir}. Run: npm run build`);
  }
  const launch = { chromium: launchChromium, firefox: launchFirefox }[name];
  const browser = await launch(executablePath, { ...options, extensionDir });
  await meetFirstPage(browser, options);
  return traced(`${name}: `, browser, STEPS);
}

/**
 * Waits for the page that the extension opens after its installation. Until it appears, Firefox may put it
 * into any blank tab, even one that a test has just opened. A reused profile may have no installation.
 */
async function meetFirstPage(
  browser: AgentBrowser,
  { firstPage = 'close', userDataDir }: LaunchOptions,
): Promise<void> {
  if (firstPage === 'none' || (userDataDir !== undefined && browser.name === 'chromium')) return;
  const page = await browser.waitForPage('options.html', FIRST_PAGE_MS);
  if (firstPage === 'close') await page.close();
}

/** Installing an extension takes long when several browsers start at once. */
const FIRST_PAGE_MS = 60_000;

/** The actions on the whole browser that appear in the trace. */
const STEPS = [
  'openPage',
  'openTab',
  'waitForPage',
  'waitForPageGone',
  'waitForTab',
  'closeNormalWindows',
  'closeDriverTab',
  'waitForNotification',
  'waitForNoNotification',
  'clickNotification',
  'answerPermissionPrompt',
  'revokeOrigin',
  'evictDatabases',
  'killBackground',
  'close',
] as const satisfies readonly (keyof AgentBrowser)[];
