/** The options page: sections, deep links, back and forward, search, and the menu that inserts placeholders. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';
import { inEachBrowser } from './support/agent-day.ts';

/** The name or content of what has the focus. */
const FOCUSED = `(() => { const { activeElement: at } = document; return at?.labels?.[0]?.textContent ?? at?.textContent ?? ''; })()`;

inEachBrowser((day) => {
  let options: AgentPage;
  beforeEach(async () => {
    options = await openSettings(day.browser, 'crm');
  });
  afterEach(async () => options.close());
  const stored = async (): Promise<unknown> =>
    ((await day.browser.storage('local')) as { settings: { crmLink?: string } }).settings.crmLink;
  const focused = (): Promise<unknown> => options.puppeteer.evaluate(FOCUSED);
  const title = (): Promise<string> => options.puppeteer.title();

  it('an address leads to its section, and back and forward go through the sections', async () => {
    await options.find('heading', 'CRM');
    expect(await title()).toBe('CRM · Ringside settings');
    await options.click('link', 'Keep quiet');
    await options.find('checkbox', 'Hidden numbers');
    expect(await options.all('textbox')).toEqual([]);
    await expect.poll(title).toBe('Keep quiet · Ringside settings');
    await expect.poll(focused).toBe('Keep quiet');
    await options.puppeteer.goBack();
    await options.find('combobox', 'CRM link');
    await expect.poll(title).toBe('CRM · Ringside settings');
    await options.puppeteer.goForward();
    await options.find('checkbox', 'Hidden numbers');
    await goToSection(options, 'data');
    await options.find('combobox', 'Keep them for');
  });

  it('a half-typed text is still there after a visit to another section', async () => {
    await options.fill('CRM link', 'no address');
    await options.click('link', 'About');
    await options.find('heading', 'Keyboard shortcuts');
    await options.click('link', 'CRM');
    expect(await options.value('CRM link')).toBe('no address');
  });

  it('a search leads to a setting, and Escape ends it', async () => {
    await options.fill('Search settings', 'toast');
    await options.waitForText('main', /Found: 2/);
    await options.press('Escape');
    await options.find('combobox', 'CRM link');
    await options.fill('Search settings', 'working hours');
    await options.click('link', /Outside my working hours/);
    await expect.poll(focused).toBe('Outside my working hours');
    expect(await options.url()).toMatch(/#quiet\/workHours$/);
    const other = await day.browser.openPage('options.html', '#crm/openWhen');
    await expect.poll(() => other.puppeteer.evaluate(FOCUSED)).toBe('Open by itself');
    await other.close();
  });

  it('the menu inserts a placeholder by keyboard', async () => {
    await options.fill('CRM link', `${day.crm}/find?q={nati`);
    await options.waitForText('option', /050-123-4567/);
    await options.press('ArrowDown');
    await options.press('Enter');
    await expect.poll(stored).toBe(`${day.crm}/find?q={nationalFormatted}`);
    await options.waitForText('main', /find\?q=050-123-4567/);
    await options.click('link', 'Open it');
    await day.browser.waitForTab('find?q=050-123-4567');
  });

  it('the menu inserts a placeholder by mouse, and Escape takes its brace back', async () => {
    await options.fill('CRM link', `${day.crm}/find?q=`);
    await options.click('button', 'Insert');
    await options.press('Escape');
    expect(await options.value('CRM link')).toBe(`${day.crm}/find?q=`);
    await options.click('button', 'Insert');
    await options.click('option', /\{e164\}/);
    await expect.poll(stored).toBe(`${day.crm}/find?q={e164}`);
    await options.fill('CRM link', `${day.crm}/find?q={nobody}`);
    await options.press('Tab');
    await options.waitForText('alert', /Not a placeholder: \{nobody\}.*Insert/);
  });
});
