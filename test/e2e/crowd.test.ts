/**
 * A server that invents calls, or a line that gets sixty at once: the agent sees all of them without a flood
 * of alerts.
 */
import { expect, it } from 'vitest';
import { alertsOf, endAll, inEachBrowser, ringCounts } from './support/agent-day.ts';
import { store } from './support/crm-tabs.ts';

const CALLS = 60;

inEachBrowser((day) => {
  const atTheCrm = async (): Promise<number> =>
    (await day.browser.tabs()).filter(({ url }) => url.startsWith(`${day.crm}/search`)).length;

  it('sixty calls at once open five pages, cause five lookups and share one notification', async () => {
    await store(day, { openWhen: 'ring', lookupUrl: `${day.pbx.url}/lookup`, callWindow: false });
    for (let at = 0; at < CALLS; at += 1)
      day.pbx.ring({
        callerName: `Caller ${String(at)}`,
        callerNumber: `05012300${String(at).padStart(2, '0')}`,
      });
    await day.panel.waitForText('main', /55 more calls/);
    expect(await alertsOf(day, 120_000)).toEqual(['crowd']);
    // Chrome does not reveal the text of a notification.
    if (day.name === 'firefox')
      expect(await day.browser.notifications()).toMatchObject([{ title: '60 calls to your lines' }]);
    await expect.poll(atTheCrm).toBe(5);
    expect(day.pbx.state().lookups).toHaveLength(5);
  });

  it('each of the sixty calls is in the ring log, and in the list once it is over', async () => {
    for (const { callId } of day.pbx.state().calls) day.pbx.answeredElsewhere({ callId });
    await day.panel.waitForText('link', /Rang 60\b/);
    expect(await ringCounts(day)).toEqual({ rang: 60, announced: 60 });
    await endAll(day);
    expect(await alertsOf(day)).toEqual([]);
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('main', /60 calls saved/);
    await ledger.close();
    expect(await atTheCrm()).toBe(5);
    await store(day, { openWhen: 'click', lookupUrl: '', callWindow: day.name === 'chromium' });
  });
});
