/** The other ways to sign in, and the lines that alert then. */
import { expect, it } from 'vitest';
import { DEFAULT_LOGINS } from '../../scripts/simulator/tokens.ts';
import { TWO_STEP_PATHS } from '../../scripts/simulator/two-step.ts';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { endAll, inEachBrowser } from './support/agent-day.ts';

const { user, account, token } = DEFAULT_LOGINS;
const AGENT = 'Clark Kent 1234567';
const COLLEAGUE = 'Lois Lane 9876542';

inEachBrowser(
  (day) => {
    async function begin(type: string): Promise<AgentPage> {
      const options = await day.browser.openPage('options.html');
      await options.choose('Login type', type);
      await options.disclose('Advanced');
      return options;
    }
    async function signInAndOut(options: AgentPage, whileSignedIn: () => Promise<void>): Promise<void> {
      await options.click('button', 'Sign in');
      await options.waitForText('status', /Online/);
      await whileSignedIn();
      await options.click('button', 'Sign out');
      await options.waitForText('status', /Signed out/);
      await options.close();
    }
    /**
     * Rings at a line. Once a ring at the agent's own line is shown, an earlier ring that is not shown never
     * will be.
     */
    async function shows(caller: string, line: string): Promise<void> {
      day.pbx.ring({ callerName: caller, line });
      await day.panel.find('article', `${caller} 050-123-4567`);
    }

    it('no line of an account alerts until one is picked, then only that one does', async () => {
      const options = await begin('Account');
      await options.fill('Login server', day.pbx.url);
      await options.fill('Username', account.username);
      await options.fill('Password', account.password);
      await signInAndOut(options, async () => {
        await options.waitForText('alert', /Select your line/);
        await day.panel.waitForText('alert', /Select your line/);
        day.pbx.ring({ callerName: 'Too Early', line: 'SIPSIP1' });
        await options.fill('Search lines', 'lois 98765');
        await options.waitForCount('checkbox', 0, AGENT);
        await options.check(COLLEAGUE, true);
        await day.panel.waitForGone('alert');
        await shows('Picked', 'SIPSIP2');
        expect((await day.panel.all('article')).map(({ name }) => name)).toEqual(['Picked 050-123-4567']);
        await options.check(COLLEAGUE, false);
        // The notice comes once the change is stored, and moves the list.
        await options.waitForText('alert', /Select your line/);
        await options.fill('Search lines', ' ');
        await options.check(AGENT, true);
        // A call that rings at a line when it is picked is shown, too.
        await day.panel.find('article', 'Too Early 050-123-4567');
        await endAll(day);
      });
    });

    it('an account’s token follows a user to another line, and reports others at a picked line', async () => {
      const options = await begin('Account token');
      await options.fill('Token', token);
      await signInAndOut(options, async () => {
        await options.check(AGENT, true);
        day.pbx.seat({ userID: 12345679, line: 'SIPSIP1' });
        await options.waitForText('listitem', /Lois Lane is logged in here/);
        await options.check(AGENT, false);
        // No calls are shown any more.
        await expect
          .poll(async () => (await options.all('listitem')).map(({ text }) => text))
          .not.toContainEqual(expect.stringMatching(/logged in here/));
        day.pbx.seat({ userID: 0, line: 'SIPSIP2' });
        await options.choose('Follow a user', 'Clark Kent');
        day.pbx.seat({ userID: user.userID, line: 'SIPSIP2' });
        await shows('New Desk', 'SIPSIP2');
        day.pbx.ring({ callerName: 'Old Desk', line: 'SIPSIP1' });
        day.pbx.seat({ userID: 0, line: 'SIPSIP2' });
        await day.panel.waitForText('article', /No longer on your line/);
        expect((await day.panel.all('article')).map(({ name }) => name)).toEqual(['New Desk 050-123-4567']);
        day.pbx.seat({ userID: user.userID, line: 'SIPSIP1' });
        await day.panel.find('article', 'Old Desk 050-123-4567');
        day.pbx.seat({ userID: 12345679, line: 'SIPSIP2' });
        day.pbx.answeredByColleague({ line: 'SIPSIP1' });
        await day.panel.waitForText('article', /Answered by Lois Lane/);
        await endAll(day);
      });
    });

    it.each([
      ['name and password', { Username: user.email, Password: user.pin }],
      ['a token', { Token: token }],
    ])('the two-step login works by %s', async (how, typed) => {
      const options = await begin('Two-step');
      await options.fill('Login server', day.pbx.url + TWO_STEP_PATHS.login);
      await options.fill('Settings server', day.pbx.url + TWO_STEP_PATHS.settings);
      await options.fill('Refresh server', day.pbx.url + TWO_STEP_PATHS.refresh);
      for (const [field, text] of Object.entries(typed)) await options.fill(field, text);
      await signInAndOut(options, async () => {
        // A token signs in the whole account. The user chosen before is still followed there.
        await shows(`By ${how}`, 'SIPSIP1');
        expect(
          JSON.stringify([await day.browser.storage('local'), await day.browser.storage('session')]),
        ).not.toContain('obviously-fake-sip-password');
        await endAll(day);
      });
    });

    it('text typed for one login type is kept while another type is shown', async () => {
      const options = await begin('Account');
      await options.fill('Username', 'somebody');
      await options.choose('Login type', 'User');
      await options.fill('Email', 'agent@');
      await options.choose('Login type', 'Account');
      expect(await options.value('Username')).toBe('somebody');
      await options.click('button', 'Sign in');
      await options.waitForText('alert', /Enter your password/);
      await options.choose('Login type', 'User');
      expect(await options.value('Email')).toBe('agent@');
      await options.close();
    });
  },
  { signedIn: false },
);
