/**
 * The agent sets up rules and links on the options page, with the try-it box beside them. And each condition of a
 * rule leads to its link.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Conditions } from '../../src/domain/rules/conditions.ts';
import type { Rule } from '../../src/domain/rules/rules.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { ruleWith } from '../support/rule.ts';
import { alertsOf, endAll, inEachBrowser } from './support/agent-day.ts';
import { closeTabs, settledTabs, store, tabAt, webTabs } from './support/crm-tabs.ts';
import { goToSection, openSettings } from '../../scripts/browsers/settings-section.ts';

const NIGHT = '0521111111';
const DESK = '0522222222';
/** In the order in which they are tried. Each has a link with its own name. Two open by themselves. */
const RULES: readonly (readonly [string, Conditions, Partial<Rule>?])[] = [
  ['silent', { numbers: ['0509999999'] }, { silent: true, open: 'ring' }],
  ['hidden', { hidden: true }, { open: 'ring' }],
  ['internal', { internal: true }],
  ['data', { data: { name: 'order', value: 'A-*' } }],
  ['status', { statuses: [3] }],
  ['off-hours', { hours: { days: [], from: 0, to: 0 }, numbers: [NIGHT] }],
  ['hours', { hours: { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0 }, numbers: [NIGHT] }],
  ['other-line', { lines: ['SIPSIP2'], numbers: [DESK] }],
  ['line', { lines: ['SIPSIP1'], numbers: [DESK] }],
  ['queue', { queues: ['תמיכה'] }],
  ['dialed', { dialed: ['+972 3-555-*'] }],
  ['country', { countries: ['GB'] }],
  ['number', { numbers: ['054*'] }],
  ['answered', { numbers: ['0530000000'] }, { open: 'answer' }],
];

inEachBrowser((day) => {
  describe('on the options page', () => {
    const stored = async (): Promise<Partial<Settings>> =>
      (await day.browser.storage('local')).settings as Partial<Settings>;
    const IN_RULES = { within: { role: 'list', name: 'Rules' } } as const;
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
      await expect
        .poll(async () => (await stored()).rules?.map(({ name }) => name))
        .toEqual(['', 'Everybody']);

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
      await options.click('button', 'Remove Rule 1', IN_RULES);
      await expect.poll(async () => (await stored()).rules).toBeUndefined();
      await options.close();
    });
  });

  describe('at a ring', () => {
    beforeAll(async () => {
      await closeTabs(day, await webTabs(day));
      await store(day, {
        callWindow: false,
        crmLink: `${day.crm}/default/{callId}`,
        moreLinks: RULES.map(([id]) => ({ id, name: id, template: `${day.crm}/${id}/{callId}` })),
        rules: RULES.map(([id, when, different]) => ruleWith({ id, name: id, when, link: id, ...different })),
      });
    });
    afterEach(async () => closeTabs(day, await webTabs(day)));

    it('each condition leads to the link of its rule', async () => {
      const calls: Readonly<Record<string, () => string>> = {
        hidden: () => day.pbx.hiddenNumber(),
        internal: () => day.pbx.internalCall({ callerName: 'Lois Lane' }),
        data: () => day.pbx.ring({ customData: { Order: 'a-4711' } }),
        hours: () => day.pbx.ring({ callerNumber: NIGHT }),
        line: () => day.pbx.ring({ callerNumber: DESK }),
        queue: () => day.pbx.ring({ queueID: 555 }),
        dialed: () => day.pbx.ring({ dialedNumber: '035551234' }),
        country: () => day.pbx.ring({ callerNumber: '00442079460018' }),
        number: () => day.pbx.ring({ callerNumber: '+972541234567' }),
        status() {
          day.pbx.setStatus({ status: 3 });
          return day.pbx.ring();
        },
      };
      for (const [link, begin] of Object.entries(calls)) {
        const callId = begin();
        // The number of pages that open by themselves is limited, the number of clicks is not.
        if (link !== 'hidden')
          await day.panel.click('button', 'Open in CRM', { within: { role: 'article' } });
        expect((await tabAt(day, callId)).url).toBe(`${day.crm}/${link}/${callId}`);
        await endAll(day);
      }
      day.pbx.setStatus({ status: 1 });
    });

    it('a queue call joined while talking gets the rule for what is known of it', async () => {
      const callId = day.pbx.joinedCall({ queueID: 555 });
      expect((await tabAt(day, callId)).url).toBe(`${day.crm}/hidden/${callId}`);
    });

    it('a silent rule opens and shows nothing, even when the call is answered', async () => {
      const callId = day.pbx.ring({ callerNumber: '0509999999' });
      expect(await settledTabs(day, callId, callId)).toEqual([]);
      expect(await alertsOf(day)).toEqual([]);
      day.pbx.answer({ callId });
      await day.panel.waitForText('article', /In a call/);
      expect(await settledTabs(day, callId, callId)).toEqual([]);
    });

    it('a rule that opens on the answer waits for it', async () => {
      const callId = day.pbx.ring({ callerNumber: '0530000000' });
      expect(await settledTabs(day, callId, callId)).toEqual([]);
      day.pbx.answer({ callId });
      expect((await tabAt(day, callId)).url).toBe(`${day.crm}/answered/${callId}`);
    });

    it('without a rule only a click opens the default link; with one it opens the rule’s', async () => {
      const without = day.pbx.ring({ callerName: 'No Rule' });
      const by = day.pbx.ring({ callerName: 'By Rule', callerNumber: '0530000000' });
      expect(await settledTabs(day, by, '/')).toEqual([]);
      const click = (name: RegExp): Promise<void> =>
        day.panel.click('button', 'Open in CRM', { within: { role: 'article', name } });
      // One tab is in front before the next click, because a covered page is not drawn.
      await click(/^No Rule/);
      expect((await tabAt(day, without)).url).toBe(`${day.crm}/default/${without}`);
      await click(/^By Rule/);
      expect((await tabAt(day, by)).url).toBe(`${day.crm}/answered/${by}`);
    });
  });
});
