/** The desk at the side: opened by the agent alone; while it is open, rings show there and the window stays away. */
import { expect, it } from 'vitest';
import { alertsOf, inBothBrowsers } from './support/agent-day.ts';

inBothBrowsers((day) => {
  const popups = async () => (await day.browser.windows()).filter(({ type }) => type === 'popup');

  it('a click in the panel opens it, and rings show there', async () => {
    await day.panel.click('button', 'Keep at the side');
    if (day.name === 'firefox') {
      // The driver does not reach into Firefox's sidebar; that it is open is known to the extension.
      await expect.poll(() => day.panel.puppeteer.evaluate('browser.sidebarAction.isOpen({})')).toBe(true);
    } else {
      // A side panel is among the browser's targets, but no tab.
      const desk = await (await day.panel.puppeteer.browser().waitForTarget((target) => target.url().endsWith('desk.html'))).asPage();
      await desk.waitForFunction(`document.querySelector('[role=status]')?.textContent === 'Online'`);
      day.pbx.ring({ callerName: 'At The Side' });
      await desk.waitForFunction(`document.querySelector('article')?.getAttribute('aria-label') === 'At The Side 050-123-4567'`);
      await alertsOf(day);
      expect(await popups()).toEqual([]);
    }
  });

  it('the ledger says that the desk showed the ring; without it the window comes again', async () => {
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
  });
});
