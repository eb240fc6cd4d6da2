/**
 * Only the agent opens the side panel. While it is open, rings show there and the call window stays closed.
 */
import { expect, it } from 'vitest';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';

/** The worker notices a closed page a moment later. */
const CLOSING_MS = 1_500;

inEachBrowser((day) => {
  const popups = async () => (await day.browser.windows()).filter(({ type }) => type === 'popup');

  it('the side panel shows the ring, as the ring log says; the window opens only without it', async () => {
    const options = await day.browser.openPage('options.html');
    await options.check('Call window', true);
    await options.close();
    const desk = await day.browser.openPage('desk.html');
    await desk.find('status');
    day.pbx.ring({ callerName: 'Seen At The Desk' });
    await desk.find('article', 'Seen At The Desk 050-123-4567');
    await alertsOf(day);
    expect(await popups()).toEqual([]);
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('row', /Seen At The Desk.*desk, notification/s);
    await ledger.close();
    await desk.close();
    await new Promise((noticed) => setTimeout(noticed, CLOSING_MS));
    day.pbx.answeredElsewhere();
    day.pbx.ring({ callerName: 'No Desk Any More' });
    await day.panel.find('article', 'No Desk Any More 050-123-4567');
    await alertsOf(day);
    await expect.poll(popups).toHaveLength(1);
  });

  it('a click in the panel opens the side panel, and rings show there', async () => {
    await day.panel.click('button', 'Keep at the side');
    // It is no tab. Chrome lists it among the browser's targets, and Firefox shows it to other pages of the
    // extension.
    const said = day.name === 'firefox' ? sidebarSays : await sidePanelSays();
    await expect.poll(() => said(`querySelector('[role=status]')?.textContent`)).toBe('Online');
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
