/**
 * The diagnostics: a healthy day has no trouble, each trouble is named with its remedy, and the report
 * contains no number or name.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { EMAIL, inEachBrowser } from './support/agent-day.ts';

const WELL = /Everything checked is working/;

inEachBrowser((day) => {
  let doctor: AgentPage;
  const items = async (): Promise<string[]> => (await doctor.all('listitem')).map(({ text }) => text);
  const finds = (sentence: RegExp): Promise<void> => doctor.waitForText('listitem', sentence);
  /** Changes settings as the options page stores them. */
  async function set(changes: Readonly<Record<string, unknown>>): Promise<void> {
    await day.panel.puppeteer.evaluate(
      `(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'save-settings', changes: ${JSON.stringify(changes)} })`,
    );
  }

  beforeEach(async () => {
    doctor = await day.browser.openPage('doctor.html');
  });
  afterEach(() => doctor.close());

  it('the diagnostics find no trouble on a healthy day', async () => {
    await doctor.waitForText('heading', WELL);
    const found = await items();
    expect(found.filter((text) => /\b(Problem|Needs attention|Checking)\b/.test(text))).toEqual([]);
    for (const check of [
      'Sign-in',
      'Login server',
      'Call server',
      'Live connection',
      'Last signal from the server',
      'Your lines',
      'System notification',
      'CRM link',
    ]) {
      expect(
        found.some((text) => text.startsWith(check) && text.includes('OK')),
        check,
      ).toBe(true);
    }
    expect(found.find((text) => text.startsWith('Call window'))).toContain(
      day.name === 'firefox' ? 'Not used' : 'OK',
    );
    expect(found.find((text) => text.startsWith('Same line in another browser'))).toMatch(
      /Can’t be checked.*sign out there/s,
    );
  });

  it('the panel and the settings link to the diagnostics', async () => {
    await doctor.close();
    const options = await day.browser.openPage('options.html');
    for (const from of [day.panel, options]) {
      await from.click('link', 'Diagnostics');
      const opened = await day.browser.waitForPage('doctor.html');
      await opened.find('heading', 'Diagnostics');
      await opened.close();
    }
    await options.close();
    doctor = await day.browser.openPage('doctor.html');
  });

  it('the diagnostics report a server that is down while the socket is open', async () => {
    const other = await day.pbx.addServer();
    day.pbx.advertise([day.pbx.url, other.url]);
    day.pbx.expireTokens();
    await finds(/Live connection.*OK/s);
    await other.takeDown();
    await doctor.click('button', 'Check again');
    await finds(
      new RegExp(
        `Call server.*Needs attention.*127\\.0\\.0\\.1:${String(other.port)} can’t be reached.*Ask your IT team`,
        's',
      ),
    );
    await other.bringUp();
    await doctor.click('button', 'Check again');
    await doctor.waitForText('heading', WELL);
  });

  it('the agent confirms whether the test notification was visible', async () => {
    await doctor.click('button', 'Send a test notification');
    await expect
      .poll(async () => (await day.browser.notifications()).map(({ id }) => id))
      .toContain('diagnostics');
    await doctor.click('button', 'No');
    await finds(
      /notification.*Problem.*did not see.*Allow notifications from (Chrome|Firefox) in the system settings/s,
    );
    await doctor.click('button', 'Send a test notification');
    await doctor.click('button', 'Yes');
    await finds(/System notification.*OK.*You saw the test notification/s);
  });

  it('the diagnostics play the sound and show the call window', async () => {
    await set({ sound: true, soundVolume: 20, callWindow: true });
    await doctor.click('button', 'Play the sound');
    await doctor.waitForText('alert', /Did you hear it/);
    if (day.name === 'chromium')
      expect(await doctor.puppeteer.evaluate('chrome.offscreen.hasDocument()')).toBe(true);
    await doctor.click('button', 'No');
    await finds(/Sound.*Problem.*did not hear.*Turn up/s);
    await doctor.click('button', 'Show me a test call');
    await day.browser.waitForPage('call.html');
    await doctor.click('button', 'No');
    await finds(/Call window.*Problem.*behind the browser/s);
    await set({ sound: false, callWindow: day.name === 'chromium' });
  });

  it('a button waits for the checks, because their results may move it', async () => {
    const held: ServerResponse[] = [];
    let holds = true;
    const slow = createServer((_, response) => {
      if (holds) held.push(response);
      else response.end();
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const show = (): Promise<boolean> =>
      doctor.puppeteer.evaluate(
        `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Send a test notification').disabled`,
      ) as Promise<boolean>;
    await set({ lookupUrl: `http://127.0.0.1:${String((slow.address() as AddressInfo).port)}/lookup` });
    await finds(/Caller lookup.*Checking/s);
    await doctor.click('button', 'Check again');
    await finds(/Caller lookup.*Checking/s);
    expect(await show()).toBe(true);
    holds = false;
    for (const response of held) response.end();
    await finds(/Caller lookup.*OK/s);
    await expect.poll(show).toBe(false);
    slow.closeAllConnections();
    slow.close();
    await set({ lookupUrl: '' });
  });

  it('the CRM link opens an example, and its absence is reported', async () => {
    await doctor.click('button', 'Open an example');
    await day.browser.waitForTab(`${day.crm}/search?q=0501234567&name=Clark%20Kent`);
    const { settings } = (await day.browser.storage('local')) as { settings: { crmLink: string } };
    await set({ crmLink: '' });
    await finds(/CRM link.*Needs attention.*No CRM link is set.*Add one/s);
    await set({ crmLink: settings.crmLink });
  });

  it('a forbidden lookup host is named, and a working lookup answers', async () => {
    await set({ lookupUrl: 'https://pop.example.com/lookup' });
    await finds(/Caller lookup.*Problem.*needs your permission to reach pop\.example\.com.*Use the button/s);
    await set({ lookupUrl: `${day.pbx.url}/lookup` });
    await finds(/Caller lookup.*OK.*answers/s);
    // The check itself sends no call to the endpoint.
    expect(day.pbx.state().lookups).toEqual([]);
    await doctor.click('button', 'Run a test lookup');
    await finds(/Caller lookup.*OK.*answered the test correctly/s);
    await set({ lookupUrl: '' });
  });

  it('the copied report contains findings, settings and log, but nothing about a person', async () => {
    await doctor.waitForText('heading', WELL);
    day.pbx.ring({ callerName: 'Lois Lane', callerNumber: '0529998877' });
    await day.panel.find('article', 'Lois Lane 052-999-8877');
    await day.browser.killBackground();
    await day.panel.puppeteer.evaluate(
      `(globalThis.browser ?? chrome).runtime.sendMessage({ type: 'resync' })`,
    );
    // The log lines of the killed worker come before those of the new one.
    await expect
      .poll(
        async () =>
          ((await day.browser.storage('session')).log as { event: string }[]).filter(
            ({ event }) => event === 'background started',
          ).length,
      )
      .toBeGreaterThan(1);
    await doctor.disclose('Show the report');
    const report = async (): Promise<string> =>
      String(await doctor.puppeteer.evaluate(`document.querySelector('pre').textContent`));
    await expect
      .poll(report)
      .toMatch(
        /\[ok\] sign-in: .*\[ok\] socket: Connected to <host>.*info background started.*info status word=online/s,
      );
    const text = await report();
    expect(text).toMatch(/^Ringside \d+\.\d+\.\d+, (Chrome|Firefox) [\d.]+, linux$/m);
    expect(text).toMatch(/^crmLink: set$/m);
    const { account } = (await day.browser.storage('session')) as {
      account: { token: string; refreshToken: string };
    };
    for (const secret of [
      EMAIL,
      'agent@',
      'Clark',
      'Kent',
      'Lois',
      '0529998877',
      '529998877',
      '1234567',
      'SIPSIP1',
      '127.0.0.1',
      `:${String(day.pbx.port)}`,
      account.token,
      account.refreshToken,
    ]) {
      expect(text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, ''), secret).not.toContain(secret);
    }
    await doctor.click('button', 'Copy report');
    await doctor.waitForText('region', /Copied/);
  });
});
