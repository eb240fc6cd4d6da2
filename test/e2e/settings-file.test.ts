/** Settings that travel: out as a file and in again, with a word on each; a hostile or newer file loses nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentPage } from '../support/browsers/agent-page.ts';
import { callBrowserApi } from '../support/browsers/page-calls.ts';
import { EMAIL, inEachBrowser, PASSWORD } from './support/agent-day.ts';
import { store } from './support/crm-tabs.ts';

/** What a page would hand to the agent as a file, instead of a download that no test sees. */
const CATCH_FILES = `(() => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    void blob.text().then((text) => { globalThis.savedFile = text; });
    return make(blob);
  };
})()`;

inEachBrowser((day) => {
  let options: AgentPage;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ringside-settings-'));
    options = await day.browser.openPage('options.html');
    await options.puppeteer.evaluate(CATCH_FILES);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const stored = async (): Promise<Record<string, unknown>> => ((await day.browser.storage('local')) as { settings: Record<string, unknown> }).settings;
  const load = async (text: string): Promise<void> => {
    const file = path.join(folder, 'settings.json');
    await writeFile(file, text);
    const picker = await options.puppeteer.$('section > .form-actions > input');
    if (picker === null) throw new Error('The page takes no file');
    await picker.uploadFile(file);
  };
  const told = (text: RegExp): Promise<void> => options.waitForText('status', text, { timeoutMs: 15_000 });

  it('what is saved to a file brings the settings back, and holds no secret', async () => {
    await store(day, { region: 'GB', quietStatuses: [3], historyDays: 7 });
    await options.click('button', 'Save to a file');
    await expect.poll(() => options.puppeteer.evaluate('globalThis.savedFile ?? ""')).not.toBe('');
    const file = (await options.puppeteer.evaluate('globalThis.savedFile')) as string;
    expect(JSON.parse(file)).toMatchObject({ ringside: 1, settings: { region: 'GB', quietStatuses: [3], historyDays: 7, email: EMAIL, crmLink: `${day.crm}/search?q={phone}&name={name}` } });
    const { account } = (await day.browser.storage('session')) as { account: { token: string; refreshToken: string } };
    // The password of the simulator is the word that begins the file.
    for (const secret of [PASSWORD, account.token, account.refreshToken]) expect(file.replace('"ringside": 1', '')).not.toContain(secret);

    const before = await stored();
    await store(day, { region: 'US', quietStatuses: [], historyDays: 30, crmLink: '' });
    await load(file);
    await told(/Taken from the file: .*CRM link/);
    expect(await stored()).toEqual({ ...before, version: 1 });
    expect(await options.value('Number region')).toBe('GB');
  });

  it('takes what fits, says what does not and why, and leaves that as it was', async () => {
    const before = await stored();
    await load('{"ringside":1,"settings":{"region":"CY","crmLink":"javascript:alert(1)","rules":[{"__proto__":1}],"\u202ehologram":1,"__proto__":{"sound":true}}}');
    await told(/Taken from the file: Number region\./);
    await told(/CRM link was left as it is\. Start the link with https:\/\//);
    await told(/Rules was left as it is/);
    await told(/Not known here and left out: .*hologram/);
    expect(await stored()).toEqual({ ...before, region: 'CY' });
  });

  it.each([
    ['no settings file', 'garbage', /no settings file of Ringside/],
    ['deep nesting', '{"ringside":1,"settings":{"rules":'.padEnd(100_000, '['), /no settings file of Ringside/],
    ['a huge file', `{"ringside":1,"settings":{"region":"${'x'.repeat(12_000_000)}"}}`, /too big/],
    ['nothing that fits', '{"ringside":1,"settings":{"sound":"loud"}}', /Nothing was taken/],
  ])('%s changes nothing, and says so', async (_, text, says) => {
    const before = await stored();
    await load(text);
    await told(says);
    expect(await stored()).toEqual(before);
  });

  it('a newer file is read as far as it is understood; settings that a newer version has stored are never written over by fewer', async () => {
    await load('{"ringside":9,"settings":{"region":"IL","hologram":{"on":true}}}');
    await told(/newer Ringside/);
    expect(await stored()).toMatchObject({ version: 1 });
    const newer = { ...(await stored()), version: 9, hologram: { on: true } };
    await callBrowserApi(day.panel.puppeteer, 'storage.local.set', [{ settings: newer }]);
    await options.choose('Number region', 'United States');
    await expect.poll(stored).toEqual({ ...newer, region: 'US' });
  });
});
