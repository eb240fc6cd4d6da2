import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';

inEachBrowser((day) => {
  let options: AgentPage;
  beforeEach(async () => {
    options = await openSettings(day.browser, 'crm');
  });
  afterEach(async () => options.close());
  const stored = async (): Promise<unknown> =>
    ((await day.browser.storage('local')) as { settings: { crmLink?: string } }).settings.crmLink;

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
