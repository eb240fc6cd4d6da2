/** The agent sets up rules and links on the options page, with the try-it box beside them. */
import { expect, it } from 'vitest';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { inEachBrowser } from './support/agent-day.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';

inEachBrowser((day) => {
  const stored = async (): Promise<Partial<Settings>> =>
    (await day.browser.storage('local')).settings as Partial<Settings>;
  const RULES = { within: { role: 'list', name: 'Rules' } } as const;
  const OUTCOME = { within: { role: 'region', name: 'What would happen' } } as const;

  it('a link and two rules are set up, reordered and tried, and apply to the next ring', async () => {
    const options = await openSettings(day.browser, 'crm');
    await options.click('button', 'Add a link');
    await options.fill('Link name', 'Orders');
    await options.fill('Address', `${day.crm}/orders?p={phone}`);
    await options.press('Tab');
    await expect.poll(async () => (await stored()).moreLinks?.map(({ name }) => name)).toEqual(['Orders']);

    await goToSection(options, 'rules');
    await options.click('button', 'Add a rule');
    await options.disclose('Rule 1');
    await options.fill('Rule name', 'Everybody');
    await options.press('Tab');
    await options.click('button', 'Add a rule');
    await expect.poll(async () => (await stored()).rules?.length).toBe(2);
    const [everybody] = (await stored()).rules ?? [];
    expect(everybody).toMatchObject({ name: 'Everybody', when: {}, link: null });
    await options.click('button', 'Move Everybody down');
    await expect.poll(async () => (await stored()).rules?.map(({ name }) => name)).toEqual(['', 'Everybody']);

    await options.disclose('Rule 1');
    const first = { within: { role: 'listitem', text: /Rule 1/ } } as const;
    await options.choose('Add a condition…', 'Caller’s number', first);
    await options.fill('Caller’s number', '050*', first);
    await options.press('Tab');
    await options.choose('Link', 'Orders', first);
    await options.choose('Colour of the card', 'Purple', first);
    await expect
      .poll(async () => (await stored()).rules?.[0])
      .toMatchObject({ when: { numbers: ['050*'] }, colour: 'purple' });

    await options.waitForText(
      'region',
      /Matching rule: Rule 1.*Caller’s number: matches.*orders\?p=0501234567/s,
    );
    await options.fill('Number', '0521234567');
    await options.waitForText(
      'region',
      /Matching rule: Everybody.*Caller’s number: does not match.*search\?q=0521234567/s,
    );
    expect(await options.all('listitem', OUTCOME)).toHaveLength(2);
    await options.close();

    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.bringToFront();
    await day.panel.waitForText('article', /Rule 1/);
    await day.panel.click('button', 'Open in CRM', {
      within: { role: 'article', name: 'Clark Kent 050-123-4567' },
    });
    await day.browser.waitForTab(`${day.crm}/orders?p=0501234567`);
  });

  it('the quiet settings are shown before the rules', async () => {
    const options = await openSettings(day.browser, 'quiet');
    await options.check('Hidden numbers', true);
    await goToSection(options, 'rules');
    await options.waitForText('region', /Checked first.*Hidden numbers/s);
    await options.choose('Caller', 'Hidden number');
    await options.waitForText('region', /No alert: hidden number/, {});
    await goToSection(options, 'quiet');
    await options.check('Hidden numbers', false);
    await options.close();
  });

  it('a faulty link is not saved, and the reason is shown', async () => {
    const options = await openSettings(day.browser, 'crm');
    await options.click('button', 'Add a link');
    const before = await stored();
    const fields = await options.puppeteer.$$('.link-fields');
    const [name, template] = (await fields.at(-1)?.$$('input')) ?? [];
    await name?.type('Bad');
    await template?.type('javascript:alert(1)');
    await options.press('Tab');
    await options.waitForText('alert', /The link has to start with https/);
    expect(await stored()).toEqual(before);
    await options.close();
  });

  it('rules are removed', async () => {
    const options = await openSettings(day.browser, 'rules');
    await options.find('list', 'Rules');
    await options.click('button', 'Remove Everybody');
    await options.click('button', 'Remove Rule 1', RULES);
    await expect.poll(async () => (await stored()).rules).toBeUndefined();
    await options.close();
  });
});
