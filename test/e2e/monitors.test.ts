/** The place of the call window on a desk with two monitors. The second one has negative coordinates. */
import { beforeEach, describe, expect, it } from 'vitest';
import { callBrowserApi } from '../../scripts/browsers/page-calls.ts';
import { CALL_WINDOW_SIZE, cornerOf, type WindowBounds } from '../../src/domain/common/window-bounds.ts';
import { endAll, inEachBrowser } from './support/agent-day.ts';

/** Above and to the left of the first monitor. */
const SECOND = { left: -1920, top: -200, width: 1920, height: 1080 };

inEachBrowser(
  (day) => {
    const call = (path: string, ...args: unknown[]) => callBrowserApi(day.panel.puppeteer, path, args);
    const windowOf = async (type: 'normal' | 'popup') => {
      const found = (await day.browser.windows()).find((each) => each.type === type);
      if (found === undefined) throw new Error(`There is no ${type} window.`);
      return found;
    };
    const popup = () => windowOf('popup');
    /** Rings, and brings up the call window. Firefox opens it at a click. */
    const ring = async (): Promise<void> => {
      const callId = day.pbx.ring({ callerName: 'Clark Kent' });
      if (day.name === 'firefox') await day.browser.clickNotification(`call:${callId}`);
      await (await day.browser.waitForPage('call.html')).waitForCount('article', 1);
    };
    const end = async (): Promise<void> => {
      await endAll(day);
      await day.browser.waitForPageGone('call.html');
    };
    const remember = (place: WindowBounds | null) => call('storage.local.set', { callWindowPlace: place });

    beforeEach(() => remember(null));

    it('a place on a monitor that is gone is given up for one on a monitor that is there', async () => {
      await remember({ left: -9_000, top: -9_000, ...CALL_WINDOW_SIZE });
      await ring();
      // Firefox moves the window to the edge of its monitor. Chromium refuses, so it opens as without a place.
      const expected = day.name === 'firefox' ? { left: 0 } : cornerOf(await windowOf('normal'));
      await expect.poll(popup).toMatchObject({ ...expected });
      await end();
    });

    // Headless Firefox has one monitor, and so has Xvfb.
    describe.runIf(day.name === 'chromium')('on the second monitor', () => {
      it('the call window opens in the corner of the browser window, and grows upwards', async () => {
        const { id } = await windowOf('normal');
        await call('windows.update', id, { ...SECOND, focused: true });
        await ring();
        await expect.poll(popup).toMatchObject({ left: -424, top: 536, ...CALL_WINDOW_SIZE });
        day.pbx.secondCaller();
        const page = await day.browser.waitForPage('call.html');
        for (const name of ['Clark Kent 050-123-4567', 'Jane Doe 050-765-4321'])
          await page.click('button', 'Show everything', { within: { role: 'article', name } });
        await expect
          .poll(async () => {
            const { left, top, height } = await popup();
            return { left, bottom: top + height, isHigher: height > 400 };
          })
          .toEqual({ left: -424, bottom: SECOND.top + SECOND.height, isHigher: true });
        await end();
        await call('windows.update', id, { left: 0, top: 0 });
      });

      it('the call window opens where the agent left it', async () => {
        const place = { left: -1500, top: -150, ...CALL_WINDOW_SIZE };
        await remember(place);
        await ring();
        await expect.poll(popup).toMatchObject(place);
        await end();
      });
    });
  },
  { launch: { screens: `{1920x1080}{${SECOND.left},${SECOND.top} ${SECOND.width}x${SECOND.height}}` } },
);
