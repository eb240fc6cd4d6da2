/**
 * `npm start`: builds Ringside, starts a simulated Voicenter, opens a signed-in browser, and rings. Takes Chromium
 * where there is one; `-- firefox` takes Firefox.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AgentBrowser } from './browsers/agent-browser.ts';
import { launchBrowser } from './browsers/launch.ts';
import { build, distOf } from './build.ts';
import { BROWSERS, findBrowser } from './find-browsers.mjs';
import { CONTACTS } from './simulator/crm/contacts.ts';
import { GOOD_TOKEN } from './simulator/crm/crms.ts';
import { startSimulator } from './simulator/server.ts';
import { DEFAULT_LOGINS } from './simulator/tokens.ts';
import type { Simulator } from './simulator/simulator.ts';
import { goToSection } from './browsers/settings-section.ts';

/** The exchange knows the number and the queue. Who it is, only the CRM knows. */
const CALLER = { callerName: 'Support', callerNumber: '0501234567' };
const SHOWN_NUMBER = '050-123-4567';
const [CONTACT] = CONTACTS;
const MEMORY = /2nd call today · answered \d\d:\d\d(, \d+ min)?/;
const USUAL_PORT = 8080;

const shots = fileURLToPath(new URL('../dist/demo', import.meta.url));
const wantsFirefox = process.argv.includes('firefox') || findBrowser('chromium') === undefined;
const browserName = wantsFirefox ? 'firefox' : 'chromium';
const headless = !hasDisplay();

await build();
const simulator = await startSimulator({ port: USUAL_PORT }).catch(orOnAnyPort);
console.log(`Ringside is built. A simulated Voicenter answers at ${simulator.url}/`);
const browser = await launchBrowser(browserName, {
  firstPage: 'keep',
  extensionDir: distOf(browserName === 'chromium' ? 'chrome' : 'firefox'),
  headless,
  ...(headless ? {} : { network: 'open', notifications: 'real', forPerson: true }),
});
try {
  // Ringside's own first page is open, and nothing else is left to see.
  await browser.closeDriverTab();
  await signIn(browser, simulator);
  await haveFirstCall(browser, simulator);
  await (headless ? watchOneCall(browser, simulator) : leaveToPerson(browser, simulator));
} catch (reason) {
  console.error(`The demo failed. ${reason instanceof Error ? reason.message : String(reason)}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await simulator.close();
}

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some(Boolean);
}

async function orOnAnyPort(error: unknown): Promise<Simulator> {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return startSimulator();
  throw error;
}

async function signIn(agent: AgentBrowser, pbx: Simulator): Promise<void> {
  const { email, pin } = DEFAULT_LOGINS.user;
  // Ringside opens this page by itself after the installation.
  const options = await agent.waitForPage('options.html');
  await options.disclose('Advanced');
  await options.fill('Login server', pbx.url);
  await options.fill('Email', email);
  await options.fill('Password', pin);
  await options.click('button', 'Sign in');
  await options.waitForText('status', /Online/);
  console.log(
    `Signed in as ${email} in ${BROWSERS[browserName].title} (${agent.version}): ${await options.text('status')}`,
  );
  const crm = crmOf(pbx);
  await goToSection(options, 'callers');
  await options.choose('CRM to ask', 'Odoo 19+');
  await options.fill('Server address', crm);
  await options.fill('API key', GOOD_TOKEN);
  await options.press('Tab');
  await options.fill('Number to check', CALLER.callerNumber);
  await options.click('button', 'Check this token');
  await options.waitForText('status', new RegExp(`The CRM answered: ${CONTACT.name}`));
  console.log(`A simulated CRM is connected: ${crm}/`);
  await goToSection(options, 'crm');
  // For callers whom the CRM does not know.
  await options.fill('CRM link', `${crm}/contacts?phone={national}`);
  await options.press('Tab');
}

function crmOf({ url }: Simulator): string {
  return `${url}/crm/odoo`;
}

/** The customer rings once, is answered and hangs up, so that the next card has something to remember. */
async function haveFirstCall(agent: AgentBrowser, pbx: Simulator): Promise<void> {
  const panel = await agent.openPage('panel.html');
  const callId = pbx.ring(CALLER);
  await panel.find('article', nameWith(CONTACT.name, SHOWN_NUMBER));
  pbx.answer({ callId });
  await panel.waitForText('article', /In a call/);
  pbx.hangUp({ callId });
  await panel.waitForText('listitem', new RegExp(CONTACT.name));
  await panel.close();
}

/** Without a display: handles one call as an agent would, and prints what was shown. */
async function watchOneCall(agent: AgentBrowser, pbx: Simulator): Promise<void> {
  await mkdir(shots, { recursive: true });
  const [options] = await agent.extensionPages();
  await options?.screenshot(`${shots}/options.png`);
  pbx.ring(CALLER);
  // Firefox shows the notification first, because the call window would take the keyboard focus there.
  if (agent.name === 'firefox') await agent.clickNotification((await agent.waitForNotification()).id);
  const card = await agent.waitForPage('call.html');
  await card.find('article', nameWith(CONTACT.name, SHOWN_NUMBER));
  await card.waitForText('article', new RegExp(CONTACT.company));
  await card.waitForText('article', MEMORY);
  const [call] = await card.all('article');
  const [, name, number] = nameWith(CONTACT.name, SHOWN_NUMBER).exec(call?.name ?? '') ?? [];
  await card.screenshot(`${shots}/call-card.png`);
  const panel = await agent.openPage('panel.html');
  await panel.waitForText('article', MEMORY);
  await panel.waitForText('listitem', new RegExp(CONTACT.name));
  await panel.screenshot(`${shots}/panel.png`);
  await card.click('button', 'Open in CRM');
  const { url } = await agent.waitForTab(
    `${crmOf(pbx)}/mail/view?model=res.partner&res_id=${String(CONTACT.id)}`,
  );
  console.log(`It rang, and the agent saw:
  caller   ${name ?? 'nobody'}
  number   ${number ?? 'none'}
  memory   ${MEMORY.exec(call?.text ?? '')?.[0] ?? 'none'}
  card     ${call?.text ?? ''}
  record   ${url}
Screenshots: ${['call-card', 'panel', 'options'].map((name) => path.relative(process.cwd(), `${shots}/${name}.png`)).join(', ')}
With a display, the same command opens the browser and leaves it to you.`);
}

/** With a display: rings, prints what else the user can try, and ends with the browser. */
async function leaveToPerson(agent: AgentBrowser, caller: Simulator): Promise<void> {
  await agent.openTab(`${caller.url}/`);
  caller.ring(CALLER);
  console.log(`It rings for the second time: ${CONTACT.name} of ${CONTACT.company}, ${SHOWN_NUMBER}. The card remembers the first call.
  Press "Open in CRM" while it rings, or click Ringside's icon in the toolbar (in Chrome behind the puzzle piece).
  Answer, hang up, ring with a hidden number, drop the connection: ${caller.url}/
  Ctrl-C, or closing the browser, ends it all.`);
  await agent.untilClosed();
}

/** Returns a pattern that matches a card's accessible name and extracts caller and number from it. */
function nameWith(name: string, number: string): RegExp {
  return new RegExp(`(${name}).*(${number})`);
}
