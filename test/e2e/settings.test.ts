/** The options page: sections, deep links, back and forward, search, the menu that inserts placeholders, and the CRM link. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';

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
    await options.click('link', 'Quiet times');
    await options.find('checkbox', 'Hidden numbers');
    expect(await options.all('textbox')).toEqual([]);
    await expect.poll(title).toBe('Quiet times · Ringside settings');
    await expect.poll(focused).toBe('Quiet times');
    await options.puppeteer.goBack();
    await options.find('combobox', 'CRM link');
    await expect.poll(title).toBe('CRM · Ringside settings');
    await options.puppeteer.goForward();
    await options.find('checkbox', 'Hidden numbers');
    await goToSection(options, 'data');
    await options.find('combobox', 'Keep calls for');
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
    await expect.poll(() => other.puppeteer.evaluate(FOCUSED)).toBe('Open automatically');
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

  it('the CRM link shows its URL for a sample caller during typing, and saves by itself', async () => {
    await options.fill('CRM link', 'https://crm.example.com/find?q={e164}');
    await options.waitForText('main', /https:\/\/crm\.example\.com\/find\?q=%2B972501234567/);
    await expect.poll(stored).toBe('https://crm.example.com/find?q={e164}');
  });

  it('typed text is saved even if the tab closes before the half second is over', async () => {
    const other = await openSettings(day.browser, 'crm');
    await other.fill('CRM link', 'https://crm.example.com/closed?q={phone}');
    await other.close();
    await expect.poll(stored).toBe('https://crm.example.com/closed?q={phone}');
  });

  it.each([['javascript:alert({phone})', /http/]])(
    'the field refuses %s: the text stays, unsaved, with its error',
    async (template, error) => {
      const before = await stored();
      await options.fill('CRM link', template);
      await options.press('Tab');
      await options.waitForText('alert', error);
      expect(await options.value('CRM link')).toBe(template);
      expect(await stored()).toBe(before);
    },
  );

  it('a known CRM asks for the customer’s part and fills in its address', async () => {
    await options.click('button', 'Choose another CRM…');
    await options.choose('Your CRM', 'Zendesk');
    await options.click('button', 'Use this address');
    await options.waitForText('alert', /Fill this in/);
    await options.fill('Your company’s name in the CRM’s address', 'acme');
    await options.click('button', 'Use this address');
    await expect.poll(stored).toBe('https://acme.zendesk.com/agent/search/1?type=user&q={e164}');
  });

  it('placeholders of another tool are offered as Ringside’s placeholders', async () => {
    await options.fill('CRM link', 'https://crm.example.com/find?q=[callerid]');
    await options.click('button', 'Use this');
    await expect.poll(stored).toBe('https://crm.example.com/find?q={phone}');
  });

  it('"Set up CRM" replaces "Open in CRM" without a template and opens the settings', async () => {
    await options.fill('CRM link', ' ');
    await options.press('Tab');
    await expect.poll(stored).toBeUndefined();
    await goToSection(options, 'about');
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.bringToFront();
    await day.panel.find('article', 'Clark Kent 050-123-4567');
    expect((await day.panel.all('button')).map(({ name }) => name)).not.toContain('Open in CRM');
    await day.panel.click('link', 'Set up CRM', {
      within: { role: 'article', name: 'Clark Kent 050-123-4567' },
    });
    await day.browser.waitForTab(({ url, active }) => url.endsWith('options.html#crm') && active);
    expect((await day.browser.tabs()).filter(({ url }) => url.includes('options.html'))).toHaveLength(1);
  });

  it('a changed template is used from the next click on', async () => {
    await options.fill('CRM link', `${day.crm}/by-national/{national}?from={did}`);
    await options.press('Tab');
    await expect.poll(stored).toContain('by-national');
    day.pbx.ring({ callerName: 'Clark Kent', callerNumber: '972501234567' });
    await day.panel.bringToFront();
    await day.panel.click('button', 'Open in CRM', {
      within: { role: 'article', name: 'Clark Kent 050-123-4567' },
    });
    expect((await day.browser.waitForTab('by-national')).url).toBe(
      `${day.crm}/by-national/0501234567?from=0722776772`,
    );
  });

  it('a past call opens in the CRM, too', async () => {
    const callId = day.pbx.ring({ callerName: 'Past Caller', callerNumber: '0521234567' });
    day.pbx.hangUp({ callId });
    await day.panel.bringToFront();
    const row = { within: { role: 'listitem', text: /Past Caller/ } };
    // A double click counts as one.
    const button = await day.panel.find('button', 'Open in CRM', row);
    await button.click({ count: 2 });
    await day.browser.waitForTab('0521234567');
    await alertsOf(day);
    expect((await day.browser.tabs()).filter(({ url }) => url.includes('0521234567'))).toHaveLength(1);
  });
});
