/** Signs in as the agent, through the options page. */
import type { AgentBrowser } from '../browsers/agent-browser.ts';
import type { AgentPage } from '../browsers/agent-page.ts';
import { untilTrue } from '../browsers/wait-for.ts';
import { DEFAULT_LINES } from '../simulator/model.ts';
import { DEFAULT_LOGINS } from '../simulator/tokens.ts';
import type { Login } from './schedule.ts';
import { goToSection } from '../browsers/settings-section.ts';

/** Signs in and sets the CRM link. Resolves when the page says "Online" and all settings are stored. */
export async function signIn(
  browser: AgentBrowser,
  loginServer: string,
  crmLink: string,
  login: Login = 'user',
): Promise<void> {
  const options = await browser.openPage('options.html');
  const stored = async (): Promise<string> => JSON.stringify(await browser.storage('local'));
  await options.choose('Login type', login === 'user' ? 'User' : 'Account');
  await options.disclose('Advanced');
  await options.fill('Login server', loginServer);
  await typeLogin(options, login);
  await options.click('button', 'Sign in');
  await options.waitForText('status', /Online/);
  if (login === 'account') {
    const { userID, userName } = DEFAULT_LINES[0] ?? { userID: 0, userName: '' };
    await options.choose('Follow a user', userName);
    await untilTrue('saved user to follow', async () => (await stored()).includes(String(userID)), stored);
  }
  await goToSection(options, 'crm');
  await options.fill('CRM link', crmLink);
  await options.press('Tab');
  await untilTrue('saved CRM link', async () => (await stored()).includes(crmLink), stored);
  await options.close();
}

async function typeLogin(options: AgentPage, login: Login): Promise<void> {
  const { user, account } = DEFAULT_LOGINS;
  if (login === 'user') await options.fill('Email', user.email);
  else await options.fill('Username', account.username);
  await options.fill('Password', login === 'user' ? user.pin : account.password);
}
