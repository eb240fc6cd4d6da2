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
import { type FakeCrm, startFakeCrm } from './fake-crm.ts';
import { BROWSERS, findBrowser } from './find-browsers.mjs';
import { startSimulator } from './simulator/server.ts';
import { DEFAULT_LOGINS } from './simulator/tokens.ts';
import type { Simulator } from './simulator/simulator.ts';
import { goToSection } from './browsers/settings-section.ts';

const CALLER = { callerName: 'Dana Levi', callerNumber: '0501234567' };
const COMPANY = 'Levi Logistics';
const SHOWN_NUMBER = '050-123-4567';
const USUAL_PORT = 8080;

const shots = fileURLToPath(new URL('../dist/demo', import.meta.url));
const wantsFirefox = process.argv.includes('firefox') || findBrowser('chromium') === undefined;
const browserName = wantsFirefox ? 'firefox' : 'chromium';
const headless = !hasDisplay();

await build();
const simulator = await startSimulator({ port: USUAL_PORT }).catch(orOnAnyPort);
const crm = await startFakeCrm();
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
  await signIn(browser, simulator, crm);
  await (headless ? watchOneCall(browser, simulator, crm) : leaveToPerson(browser, simulator));
} catch (reason) {
  console.error(`The demo failed. ${reason instanceof Error ? reason.message : String(reason)}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  crm.close();
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

async function signIn(agent: AgentBrowser, pbx: Simulator, customers: FakeCrm): Promise<void> {
  const { url } = pbx;
  const { email, pin } = DEFAULT_LOGINS.user;
  // Ringside opens this page by itself after the installation.
  const options = await agent.waitForPage('options.html');
  await options.disclose('Advanced');
  await options.fill('Login server', url);
  await options.fill('Email', email);
  await options.fill('Password', pin);
  await options.click('button', 'Sign in');
  await options.waitForText('status', /Online/);
  await goToSection(options, 'crm');
  await options.fill('CRM link', customers.template);
  await options.press('Tab');
  // The company's own endpoint knows the caller, as a CRM would.
  pbx.answerLookups({
    ...{ kind: 'ok', name: CALLER.callerName, company: COMPANY, total: 1 },
    url: customers.addressFor(CALLER.callerNumber),
  });
  await goToSection(options, 'callers');
  await options.fill('Lookup address', `${url}/lookup`);
  await options.press('Tab');
  await goToSection(options, 'crm');
  console.log(
    `Signed in as ${email} in ${BROWSERS[browserName].title} (${agent.version}): ${await options.text('status')}`,
  );
}

/** Without a display: handles one call as an agent would, and prints what was shown. */
async function watchOneCall(agent: AgentBrowser, caller: Simulator, customers: FakeCrm): Promise<void> {
  await mkdir(shots, { recursive: true });
  const [options] = await agent.extensionPages();
  await options?.screenshot(`${shots}/options.png`);
  caller.ring(CALLER);
  // Firefox shows the notification first, because the call window would take the keyboard focus there.
  if (agent.name === 'firefox') await agent.clickNotification((await agent.waitForNotification()).id);
  const card = await agent.waitForPage('call.html');
  await card.find('article', nameWith(CALLER.callerName, SHOWN_NUMBER));
  await card.waitForText('article', new RegExp(COMPANY));
  const [call] = await card.all('article');
  const [, name, number] = nameWith(CALLER.callerName, SHOWN_NUMBER).exec(call?.name ?? '') ?? [];
  await card.screenshot(`${shots}/call-card.png`);
  const panel = await agent.openPage('panel.html');
  await panel.find('article', nameWith(CALLER.callerName, SHOWN_NUMBER));
  await panel.screenshot(`${shots}/panel.png`);
  await card.click('button', 'Open in CRM');
  const { url } = await agent.waitForTab(customers.addressFor(CALLER.callerNumber));
  console.log(`It rang, and the agent saw:
  caller   ${name ?? 'nobody'}
  number   ${number ?? 'none'}
  card     ${call?.text ?? ''}
  CRM      ${url}
Screenshots: ${['call-card', 'panel', 'options'].map((name) => path.relative(process.cwd(), `${shots}/${name}.png`)).join(', ')}
With a display, the same command opens the browser and leaves it to you.`);
}

/** With a display: rings, prints what else the user can try, and ends with the browser. */
async function leaveToPerson(agent: AgentBrowser, caller: Simulator): Promise<void> {
  await agent.openTab(`${caller.url}/`);
  caller.ring(CALLER);
  console.log(`It is ringing: ${CALLER.callerName} of ${COMPANY}, ${SHOWN_NUMBER}. Ring again to see what the card remembers.
  Press "Open in CRM" while it rings, or click Ringside's icon in the toolbar (in Chrome behind the puzzle piece).
  Answer, hang up, ring with a hidden number, drop the connection: ${caller.url}/
  Ctrl-C, or closing the browser, ends it all.`);
  await agent.untilClosed();
}

/** Returns a pattern that matches a card's accessible name and extracts caller and number from it. */
function nameWith(name: string, number: string): RegExp {
  return new RegExp(`(${name}).*(${number})`);
}
