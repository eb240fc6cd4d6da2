/**
 * Only the agent opens the side panel. While it is open, rings show there and the call window stays closed.
 */
import { expect, it } from 'vitest';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';

inEachBrowser((day) => {
  const popups = async () => (await day.browser.windows()).filter(({ type }) => type === 'popup');

  it('the side panel shows the ring, as the ring log says; while hidden, the window opens', async () => {
    const options = await openSettings(day.browser, 'alerts');
    await options.check('Call window', true);
    await options.close();
    const desk = await day.browser.openPage('desk.html');
    await desk.find('status');
    day.pbx.ring({ callerName: 'Seen At The Desk' });
    await desk.find('article', 'Seen At The Desk 050-123-4567');
    await alertsOf(day);
    expect(await popups()).toEqual([]);
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('row', /Seen At The Desk.*side panel, notification/s);
    // The day's page is in front now, so the page of the side panel is open but hidden.
    day.pbx.answeredElsewhere();
    day.pbx.ring({ callerName: 'Not Seen There' });
    await day.panel.find('article', 'Not Seen There 050-123-4567');
    await alertsOf(day);
    await expect.poll(popups).toHaveLength(1);
    await ledger.waitForText('row', /Not Seen There.*notification, window/s);
    await ledger.close();
    await desk.close();
  });

  it('a click in the panel opens the side panel, and rings show there', async () => {
    await day.panel.click('button', 'Open side panel');
    // It is no tab. Chrome lists it among the browser's targets, and Firefox shows it to other pages of the
    // extension.
    const said = day.name === 'firefox' ? sidebarSays : await sidePanelSays();
    await expect.poll(() => said(`querySelector('[role=status]')?.textContent`)).toBe('Online');
    await expect.poll(() => said('visibilityState')).toBe('visible');
    // Its messages reach the worker in order. With an answer to a later one, the worker knows that it is seen.
    const api = day.name === 'firefox' ? 'browser' : 'chrome';
    await said(`defaultView.${api}.runtime.sendMessage({ type: 'missed-read' })`);
    day.pbx.ring({ callerName: 'At The Side' });
    await expect
      .poll(() => said(`querySelector('article')?.getAttribute('aria-label')`))
      .toBe('At The Side 050-123-4567');
    await alertsOf(day);
    expect(await popups()).toEqual([]);
  });

  const sidebarSays = (what: string): Promise<unknown> =>
    day.panel.puppeteer.evaluate(`browser.extension.getViews({ type: 'sidebar' })[0]?.document.${what}`);

  async function sidePanelSays(): Promise<typeof sidebarSays> {
    const desk = await (
      await day.panel.puppeteer.browser().waitForTarget((target) => target.url().endsWith('desk.html'))
    ).asPage();
    return (what) => desk.evaluate(`document.${what}`);
  }
});
