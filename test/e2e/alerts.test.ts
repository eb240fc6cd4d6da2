/**
 * The alert surfaces, notification and call window. Neither ever takes the keyboard from the agent's work.
 */
import { expect, it } from 'vitest';
import { CALL_WINDOW_SIZE } from '../../src/domain/common/window-bounds.ts';
import { alertsOf, inEachBrowser, storedEngine } from './support/agent-day.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';

inEachBrowser((day) => {
  const popups = async () => (await day.browser.windows()).filter(({ type }) => type === 'popup');

  it('a ring opens the call window without focus in Chrome and no window in Firefox, by default', async () => {
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.find('article', 'Clark Kent 050-123-4567');
    await alertsOf(day);
    if (day.name === 'firefox') {
      expect(await popups()).toEqual([]);
      return;
    }
    const callWindow = await day.browser.waitForPage('call.html');
    await callWindow.waitForCount('article', 1, 'Clark Kent 050-123-4567');
    expect(await popups()).toMatchObject([{ focused: false }]);
    expect((await day.browser.windows()).find(({ type }) => type === 'normal')).toMatchObject({
      focused: true,
    });
  });

  it('a click on the notification shows the card; the window closes with the last card', async () => {
    const callId = day.pbx.ring({ callerName: 'Lois Lane' });
    await day.browser.waitForNotification();
    await day.browser.clickNotification(`call:${callId}`);
    const callWindow = await day.browser.waitForPage('call.html');
    await callWindow.find('article', 'Lois Lane 050-123-4567');
    await expect.poll(async () => (await popups())[0]?.focused).toBe(true);
    await callWindow.click('button', 'Open in CRM');
    expect(await day.browser.waitForTab('Lois%20Lane')).toMatchObject({ windowType: 'normal' });
    await callWindow.click('button', 'Hide');
    await day.browser.waitForPageGone('call.html');
    expect(await popups()).toEqual([]);
  });

  it('two live cards and an ended one share one window without scrolling; it grows to show everything', async () => {
    const first = day.pbx.ring({ callerName: 'Clark Kent' });
    await day.browser.waitForNotification();
    await day.browser.clickNotification(`call:${first}`);
    const callWindow = await day.browser.waitForPage('call.html');
    day.pbx.secondCaller();
    const third = day.pbx.ring({ callerName: 'Perry White', callerNumber: '0501112222' });
    await callWindow.waitForCount('article', 3);
    const hiddenPart = () =>
      callWindow.puppeteer.evaluate('document.documentElement.scrollHeight - innerHeight');
    const heights = async () => (await popups()).map(({ height }) => height);
    day.pbx.answeredElsewhere({ callId: third });
    await callWindow.waitForText('article', /Perry White · /);
    expect(await hiddenPart()).toBe(0);
    await expect.poll(heights).toEqual([CALL_WINDOW_SIZE.height]);
    await callWindow.click('button', 'Hide', { within: { role: 'article', text: /Perry White · / } });
    await callWindow.waitForCount('article', 2);
    for (const name of ['Clark Kent 050-123-4567', 'Jane Doe 050-765-4321'])
      await callWindow.click('button', 'Show everything', { within: { role: 'article', name } });
    await expect.poll(hiddenPart).toBe(0);
    expect((await popups())[0]?.height).toBeGreaterThan(CALL_WINDOW_SIZE.height);
    await callWindow.click('button', 'Hide', {
      within: { role: 'article', name: 'Clark Kent 050-123-4567' },
    });
    await callWindow.waitForCount('article', 1, 'Jane Doe 050-765-4321');
    await expect
      .poll(async () => (await popups()).map(({ height }) => height))
      .toEqual([CALL_WINDOW_SIZE.height]);
  });

  it('a click on the notification of a finished call opens the panel at that call', async () => {
    const callId = day.pbx.ring({ callerName: 'Lana Lang' });
    await day.panel.find('article', 'Lana Lang 050-123-4567');
    day.pbx.answeredElsewhere({ callId });
    await day.panel.click('button', 'Hide');
    await expect.poll(popups).toEqual([]);
    await day.browser.waitForNoNotification();
    // The system's list keeps a notification for days, even over a restart of the browser.
    await day.panel.puppeteer.evaluate(`(globalThis.browser ?? globalThis.chrome).notifications.create(
      'call:${callId}',
      { type: 'basic', iconUrl: 'icons/app-128.png', title: 'Lana Lang', message: '' },
    )`);
    await day.browser.clickNotification(`call:${callId}`);
    const panel = await day.browser.waitForPage((url) => url.searchParams.get('call') === callId);
    await expect
      .poll(() => panel.puppeteer.evaluate(`document.querySelector('[aria-current=true]')?.textContent`))
      .toMatch(/Lana Lang/);
    expect(await popups()).toEqual([]);
  });

  it('a card stays pinned while the pointer is on it', async () => {
    day.pbx.ring({ callerName: 'Perry White' });
    const card = await day.panel.find('article', 'Perry White 050-123-4567');
    await card.hover();
    const pinned = async () =>
      Object.values((await storedEngine(day)).callState.calls).find((call) => call.pinned);
    await expect.poll(pinned).toBeDefined();
    await day.panel.pointerAway();
    await expect.poll(pinned).toBeUndefined();
  });

  it('Chrome’s notification has two buttons: the first opens the CRM, the second dismisses', async () => {
    if (day.name === 'firefox') {
      const shown = async () => (await day.browser.notifications())[0];
      day.pbx.ring({ callerName: 'Jimmy Olsen', queueID: 555 });
      await expect.poll(shown).toMatchObject({
        title: 'Jimmy Olsen',
        message: 'Incoming call\n050-123-4567\nTo 072-277-6772\nQueue: \u2068תמיכה\u2069',
      });
      return;
    }
    const callId = day.pbx.ring({ callerName: 'Jimmy Olsen' });
    await day.browser.waitForNotification();
    await day.browser.clickNotification(`call:${callId}`, 0);
    await day.browser.waitForTab('Jimmy%20Olsen');
    await day.browser.clickNotification(`call:${callId}`, 1);
    await day.panel.waitForGone('article', 'Jimmy Olsen 050-123-4567');
    await day.browser.waitForNoNotification();
  });

  it('each surface has a setting, saved even when the tab closes right after the change', async () => {
    const options = await openSettings(day.browser, 'alerts');
    await options.check('System notification', false);
    await options.check('Call window', day.name === 'firefox');
    await options.close();
    // The stored settings decide what a ring does, so the test waits for them.
    await expect
      .poll(async () => (await day.browser.storage('local')).settings)
      .toMatchObject({ notification: false, callWindow: day.name === 'firefox' });
    day.pbx.ring({ callerName: 'Lana Lang' });
    await day.panel.find('article', 'Lana Lang 050-123-4567');
    expect(await alertsOf(day)).toEqual([]);
    const windows = await popups();
    if (day.name === 'chromium') expect(windows).toEqual([]);
    // Firefox opens the requested window minimised. Only that keeps the keyboard focus there.
    else expect(windows).toMatchObject([{ state: 'minimized' }]);
    const again = await openSettings(day.browser, 'alerts');
    await again.check('System notification', true);
    await again.check('Call window', day.name === 'chromium');
    await again.close();
  });

  it('a ring sounds when sound is on, and the ring log says so', async () => {
    const options = await openSettings(day.browser, 'alerts');
    await options.check('Sound', true);
    await options.choose('Ringtone', 'Marimba');
    await options.choose('Volume', '20%');
    await expect
      .poll(async () => (await day.browser.storage('local')).settings)
      .toMatchObject({ sound: true, soundName: 'marimba', soundVolume: 20 });
    day.pbx.ring({ callerName: 'Heard' });
    await day.panel.find('article', 'Heard 050-123-4567');
    expect(await alertsOf(day)).toHaveLength(1);
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('row', /Heard.*notification.*sound/s);
    // Chrome's worker has no audio, so a hidden page plays it.
    if (day.name === 'chromium')
      expect(await options.puppeteer.evaluate('chrome.offscreen.hasDocument()')).toBe(true);
    await ledger.close();
    await options.check('Sound', false);
    await options.close();
  });

  it('a ring is listed with the reason when every alert is switched off', async () => {
    const options = await openSettings(day.browser, 'alerts');
    await options.check('System notification', false);
    await options.check('Call window', false);
    // The window is off by default in Firefox, and defaults are not stored.
    const stored = { notification: false, ...(day.name === 'chromium' ? { callWindow: false } : {}) };
    await expect.poll(async () => (await day.browser.storage('local')).settings).toMatchObject(stored);
    day.pbx.ring({ callerName: 'In Silence' });
    await day.panel.find('article', 'In Silence 050-123-4567');
    expect(await alertsOf(day)).toEqual([]);
    const ledger = await day.browser.openPage('day.html');
    await ledger.waitForText('row', /In Silence.*All alerts are turned off/s);
    await ledger.close();
    await options.check('System notification', true);
    await options.check('Call window', day.name === 'chromium');
    await options.close();
  });

  it('the CRM opens in a new window when there is no normal window', async () => {
    const callId = day.pbx.ring({ callerName: 'Nobody Home' });
    await day.browser.waitForNotification();
    await day.browser.clickNotification(`call:${callId}`);
    const callWindow = await day.browser.waitForPage('call.html');
    await callWindow.waitForCount('article', 1, 'Nobody Home 050-123-4567');
    await day.browser.closeNormalWindows();
    await callWindow.click('button', 'Open in CRM');
    await day.browser.waitForTab(
      ({ url, windowType }) => url.includes('Nobody%20Home') && windowType === 'normal',
    );
    Object.assign(day, { panel: await day.browser.openPage('panel.html') });
  });
});
