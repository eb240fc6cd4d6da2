/** Each condition of a rule end to end. The link that opens by itself shows which rule was applied. */
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Conditions } from '../../src/domain/rules/conditions.ts';
import type { Rule } from '../../src/domain/rules/rules.ts';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';
import { closeTabs, settledTabs, store, tabAt, untilMayOpen, webTabs } from './support/crm-tabs.ts';

const NIGHT = '0521111111';
const DESK = '0522222222';
/** In the order in which they are tried. Each has a link with its own name. */
const RULES: readonly (readonly [string, Conditions, Partial<Rule>?])[] = [
  ['silent', { numbers: ['0509999999'] }, { silent: true }],
  ['hidden', { hidden: true }],
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
  beforeAll(() =>
    store(day, {
      callWindow: false,
      crmLink: `${day.crm}/default/{callId}`,
      moreLinks: RULES.map(([id]) => ({ id, name: id, template: `${day.crm}/${id}/{callId}` })),
      rules: RULES.map(([id, when, different]) => ({
        id,
        name: id,
        when,
        link: id,
        open: 'ring',
        record: 'none',
        colour: null,
        sound: null,
        silent: false,
        ...different,
      })),
    }),
  );
  beforeEach(() => untilMayOpen(day));
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
        const callId = day.pbx.ring();
        day.pbx.setStatus({ status: 1 });
        return callId;
      },
    };
    for (const [link, begin] of Object.entries(calls)) {
      await untilMayOpen(day);
      const callId = begin();
      expect((await tabAt(day, callId)).url).toBe(`${day.crm}/${link}/${callId}`);
    }
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
