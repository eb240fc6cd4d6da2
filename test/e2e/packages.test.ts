/** The packaged extensions load in the browsers without a warning. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildForStore } from '../../scripts/build.ts';
import { filesBelow } from '../../scripts/build/zip.ts';
import { GECKO_ID, type SharedManifest, type Target } from '../../scripts/manifest.ts';
import type { AgentBrowser, BrowserName } from '../../scripts/browsers/agent-browser.ts';
import { type AgentPage, createAgentPage } from '../../scripts/browsers/agent-page.ts';
import { reachInternals } from '../../scripts/browsers/firefox-internals.ts';
import { ATTACK } from './support/attack.ts';
import { BROWSERS_HERE, launchBrowser } from './support/world.ts';

const TARGET_OF: Readonly<Record<BrowserName, Target>> = { chromium: 'chrome', firefox: 'firefox' };
const remark = v.pipe(
  v.object({ message: v.string() }),
  v.transform(({ message }) => message),
);
const chromeSchema = v.array(
  v.object({
    id: v.string(),
    manifestErrors: v.array(remark),
    runtimeErrors: v.array(remark),
    installWarnings: v.optional(v.array(v.string()), []),
  }),
);

/** The warnings on the browser's page for developers. */
async function remarksOf(browser: AgentBrowser): Promise<readonly string[]> {
  if (browser.name === 'chromium') {
    const id = new URL(browser.extensionUrl).host;
    const { puppeteer: page } = await browser.openTab('chrome://extensions/');
    // Chrome keeps its warnings for developers. This switches developer mode on and reloads the extension.
    await page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
    await page.evaluate(`chrome.developerPrivate.reload('${id}', { failQuietly: false })`);
    // The driver's own page was closed with the old extension.
    const options = await page.browser().newPage();
    await options.goto(`${browser.extensionUrl}options.html`);
    await showSignIn(createAgentPage(options));
    const extensions = v.parse(
      chromeSchema,
      await page.evaluate('chrome.developerPrivate.getExtensionsInfo()'),
    );
    const extension = extensions.find((each) => each.id === id);
    return extension === undefined
      ? ['It is not there.']
      : [...extension.manifestErrors, ...extension.runtimeErrors, ...extension.installWarnings];
  }
  const page = await browser.openPage('panel.html');
  const internals = reachInternals(page.puppeteer.browser());
  const remarks = `(({ errors, warnings }) => [...errors, ...warnings])(WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).extension)`;
  return v.parse(v.array(v.string()), await internals(remarks));
}

/** Firefox reports content security policies only in its browser console. */
const FIREFOX_POLICY_REMARKS = `Services.console.getMessageArray()
  .filter((each) => each instanceof Ci.nsIScriptError && each.sourceName.startsWith('moz-extension:'))
  .map((each) => each.category + ': ' + each.errorMessage)
  .filter((each) => each.startsWith('CSP'))`;

const isPolicyRemark = (line: string): boolean =>
  /content.security.policy|trusted|warning processing/i.test(line);

/** The browser's warnings about the content security policy so far, including unknown directives. */
async function policyRemarksOf(browser: AgentBrowser): Promise<readonly string[]> {
  const said = (await browser.consoleText()).split('\n').filter(isPolicyRemark);
  const [page] = await browser.pages();
  if (browser.name === 'chromium' || page === undefined) return said;
  const internals = reachInternals(page.puppeteer.browser());
  return [...said, ...v.parse(v.array(v.string()), await internals(FIREFOX_POLICY_REMARKS))];
}

/** Whether an extension page is drawn. The page for sounds has nothing to draw. */
const IS_DRAWN = `document.readyState === 'complete'
  && document.querySelector('#app')?.childElementCount !== 0`;

/** The page works: the background has reported that nobody is signed in. */
const showSignIn = async (options: AgentPage): Promise<unknown> => options.find('button', 'Sign in');

describe.each(BROWSERS_HERE)('the package for %s', (name) => {
  const target = TARGET_OF[name];
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'ringside-packaged-'));
    await buildForStore(target, path.join(dir, 'good'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** Starts a browser with an unpacked extension, and waits for the first page of that. */
  async function launchPackage(extensionDir: string): Promise<AgentBrowser> {
    const browser = await launchBrowser(name, { extensionDir, firstPage: 'keep' });
    await showSignIn(await browser.waitForPage('options.html'));
    return browser;
  }

  describe('as built', () => {
    let browser: AgentBrowser;
    beforeAll(async () => {
      browser = await launchPackage(path.join(dir, 'good'));
    });
    afterAll(() => browser.close());

    it('draws each of its pages without a warning about their policy', async () => {
      const pages = (await filesBelow(path.join(dir, 'good'))).filter((file) => file.endsWith('.html'));
      expect(pages).toHaveLength(10);
      for (const file of pages) {
        const { puppeteer: page } = await browser.openTab(`${browser.extensionUrl}${file}`);
        await page.waitForFunction(IS_DRAWN);
        await page.close();
      }
      await browser.openPage('panel.html');
      expect(await policyRemarksOf(browser)).toEqual([]);
    });

    it('runs no script, markup, frame or form that was put into a page, and follows no foreign base', async () => {
      const page = await browser.openPage('panel.html');
      const outcome = await page.puppeteer.evaluate(ATTACK);
      const refused = ['text of a script', 'address of a script', 'handler', 'markup', 'policy'];
      expect(outcome).toMatchObject({
        tried: { ...Object.fromEntries(refused.map((attempt) => [attempt, 'refused'])), base: 'ours' },
        broken: ['base-uri', 'form-action', 'frame-src', 'require-trusted-types-for', 'trusted-types'],
        isOwned: false,
        path: '/panel.html',
      });
      await page.close();
    });

    // The last test of this browser: in Chromium it loads the extension again.
    it('loads without a warning, and its page works', async () => {
      expect(await remarksOf(browser)).toEqual([]);
    });
  });

  it('causes a warning if its key or a directive is unknown to the browser', async () => {
    const odd = path.join(dir, 'odd');
    await cp(path.join(dir, 'good'), odd, { recursive: true });
    const manifest = JSON.parse(await readFile(path.join(odd, 'manifest.json'), 'utf8')) as SharedManifest;
    const { extension_pages: policy } = manifest.content_security_policy;
    const content_security_policy = { extension_pages: `no-such-directive 'none'; ${policy}` };
    const changed = { ...manifest, no_such_key: true, content_security_policy };
    await writeFile(path.join(odd, 'manifest.json'), JSON.stringify(changed));
    const browser = await launchPackage(odd);
    try {
      // Without such warnings the tests above could not fail.
      expect((await policyRemarksOf(browser)).join()).toContain('no-such-directive');
      expect((await remarksOf(browser)).join()).toContain('no_such_key');
    } finally {
      await browser.close();
    }
  });
});
