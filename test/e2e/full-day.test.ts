/** An agent's day: repeated rings, the test call, the search and the languages. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type AgentDay, alertsOf, endAll, inEachBrowser, ringCounts } from './support/agent-day.ts';
import { openSettings } from '../../scripts/browsers/settings-section.ts';

/** Pastes from the clipboard into the focused field. */
async function paste({ name, panel }: AgentDay): Promise<void> {
  const { keyboard } = panel.puppeteer;
  await keyboard.down('Control');
  // Chrome treats a synthetic shortcut as plain keys unless its command is given.
  await keyboard.press('KeyV', name === 'chromium' ? { commands: ['Paste'] } : {});
  await keyboard.up('Control');
}

inEachBrowser((day) => {
  const RECENT = { within: { role: 'list', name: 'Recent calls' } } as const;

  /**
   * In Firefox the window is off by default. When switched on, it opens minimised, and a click on the
   * notification restores it.
   */
  async function wantWindow(): Promise<void> {
    const options = await openSettings(day.browser, 'alerts');
    await options.check('Call window', true);
    await expect
      .poll(async () => (await day.browser.storage('local')).settings ?? {})
      .toMatchObject(day.name === 'firefox' ? { callWindow: true } : {});
    await options.close();
  }

  it('a queue call that rings 5 times is one card, 5 shown alerts and one history row', async () => {
    const before = await ringCounts(day);
    day.pbx.queueRetries({ rings: 5, ringMs: 400, pauseMs: 300, callerNumber: '0541234567' });
    await day.panel.waitForText('article', /Attempt 5/);
    expect(await day.panel.all('article')).toHaveLength(1);
    await expect
      .poll(() => ringCounts(day))
      .toEqual({ rang: before.rang + 5, announced: before.announced + 5 });
    await day.panel.waitForText('listitem', /054-123-4567/, RECENT);
    expect(
      (await day.panel.all('listitem', RECENT)).filter(({ text }) => text.includes('054-123-4567')),
    ).toHaveLength(1);
    await day.panel.waitForText('listitem', /5 attempts/, RECENT);
  });

  it('"Show me a test call" alerts like any call, is marked, and is never counted', async () => {
    const before = await ringCounts(day);
    const options = await openSettings(day.browser, 'alerts');
    await options.click('button', 'Show me a test call');
    await options.close();
    await day.panel.waitForText('article', /Test call/);
    await day.panel.find('article', 'Clark Kent 050-123-4567');
    const [alert] = await alertsOf(day);
    expect(alert).toMatch(/^call:test-/);
    expect((await day.browser.tabs()).filter(({ url }) => url.startsWith(day.crm))).toEqual([]);
    await day.panel.click('button', 'Hide');
    await day.panel.waitForCount('article', 0);
    await expect.poll(() => alertsOf(day)).toEqual([]);
    expect(await ringCounts(day)).toEqual(before);
    expect(
      (await day.panel.all('listitem', RECENT)).filter(({ text }) => text.includes('Clark Kent')),
    ).toEqual([]);
  });

  it('a past call is found by part of its name or number', async () => {
    for (const caller of [
      { callerName: 'Lois Lane', callerNumber: '0521111111' },
      { callerName: 'Perry White', callerNumber: '0532222222' },
    ]) {
      day.pbx.ring(caller);
      await day.panel.waitForCount('article', 1);
      await endAll(day);
    }
    await day.panel.fill('Search calls', 'lois');
    await day.panel.waitForCount('listitem', 1, undefined, RECENT);
    await day.panel.fill('Search calls', '053-222');
    await day.panel.waitForText('listitem', /Perry White/, RECENT);
    await day.panel.fill('Search calls', 'nobody at all');
    await day.panel.waitForText('main', /No calls found/);
    await day.panel.fill('Search calls', ' ');
  });

  it('the copy button works by keyboard and gives the number in international form', async () => {
    day.pbx.ring({ callerName: 'Copy Me', callerNumber: '0529998877' });
    const button = await day.panel.find('button', 'Copy number', {
      within: { role: 'article', name: 'Copy Me 052-999-8877' },
    });
    await button.focus();
    await day.panel.press('Enter');
    await day.panel.waitForText('article', /Copied/);
    await (await day.panel.find('searchbox', 'Search calls')).focus();
    await paste(day);
    expect(await day.panel.value('Search calls')).toBe('+972529998877');
    await day.panel.fill('Search calls', ' ');
  });

  it('custom data from the PBX is shown under the call', async () => {
    day.pbx.ring({ callerName: 'With Order', customData: { Order: 'A-4711', OriginalIvrUniqueID: 'x1' } });
    await day.panel.waitForText('article', /Order\s*A-4711/);
    expect((await day.panel.all('article'))[0]?.text).not.toContain('OriginalIvrUniqueID');
  });

  it('the panel shows who waits in the queues, the longest wait first', async () => {
    day.pbx.joinQueue({ callerNumber: '0541111111' });
    // Voicenter counts whole seconds.
    await sleep(1_100);
    day.pbx.joinQueue({ callerNumber: '0532222222' });
    await day.panel.puppeteer.evaluate(
      `(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'resync' })`,
    );
    await day.panel.waitForText('region', /054-111-1111.*053-222-2222/s);
    await day.panel.waitForText('region', /updated \d\d:\d\d/);
  });

  it('the panel shows the agent’s status and since when', async () => {
    day.pbx.setStatus({ status: 3 });
    await day.panel.waitForText('main', /Lunch\s*since \d\d:\d\d/);
    day.pbx.setStatus({ status: 1 });
    await day.panel.waitForText('main', /Available/);
  });

  it('the next ring opens a call window that was closed by hand', async () => {
    await wantWindow();
    day.pbx.ring({ callerName: 'Closed By Hand' });
    const window = await day.browser.waitForPage('call.html');
    await window.waitForCount('article', 1, 'Closed By Hand 050-123-4567');
    await window.close();
    await day.browser.waitForPageGone('call.html');
    day.pbx.ring({ callerName: 'Next Caller', callerNumber: '0537654321' });
    const next = await day.browser.waitForPage('call.html');
    await next.waitForCount('article', 1, 'Next Caller 053-765-4321');
  });

  it('the call window reopens where the agent left it', async () => {
    await wantWindow();
    const front = async (callId: string): Promise<void> =>
      day.name === 'firefox' ? day.browser.clickNotification(`call:${callId}`) : undefined;
    const callId = day.pbx.ring({ callerName: 'Moved' });
    const window = await day.browser.waitForPage('call.html');
    await front(callId);
    await window.find('article', 'Moved 050-123-4567');
    const popup = async () => (await day.browser.windows()).find(({ type }) => type === 'popup');
    // A move in the window's first second comes from the window manager, not from the agent.
    await sleep(1_500);
    const wish = { left: 120, top: 90, width: 460, height: 380 };
    await window.puppeteer.evaluate(
      `(globalThis.browser ?? chrome).windows.update(${String((await popup())?.id)}, ${JSON.stringify(wish)})`,
    );
    await expect.poll(popup).toMatchObject(wish);
    await endAll(day);
    await day.browser.waitForPageGone('call.html');
    const next = day.pbx.ring({ callerName: 'Next Caller', callerNumber: '0537654321' });
    await day.browser.waitForPage('call.html');
    await front(next);
    await expect.poll(popup).toMatchObject(wish);
  });

  it.each([
    ['עברית', 'rtl', /שיחה נכנסת/, /^Ringside: הטלפון/],
    ['English', 'ltr', /Incoming call/, /^Ringside: your phone/],
  ])('pages, toolbar and notifications are in %s', async (name, direction, ringing, title) => {
    const before = (await day.browser.badge()).title;
    const options = await openSettings(day.browser, 'language');
    await options.choose(/Language|שפה|اللغة|Язык/, name);
    await options.close();
    await expect.poll(async () => (await day.browser.badge()).title).not.toBe(before);
    const callId = day.pbx.ring({ callerName: 'Polyglot' });
    await day.panel.waitForText('article', ringing);
    expect(await day.panel.puppeteer.evaluate('document.documentElement.dir')).toBe(direction);
    await expect.poll(async () => (await day.browser.badge()).title).toMatch(title);
    // Chrome does not reveal the text of its notifications.
    if (day.name === 'firefox')
      await expect
        .poll(
          async () => (await day.browser.notifications()).find(({ id }) => id === `call:${callId}`)?.message,
        )
        .toMatch(ringing);
  });
});
