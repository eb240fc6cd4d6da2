import { afterEach, expect, it, onTestFinished } from 'vitest';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { callBrowserApi } from '../../scripts/browsers/page-calls.ts';
import { goToSection } from '../../scripts/browsers/settings-section.ts';
import { alertsOf, EMAIL, inEachBrowser, PASSWORD, signIn } from './support/agent-day.ts';
import { store } from './support/crm-tabs.ts';
import { startSocketIoServer } from './support/socketio-server.ts';

inEachBrowser(
  (day) => {
    let options: AgentPage | undefined;
    const openOptions = async (): Promise<AgentPage> =>
      (options = await day.browser.openPage('options.html'));

    afterEach(async () => {
      day.pbx.clearLoginFaults();
      if ((await options?.all('button'))?.some(({ name }) => name === 'Sign out') === true)
        await options?.click('button', 'Sign out');
      await options?.waitForText('status', /Signed out|Connection problem/);
      await options?.close();
    });

    it('the status is "Signed out" before the first sign-in', async () => {
      const page = await openOptions();
      await page.waitForText('status', /Signed out/);
      await expect.poll(() => day.browser.badge()).toEqual({ text: 'off', title: 'Ringside: signed out' });
    });

    it('a test call needs no server and shows before the first sign-in', async () => {
      const page = await openOptions();
      await goToSection(page, 'alerts');
      await page.click('button', 'Show me a test call');
      await day.panel.waitForText('article', /Test call.*Clark Kent/s);
      expect(await alertsOf(day)).toHaveLength(1);
      await day.panel.click('button', 'Hide');
      await day.browser.waitForNoNotification();
    });

    it('the right password signs in, as the page and the toolbar show', async () => {
      const page = await openOptions();
      await signIn(page, day.pbx);
      await page.waitForText('status', /Online/);
      await expect.poll(() => day.browser.badge()).toEqual({ text: '', title: 'Ringside: online' });
      expect(day.pbx.state().clients).toHaveLength(1);
    });

    it('Enter in a field signs in', async () => {
      const page = await openOptions();
      await page.disclose('Advanced');
      await page.fill('Login server', day.pbx.url);
      await page.fill('Email', EMAIL);
      await page.fill('Password', PASSWORD);
      await page.press('Enter');
      await page.waitForText('status', /Online/);
      expect(new URL(page.puppeteer.url()).search).toBe('');
    });

    it('a wrong password is reported, the typed text stays, and no retry follows', async () => {
      const page = await openOptions();
      await signIn(page, day.pbx, { password: 'wrong' });
      await page.waitForText('status', /Connection problem/);
      await page.waitForText('alert', /Wrong email or password/);
      expect(await page.value('Email')).toBe(EMAIL);
      expect(await page.value('Password')).toBe('wrong');
      const attempts = day.pbx.state().loginAttempts.length;
      await page.fill('Password', PASSWORD);
      await page.click('button', 'Sign in');
      await page.waitForText('status', /Online/);
      expect(day.pbx.state().loginAttempts).toHaveLength(attempts + 1);
    });

    it('a server error is reported, and the sign-in succeeds once the server works', async () => {
      const page = await openOptions();
      day.pbx.orderLoginFault({ kind: 'answer', status: 503 });
      await signIn(page, day.pbx);
      await page.waitForText('status', /Connection problem/);
      await page.waitForText('alert', /error 503/);
      day.pbx.clearLoginFaults();
      await page.waitForText('status', /Online/);
    });

    it('a server that is no Voicenter login is reported', async () => {
      const page = await openOptions();
      day.pbx.orderLoginFault({ kind: 'html' });
      await signIn(page, day.pbx);
      await page.waitForText('alert', /not a Voicenter login server/);
    });

    it('a server that cannot be reached is reported', async () => {
      const page = await openOptions();
      await signIn(page, { url: 'http://127.0.0.1:9' });
      await page.waitForText('alert', /can’t reach 127\.0\.0\.1:9/);
      await signIn(page, day.pbx);
      await page.waitForText('status', /Online/);
    });

    it('a password goes only to its own server, though the settings change while it waits', async () => {
      const page = await openOptions();
      const before = day.pbx.state().loginAttempts.length;
      await signIn(page, { url: 'http://127.0.0.1:9' });
      await page.waitForText('alert', /can’t reach 127\.0\.0\.1:9/);
      await store(day, { loginServer: day.pbx.url });
      await page.waitForText('status', /Signed out/);
      expect(await day.browser.storage('session')).not.toHaveProperty('pendingSecret');
      // Repeats what a restarted worker and the user's "Try now" would do.
      await day.browser.killBackground();
      await callBrowserApi(day.panel.puppeteer, 'runtime.sendMessage', [{ type: 'sign-in' }]);
      await page.waitForText('status', /Signed out/);
      expect(day.pbx.state().loginAttempts).toHaveLength(before);
    });

    it('the field refuses plain http except for this machine', async () => {
      const page = await openOptions();
      const before = day.pbx.state().loginAttempts.length;
      await signIn(page, { url: 'http://login.example.com' });
      await page.waitForText('alert', /https/);
      expect(await page.value('Email')).toBe(EMAIL);
      expect(await page.value('Password')).toBe(PASSWORD);
      expect(day.pbx.state().loginAttempts).toHaveLength(before);
    });

    it('secrets stay out of pages and logs, and off the disk unless the user stays signed in', async () => {
      const page = await openOptions();
      await page.check('Keep me signed in', false);
      await signIn(page, day.pbx);
      await page.waitForText('status', /Online/);
      const session = JSON.stringify(await day.browser.storage('session'));
      const { account } = JSON.parse(session) as { account: { token: string; refreshToken: string } };
      const seen = [
        await page.dump(),
        await day.panel.dump(),
        await day.browser.consoleText(),
        JSON.stringify(await day.browser.storage('local')),
      ].join('\n');
      for (const secret of [account.token, account.refreshToken]) expect(seen).not.toContain(secret);
      expect(seen).not.toContain(`"${PASSWORD}"`);
      expect(session).not.toContain(`"${PASSWORD}"`);
    });

    it.each([
      ['4.8.4', '2.4.0'],
      ['1.7.4', '4.0.0'],
    ] as const)(
      'a ring arrives through a socket.io %s server whose login says %s',
      async (generation, version) => {
        const server = await startSocketIoServer(generation, version);
        // After the sign-out, so that the next server starts without what this one has taught.
        onTestFinished(() => void server.close());
        await signIn(await openOptions(), server);
        await day.panel.find('article', 'Clark Kent 050-123-4567');
      },
    );

    it('signing out closes the socket and deletes every secret', async () => {
      const page = await openOptions();
      await signIn(page, day.pbx);
      await page.waitForText('status', /Online/);
      await page.click('button', 'Sign out');
      await page.waitForText('status', /Signed out/);
      await expect.poll(() => day.pbx.state().clients).toEqual([]);
      expect(await day.browser.storage('local')).not.toHaveProperty('account');
      const session = await day.browser.storage('session');
      expect(session).not.toHaveProperty('account');
      expect(session).not.toHaveProperty('pendingSecret');
    });
  },
  { signedIn: false },
);
