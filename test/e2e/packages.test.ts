/** The packaged extensions in the browsers themselves: they load, and the browsers have nothing to remark. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildForStore } from '../../scripts/build.ts';
import { GECKO_ID, type Target } from '../../scripts/manifest.ts';
import type { AgentBrowser, BrowserName } from '../support/browsers/agent-browser.ts';
import { type AgentPage, createAgentPage } from '../support/browsers/agent-page.ts';
import { reachInternals } from '../support/browsers/firefox-internals.ts';
import { BROWSERS_HERE, launchBrowser } from './support/world.ts';

const TARGET_OF: Readonly<Record<BrowserName, Target>> = { chromium: 'chrome', firefox: 'firefox' };
const remark = v.pipe(v.object({ message: v.string() }), v.transform(({ message }) => message));
const chromeSchema = v.array(v.object({ id: v.string(), manifestErrors: v.array(remark), runtimeErrors: v.array(remark), installWarnings: v.optional(v.array(v.string()), []) }));

/** What the browser's page for developers would show of the extension. */
async function remarksOf(browser: AgentBrowser): Promise<readonly string[]> {
  if (browser.name === 'chromium') {
    const id = new URL(browser.extensionUrl).host;
    const { puppeteer: page } = await browser.openTab('chrome://extensions/');
    // Chrome keeps its remarks for developers: it is told to take us for one, and to load the extension once more.
    await page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
    await page.evaluate(`chrome.developerPrivate.reload('${id}', { failQuietly: false })`);
    // The driver's own page went with the extension that was.
    const options = await page.browser().newPage();
    await options.goto(`${browser.extensionUrl}options.html`);
    await showSignIn(createAgentPage(options));
    const extensions = v.parse(chromeSchema, await page.evaluate('chrome.developerPrivate.getExtensionsInfo()'));
    const extension = extensions.find((each) => each.id === id);
    return extension === undefined ? ['It is not there.'] : [...extension.manifestErrors, ...extension.runtimeErrors, ...extension.installWarnings];
  }
  const page = await browser.openPage('panel.html');
  const internals = reachInternals(page.puppeteer.browser());
  const remarks = `(({ errors, warnings }) => [...errors, ...warnings])(WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).extension)`;
  return v.parse(v.array(v.string()), await internals(remarks));
}

/** The page works: the background has told it that nobody is signed in. */
const showSignIn = async (options: AgentPage): Promise<unknown> => options.find('button', 'Sign in');

describe.each(BROWSERS_HERE)('the package for %s', (name) => {
  const target = TARGET_OF[name];
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'ringside-packaged-'));
    await buildForStore(target, path.join(dir, 'good'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** Loads an unpacked extension, waits for its first page, and answers what the browser remarked. */
  async function load(extensionDir: string): Promise<{ readonly remarks: readonly string[]; readonly said: string }> {
    const browser = await launchBrowser(name, { extensionDir, firstPage: 'keep' });
    try {
      await showSignIn(await browser.waitForPage('options.html'));
      return { remarks: await remarksOf(browser), said: await browser.consoleText() };
    } finally {
      await browser.close();
    }
  }

  it('loads without a warning, and its page works', async () => {
    const { remarks, said } = await load(path.join(dir, 'good'));
    expect(remarks).toEqual([]);
    expect(said.split('\n').filter((line) => /content.security.policy|warning processing/i.test(line))).toEqual([]);
  });

  it('with a key that the browser does not know, is remarked upon: the test above can fail', async () => {
    const odd = path.join(dir, 'odd');
    await cp(path.join(dir, 'good'), odd, { recursive: true });
    const manifest = JSON.parse(await readFile(path.join(odd, 'manifest.json'), 'utf8')) as object;
    await writeFile(path.join(odd, 'manifest.json'), JSON.stringify({ ...manifest, no_such_key: true }));
    expect((await load(odd)).remarks.join()).toContain('no_such_key');
  });
});
