/**
 * The CRM's tabs: a page that opens by itself stays behind and opens once for a call. A clicked page comes to
 * the front.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { inEachBrowser } from './support/agent-day.ts';
import { closeTabs, goTo, settledTabs, store, tabAt, untilFree, webTabs } from './support/crm-tabs.ts';

inEachBrowser((day) => {
  /** Another web site with a slow page. */
  let other: Server;
  let otherSite: string;
  beforeAll(async () => {
    other = createServer(
      (_, response) =>
        void setTimeout(
          () => response.setHeader('Content-Type', 'text/html').end('<title>Other</title>'),
          1_500,
        ),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    otherSite = `http://localhost:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    other.closeAllConnections();
    other.close();
  });

  beforeEach(async () => {
    await store(day, {
      crmLink: `${day.crm}/of/{callId}`,
      callWindow: false,
      openWhen: 'ring',
      reuseTab: false,
    });
    await untilFree(day, 'autoOpenedAt');
  });
  afterEach(async () => closeTabs(day, await webTabs(day)));

  /** Presses "Open in CRM" on the card of a caller. */
  const click = (name: string): Promise<void> =>
    day.panel.click('button', 'Open in CRM', { within: { role: 'article', name: `${name} 050-123-4567` } });

  it('a page opens behind on the ring, and the agent’s tab and window stay unchanged', async () => {
    const work = await day.browser.openTab(`${day.crm}/work`);
    await work.puppeteer.evaluate("globalThis.typed = 'half a sentence'");
    const before = { tabs: await webTabs(day), windows: await day.browser.windows() };
    const callId = day.pbx.ring({ callerName: 'Behind' });
    const opened = await tabAt(day, `/of/${callId}`);
    expect(opened.active).toBe(false);
    expect((await settledTabs(day, callId, '')).filter(({ id }) => id !== opened.id)).toEqual(before.tabs);
    expect(await day.browser.windows()).toEqual(before.windows);
    expect(await work.puppeteer.evaluate('[document.visibilityState, globalThis.typed]')).toEqual([
      'visible',
      'half a sentence',
    ]);
  });

  it('a page opens on the answer, not before', async () => {
    await store(day, { openWhen: 'answer' });
    const callId = day.pbx.ring({ callerName: 'Answered' });
    expect(await settledTabs(day, callId, '/of/')).toEqual([]);
    day.pbx.answer({ callId });
    expect(await tabAt(day, `/of/${callId}`)).toMatchObject({ active: false });
  });

  it('a page opens only on the click, in front', async () => {
    await store(day, { openWhen: 'click' });
    const callId = day.pbx.ring({ callerName: 'Clicked' });
    day.pbx.answer({ callId });
    await day.panel.waitForText('article', /In a call/);
    expect(await settledTabs(day, callId, '/of/')).toEqual([]);
    await click('Clicked');
    expect(await tabAt(day, `/of/${callId}`)).toMatchObject({ active: true });
  });

  it('a click opens a page in front in another tab when it is already open behind', async () => {
    const callId = day.pbx.ring({ callerName: 'Both' });
    const behind = await tabAt(day, `/of/${callId}`);
    await click('Both');
    await expect.poll(() => settledTabs(day, callId, '/of/')).toHaveLength(2);
    expect((await webTabs(day)).map(({ id, active }) => ({ isBehind: id === behind.id, active }))).toEqual([
      { isBehind: true, active: false },
      { isBehind: false, active: true },
    ]);
  });

  it('a page opens once, however often a queue rings the call', async () => {
    const callId = day.pbx.ring({ queueID: 555 });
    await tabAt(day, `/of/${callId}`);
    for (const ring of ['Attempt 2', 'Attempt 3']) {
      day.pbx.stopRinging({ callId });
      day.pbx.ring({ callId });
      await day.panel.waitForText('article', new RegExp(ring));
    }
    day.pbx.answer({ callId });
    await day.panel.waitForText('article', /In a call/);
    expect(await settledTabs(day, callId, '/of/')).toHaveLength(1);
  });

  it('a page opens once, even when a transfer gives the call another id', async () => {
    const asked = day.pbx.internalCall({ callerName: 'Lois Lane' });
    await tabAt(day, `/of/${asked}`);
    day.pbx.answer({ callId: asked });
    await day.panel.waitForText('article', /In a call/);
    const callId = day.pbx.transfer({ callerName: 'Handed Over' });
    await day.panel.waitForText('article', /Handed Over/);
    expect(await settledTabs(day, callId, '/of/')).toHaveLength(1);
  });

  it.each(['a quick', 'a slow'])(
    'a page opens once, even if the background is killed right after the ring: %s page',
    async (pace) => {
      if (pace === 'a slow') await store(day, { crmLink: `${otherSite}/of/{callId}` });
      const callId = day.pbx.ring({ callerName: 'Killed' });
      await day.browser.killBackground();
      await expect.poll(() => day.pbx.state().clients.length, { timeout: 40_000 }).toBe(1);
      await tabAt(day, `/of/${callId}`);
      expect(await settledTabs(day, callId, '/of/', 40_000)).toHaveLength(1);
    },
  );

  it('a click reuses the tab that Ringside opened, if the agent chose that and it still exists', async () => {
    await store(day, { reuseTab: true });
    const first = day.pbx.ring({ callerName: 'First' });
    const ours = await tabAt(day, `/of/${first}`);
    await expect
      .poll(() => settledTabs(day, first, ''))
      .toMatchObject([{ id: ours.id, url: `${day.crm}/of/${first}` }]);
    await click('First');
    await expect.poll(() => webTabs(day)).toEqual([{ ...ours, active: true }]);

    await store(day, { openWhen: 'click' });
    const second = day.pbx.secondCaller({ callerName: 'Second', callerNumber: '0501234567' });
    await click('Second');
    await expect
      .poll(() => webTabs(day))
      .toEqual([{ ...ours, url: `${day.crm}/of/${second}`, active: true }]);

    // The tab is now at another site, where it belongs to the agent.
    await goTo(day, ours, `${otherSite}/elsewhere`);
    await tabAt(day, '/elsewhere');
    await click('First');
    const next = await tabAt(day, `/of/${first}`);
    expect(next.id).not.toBe(ours.id);
    expect(await tabAt(day, '/elsewhere')).toMatchObject({ id: ours.id, active: false });

    await closeTabs(day, [next]);
    await click('Second');
    expect((await tabAt(day, `/of/${second}`)).active).toBe(true);
    expect(await webTabs(day)).toHaveLength(2);
  });
});
