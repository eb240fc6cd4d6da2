/** Settings are saved to a file, and loaded again after the agent has seen the changes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { callBrowserApi } from '../../scripts/browsers/page-calls.ts';
import { EMAIL, inEachBrowser, PASSWORD } from './support/agent-day.ts';
import { store } from './support/crm-tabs.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';

/** Keeps the text of a file that a page offers, because no test sees a download. */
const CATCH_FILES = `(() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    void blob.text().then((text) => { globalThis.savedFile = text; });
    return make(blob);
  };
})()`;

/** The focused element: its text, or the label of a region. */
const FOCUSED = `(() => {
  const { activeElement } = document;
  const label = document.getElementById(activeElement.getAttribute('aria-labelledby') ?? '');
  return (label ?? activeElement).textContent;
})()`;

const PREVIEW = 'What this file would change';
const KNOWN = 'I know these addresses';

inEachBrowser((day) => {
  let options: AgentPage;
  let page: AgentPage;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ringside-settings-'));
    options = await openSettings(day.browser, 'data');
    await options.puppeteer.evaluate(CATCH_FILES);
    await options.click('link', 'Load from a file');
    page = await day.browser.waitForPage('import.html');
    await page.find('button', 'Choose a file');
  });
  // Each test starts with the same settings.
  beforeEach(() => store(day, { region: 'GB', crmLink: `${day.crm}/search?q={phone}&name={name}` }));
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const stored = async (): Promise<Record<string, unknown>> =>
    ((await day.browser.storage('local')) as { settings: Record<string, unknown> }).settings;
  const focused = (): Promise<unknown> => page.puppeteer.evaluate(FOCUSED);
  /** Picks a file with this text. */
  const load = async (text: string): Promise<void> => {
    const file = path.join(folder, 'settings.json');
    await writeFile(file, text);
    await page.bringToFront();
    const picker = await page.puppeteer.$('input[type=file]');
    if (picker === null) throw new Error('The page takes no file');
    await picker.uploadFile(file);
  };
  const loadSettings = (settings: object, ringside = 1): Promise<void> =>
    load(JSON.stringify({ ringside, settings }));
  const shows = (text: RegExp): Promise<void> => page.waitForText('region', text);
  const told = (text: RegExp): Promise<void> => page.waitForText('status', text);
  const isEnabled = (): Promise<unknown> =>
    page.puppeteer.$eval('.button.primary', (button) => !(button as HTMLButtonElement).disabled);

  it('a saved file restores the settings and contains no secret', async () => {
    await store(day, { quietStatuses: [3], historyDays: 7 });
    await options.click('button', 'Save to a file');
    await expect.poll(() => options.puppeteer.evaluate('globalThis.savedFile ?? ""')).not.toBe('');
    const file = (await options.puppeteer.evaluate('globalThis.savedFile')) as string;
    const crmLink = `${day.crm}/search?q={phone}&name={name}`;
    expect(JSON.parse(file)).toMatchObject({
      ringside: 1,
      settings: { region: 'GB', quietStatuses: [3], historyDays: 7, email: EMAIL, crmLink },
    });
    const { account } = (await day.browser.storage('session')) as {
      account: { token: string; refreshToken: string };
    };
    // The simulator's password equals the first word of the file.
    for (const secret of [PASSWORD, account.token, account.refreshToken])
      expect(file.replace('"ringside": 1', '')).not.toContain(secret);

    const before = await stored();
    await load(file);
    await shows(/Nothing would change: your settings already match the file/);
    await page.click('button', 'Close');
    await store(day, { region: 'US', quietStatuses: [], historyDays: 30, crmLink: '' });
    await load(file);
    await shows(/Country for phone numbers\s+now United States then United Kingdom/);
    await page.check(KNOWN, true);
    await page.click('button', 'Import');
    await told(/Imported: .*CRM link.*Country for phone numbers/);
    expect(await stored()).toEqual({ ...before, version: 1 });
    await goToSection(options, 'language');
    expect(await options.value('Country for phone numbers')).toBe('GB');
    await goToSection(options, 'crm');
    expect(await options.value('CRM link')).toBe(crmLink);
  });

  it('a file is shown before any of it is stored, and Cancel drops it', async () => {
    const before = await stored();
    await loadSettings({ region: 'CY', notification: false, hologram: 1 });
    await shows(/System notification\s+now On then Off/);
    await shows(/Country for phone numbers\s+now United Kingdom then Cyprus/);
    await shows(/Unknown settings skipped: .*hologram/);
    await expect.poll(focused).toBe(PREVIEW);
    expect(await isEnabled()).toBe(true);
    expect(await stored()).toEqual(before);
    await page.click('button', 'Cancel');
    await told(/Nothing was imported/);
    await expect.poll(focused).toBe('Choose a file');
    expect(await stored()).toEqual(before);
  });

  it('an address must be confirmed before Import, which then stores the whole file', async () => {
    const before = await stored();
    const crmLink = 'https://crm.example.net/search?q={e164}';
    await loadSettings({ region: 'CY', crmLink, loginServer: 'https://login.example.net' });
    await shows(
      /CRM link\. The caller’s details are sent there when the link opens\. Now: http:\/\/127\.0\.0\.1/,
    );
    await shows(/you will have to sign in again/);
    expect(await isEnabled()).toBe(false);
    await page.check(KNOWN, true);
    await expect.poll(isEnabled).toBe(true);
    await page.check(KNOWN, false);
    await expect.poll(isEnabled).toBe(false);
    expect(await stored()).toEqual(before);
    await page.click('button', 'Cancel');

    await loadSettings({ region: 'CY', crmLink });
    await shows(/crm\.example\.net/);
    // By keyboard only: from the preview to the box, and on to the button.
    await expect.poll(focused).toBe(PREVIEW);
    await page.press('Tab');
    await page.press('Space');
    await expect.poll(isEnabled).toBe(true);
    await page.press('Tab');
    await page.press('Enter');
    await told(/Imported: CRM link and Country for phone numbers/);
    expect(await stored()).toEqual({ ...before, region: 'CY', crmLink });
    await expect.poll(focused).toBe('Choose a file');
  });

  it('one setting that does not fit keeps the whole file out', async () => {
    const before = await stored();
    await load(
      '{"ringside":1,"settings":{"region":"CY","crmLink":"javascript:alert(1)","rules":[{"__proto__":1}]}}',
    );
    await shows(/Nothing was changed: these settings in the file are not valid/);
    await shows(/CRM link\s+The link has to start with https\./);
    await shows(/Rules\s+The value in the file is not valid/);
    expect(await page.puppeteer.$('.button.primary')).toBeNull();
    await page.click('button', 'Close');
    await told(/Nothing was imported/);
    expect(await stored()).toEqual(before);
  });

  it('a hostile file is shown harmlessly', async () => {
    const before = await stored();
    const rules = [
      {
        id: '__proto__',
        name: '<img src=x onerror="document.title=1">\u202ecod',
        when: { queues: ['\u202eevil'] },
      },
    ];
    const told = JSON.stringify({ crmLink: 'https://\u0441rm.example.com/\u202ea\u200bb', rules });
    const deep = `"\u202ehologram":${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    await load(`{"ringside":1,"settings":{"__proto__":{"sound":true},${deep},${told.slice(1)}}`);
    await shows(/xn--rm-nmc\.example\.com/);
    const text = await page.puppeteer.$eval('.import', (region) => (region as HTMLElement).innerText);
    expect(text).toContain('https://\u0441rm.example.com/‹U+202E›a‹U+200B›b');
    expect(text).toContain('This address has unusual characters');
    expect(text).toContain('<img src=x onerror="document.title=1"> cod');
    expect(text).toMatch(/skipped: .*__proto__.*hologram/);
    expect(text).not.toMatch(/[\u202e\u200b]/);
    expect(await page.puppeteer.$('.import img')).toBeNull();
    expect(
      await page.puppeteer.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBeLessThanOrEqual(0);
    expect(await stored()).toEqual(before);
    await page.click('button', 'Cancel');
  });

  it.each([
    ['no settings file', 'garbage', /not a Ringside settings file/],
    [
      'deep nesting',
      '{"ringside":1,"settings":{"rules":'.padEnd(100_000, '['),
      /not a Ringside settings file/,
    ],
    ['a huge file', `{"ringside":1,"settings":{"region":"${'x'.repeat(12_000_000)}"}}`, /too large/],
  ])('%s is reported and changes nothing', async (_, text, says) => {
    const before = await stored();
    await load(text);
    await told(says);
    expect(await stored()).toEqual(before);
  });

  it('settings changed by another page are shown and must be confirmed again', async () => {
    await loadSettings({ region: 'US', crmLink: 'https://crm.example.org/?q={e164}' });
    await shows(/now United Kingdom then United States/);
    await page.check(KNOWN, true);
    await expect.poll(isEnabled).toBe(true);
    await store(day, { region: 'CY' });
    await shows(/now Cyprus then United States/);
    await told(/Your settings have changed in the meantime/);
    expect(await isEnabled()).toBe(false);
    await page.check(KNOWN, true);
    await page.click('button', 'Import');
    await told(/Imported: CRM link and Country for phone numbers/);
    expect(await stored()).toMatchObject({ region: 'US', crmLink: 'https://crm.example.org/?q={e164}' });
  });

  it('a newer file is read as far as possible, and a newer store is not overwritten', async () => {
    await loadSettings({ region: 'IL', hologram: { on: true } }, 9);
    await shows(/newer version of Ringside/);
    await page.click('button', 'Import');
    await told(/Imported: Country for phone numbers/);
    expect(await stored()).toMatchObject({ version: 1 });
    const newer = { ...(await stored()), version: 9, hologram: { on: true } };
    await callBrowserApi(day.panel.puppeteer, 'storage.local.set', [{ settings: newer }]);
    await goToSection(options, 'language');
    await options.choose('Country for phone numbers', 'United States');
    await expect.poll(stored).toEqual({ ...newer, region: 'US' });
  });
});
