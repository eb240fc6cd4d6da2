/** The background is killed or the browser is closed, and the calls come back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentBrowser } from '../../scripts/browsers/agent-browser.ts';
import { alertsOf, inEachBrowser, signIn } from './support/agent-day.ts';
import { BROWSERS_HERE, launchBrowser, startSimulator } from './support/world.ts';
import type { Simulator } from '../../scripts/simulator/simulator.ts';

inEachBrowser((day) => {
  it('a killed background comes back with the ringing call and its notification', async () => {
    const callId = day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.find('article', 'Clark Kent 050-123-4567');
    await day.browser.killBackground();
    await expect.poll(() => day.pbx.state().clients.length, { timeout: 40_000 }).toBe(1);
    day.pbx.answer({ callId });
    await day.panel.waitForText('article', /In a call/);
    await day.panel.waitForCount('article', 1);
  });

  it('a click on "Open in CRM" opens one tab even if the background dies', async () => {
    day.pbx.ring({ callerName: 'One Tab' });
    await day.panel.click('button', 'Open in CRM', {
      within: { role: 'article', name: 'One Tab 050-123-4567' },
    });
    await day.browser.killBackground();
    await day.browser.waitForTab('One%20Tab', 40_000);
    await expect.poll(() => day.pbx.state().clients.length, { timeout: 40_000 }).toBe(1);
    await alertsOf(day);
    expect((await day.browser.tabs()).filter(({ url }) => url.includes('One%20Tab'))).toHaveLength(1);
  });

  it('a ring that began while the background was dead is shown as late', async () => {
    await day.browser.killBackground();
    day.pbx.ring({ callerName: 'Came Late', silent: true });
    await day.panel.waitForText('article', /Shown late.*Came Late/s, { timeoutMs: 40_000 });
    expect(await alertsOf(day)).toHaveLength(1);
  });

  it('a call that ended while the background was dead is closed', async () => {
    const callId = day.pbx.ring({ callerName: 'Lois Lane' });
    await day.panel.find('article', 'Lois Lane 050-123-4567');
    await day.browser.killBackground();
    day.pbx.hangUp({ callId });
    await day.panel.waitForText('article', /Stopped ringing/, { timeoutMs: 40_000 });
  });
});

/** Two launches of a browser, on a busy machine. */
const SLOW_MS = 300_000;

describe.each(BROWSERS_HERE)('closing %s', { timeout: SLOW_MS }, (name) => {
  let pbx: Simulator;
  let profile: string;
  let browser: AgentBrowser | undefined;
  const launch = async (): Promise<AgentBrowser> =>
    (browser = await launchBrowser(name, { userDataDir: profile }));

  beforeAll(async () => {
    pbx = await startSimulator();
  });
  afterAll(async () => pbx.close());
  afterEach(async () => {
    await browser?.close();
    await rm(profile, { recursive: true, force: true });
  });

  it('keeps calls and missed marks over each restart, and the sign-in if the user chose that', async () => {
    profile = await mkdtemp(path.join(tmpdir(), 'ringside-restart-'));
    const first = await launch();
    const options = await first.openPage('options.html');
    await options.check('Keep me signed in', false);
    await signIn(options, pbx);
    await options.waitForText('status', /Online/);
    const panel = await first.openPage('panel.html');
    pbx.ring({ callerName: 'Before The Restart' });
    await panel.find('article', 'Before The Restart 050-123-4567');
    pbx.answeredElsewhere();
    await panel.waitForText('listitem', /Before The Restart.*Answered elsewhere/s);
    const missed = pbx.ring({ callerName: 'Missed Before', callerNumber: '0529998877' });
    await panel.find('article', 'Missed Before 052-999-8877');
    await panel.close();
    pbx.hangUp({ callId: missed });
    await expect.poll(async () => (await first.badge()).text).toBe('1');
    await first.close();
    await expect.poll(() => pbx.state().clients).toEqual([]);

    const second = await launch();
    const signedOut = await second.openPage('panel.html');
    await signedOut.waitForText('status', /Signed out/);
    await signedOut.waitForText('main', /See who is calling before you answer/);
    expect(await signedOut.dump()).not.toContain('Before The Restart');
    expect(pbx.state().clients).toEqual([]);
    const again = await second.openPage('options.html');
    await again.check('Keep me signed in', true);
    await signIn(again, pbx);
    await again.waitForText('status', /Online/);
    await signedOut.waitForText('listitem', /Before The Restart.*Answered elsewhere/s);
    await signedOut.waitForText('listitem', /Missed Before.*New.*Missed/s);
    await signedOut.waitForText('link', /Rang 2\b/);
    await second.close();
    await expect.poll(() => pbx.state().clients).toEqual([]);

    const third = await launch();
    await (await third.openPage('panel.html')).waitForText('status', /Online/);
    expect(pbx.state().clients).toHaveLength(1);
  });
});
