/** A suppressed call alerts nowhere, and its reason is in the list and the ring log. */
import { afterEach, expect, it } from 'vitest';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { store } from './support/crm-tabs.ts';

/** What the tests have changed. */
const ALL_ALERT: Partial<Settings> = {
  quietInternal: false,
  quietStatuses: [],
  quietTalking: false,
  workHours: null,
};

inEachBrowser((day) => {
  const RECENT = { within: { role: 'list', name: 'Recent calls' } } as const;

  /**
   * Changes settings as an agent does, and waits until they are stored, because the stored settings decide
   * what a ring does.
   */
  async function set(
    stored: object,
    change: (options: Awaited<ReturnType<typeof day.browser.openPage>>) => Promise<void>,
  ): Promise<void> {
    const options = await openSettings(day.browser, 'quiet');
    await change(options);
    await expect.poll(async () => (await day.browser.storage('local')).settings).toMatchObject(stored);
    await options.close();
  }

  /** The last ring in the ring log. */
  async function lastInLedger(): Promise<string> {
    const page = await day.browser.openPage('day.html');
    await page.waitForText('row', /ms|No alert|Silenced|turned off/);
    const rows = await page.all('row', { within: { role: 'table', name: 'All rings' } });
    await page.close();
    return rows[1]?.text ?? '';
  }

  afterEach(async () => {
    await store(day, ALL_ALERT);
    day.pbx.setStatus({ status: 1 });
  });

  it.each<[string, string, object, () => void, RegExp]>([
    [
      'an internal call',
      'Internal calls',
      { quietInternal: true },
      () => void day.pbx.internalCall({ callerName: 'Colleague' }),
      /No alert: internal call/,
    ],
    [
      'a chosen status',
      'Lunch',
      { quietStatuses: [3] },
      () => {
        day.pbx.setStatus({ status: 3 });
        day.pbx.ring({ callerName: 'At Lunch' });
      },
      /No alert: your status/,
    ],
  ])('a ring is suppressed for %s', async (_, setting, stored, ring, reason) => {
    await set(stored, (options) => options.check(setting, true));
    ring();
    await day.panel.waitForCount('article', 1);
    expect(await alertsOf(day)).toEqual([]);
    expect((await day.browser.windows()).filter(({ type }) => type === 'popup')).toEqual([]);
    day.pbx.answeredElsewhere();
    await day.panel.waitForText('listitem', reason, RECENT);
    expect(await lastInLedger()).toMatch(reason);
  });

  it('a second call is suppressed while the agent talks', async () => {
    await set({ quietTalking: true }, (options) => options.check('While I am in a call', true));
    day.pbx.ring({ callerName: 'First Of Two' });
    day.pbx.answer();
    await day.panel.waitForText('article', /In a call/);
    const before = await alertsOf(day);
    day.pbx.secondCaller();
    await day.panel.waitForCount('article', 2);
    expect(await alertsOf(day)).toEqual(before);
    expect(await lastInLedger()).toMatch(/Jane Doe.*No alert: you were in a call/s);
  });

  it('a ring is suppressed outside the working hours', async () => {
    await set({ workHours: { days: [] } }, async (options) => {
      await options.check('Outside my working hours', true);
      for (const name of ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'])
        await options.check(name, false);
    });
    day.pbx.ring({ callerName: 'After Hours' });
    await day.panel.find('article', 'After Hours 050-123-4567');
    expect(await alertsOf(day)).toEqual([]);
    expect(await lastInLedger()).toMatch(/After Hours.*No alert: outside your hours/s);
  });

  it('"Silence this call" hides its later rings; the ring that was shown counts as shown', async () => {
    const callId = day.pbx.ring({ callerName: 'Again And Again' });
    await day.panel.find('article', 'Again And Again 050-123-4567');
    await alertsOf(day);
    await day.panel.click('button', 'Silence this call');
    await day.panel.waitForCount('article', 0);
    day.pbx.stopRinging({ callId });
    day.pbx.ring({ callId });
    await expect.poll(lastInLedger).toMatch(/Again And Again.*Silenced by you/s);
    expect(await alertsOf(day)).toEqual([]);
    expect(await day.panel.all('article')).toEqual([]);
  });
});
