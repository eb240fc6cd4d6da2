/** A signed-in browser with a simulator, in one language and colour scheme, for the screenshots. */
import type { AgentBrowser, LaunchOptions } from '../browsers/agent-browser.ts';
import type { AgentPage } from '../browsers/agent-page.ts';
import { launchBrowser } from '../browsers/launch.ts';
import { distOf } from '../build.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { DEFAULT_LOGINS } from '../simulator/tokens.ts';
import { fillDay } from './invented-day.ts';

export const LANGUAGES = ['en', 'he', 'ar', 'ru'] as const;

/** What all screenshots of one round have in common. */
export interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly scheme: 'light' | 'dark';
}

export interface World {
  readonly look: Look;
  readonly browser: AgentBrowser;
  readonly pbx: Simulator;
  /** The panel in a tab, for commands to the worker. */
  readonly panel: AgentPage;
  /** Sends a command to the worker. */
  readonly send: (command: object) => Promise<void>;
  /** Stores settings and waits until they are stored. */
  readonly set: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Signs in, or tries to with another password. */
  readonly signIn: (password?: string) => Promise<void>;
  /** Ends all calls and takes their cards away. */
  readonly calm: () => Promise<void>;
  /** Writes a day of invented calls into the history, unless they are there. */
  readonly fillDay: () => Promise<void>;
  /** Deletes the history. */
  readonly eraseDay: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A link to a CRM that everybody knows. */
const CRM_LINK = 'https://acme.zendesk.com/agent/search/1?type=user&q={e164}';

const DISMISS_ALL = `(async () => {
  const { engine } = await chrome.storage.session.get('engine');
  const calls = engine === undefined ? [] : Object.values(JSON.parse(engine.callState).calls);
  await Promise.all(calls.filter(({ card }) => card).map(({ callId }) => chrome.runtime.sendMessage({ type: 'dismiss', callId })));
})()`;

/** Starts a world. The browser is signed out, with the language and a CRM link set. */
export async function startWorld(
  look: Look,
  options: Pick<LaunchOptions, 'headless' | 'forPerson'> = {},
): Promise<World> {
  const pbx = await startSimulator();
  const browser = await launchBrowser('chromium', {
    extensionDir: distOf('chrome'),
    colorScheme: look.scheme,
    ...options,
  });
  const panel = await browser.openPage('panel.html');
  const run = async (code: string): Promise<void> => {
    await panel.puppeteer.evaluate(code);
  };
  const send = (command: object): Promise<void> =>
    run(`chrome.runtime.sendMessage(${JSON.stringify(command)})`);
  const set = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    await send({ type: 'save-settings', changes: settings });
    await until(async () => {
      // Only what differs from the defaults is stored.
      const { settings: stored = {} } = (await browser.storage('local')) as {
        settings?: Record<string, unknown>;
      };
      return Object.entries(settings).every(
        ([key, value]) => JSON.stringify(stored[key] ?? '') === JSON.stringify(value),
      );
    });
  };
  const calm = async (): Promise<void> => {
    await panel.bringToFront();
    for (let live = pbx.state().calls[0]; live !== undefined; live = pbx.state().calls[0]) {
      if (live.phase === 'Ringing') pbx.answeredElsewhere({ callId: live.callId, line: live.line });
      else pbx.hangUp({ callId: live.callId });
    }
    for (const { callId } of pbx.state().waiting) pbx.abandon({ callId });
    await run(DISMISS_ALL);
    await panel.waitForCount('article', 0, undefined, { timeoutMs: 20_000 });
  };
  let isFilled = false;
  // Stored as the options page stores them. The worker takes them before it is signed in.
  await run(
    `chrome.storage.local.set({ settings: ${JSON.stringify({ language: look.language, crmLink: CRM_LINK })} })`,
  );
  await panel.puppeteer.waitForFunction(
    (wanted) => document.documentElement.lang === wanted,
    {},
    look.language,
  );
  // Without a known policy the sign-in form is drawn again once there is one.
  await until(async () => Object.hasOwn(await browser.storage('local'), 'policy'));
  return {
    ...{ look, browser, pbx, panel, send, set, calm },
    signIn: (password = DEFAULT_LOGINS.user.pin) => signIn(browser, pbx, password),
    async fillDay() {
      if (isFilled) return;
      isFilled = true;
      // A call creates the history.
      pbx.ring({ callerName: 'Clark Kent' });
      await panel.find('article');
      await calm();
      await run(fillDay(Date.now()));
    },
    async eraseDay() {
      isFilled = false;
      await send({ type: 'erase-history' });
    },
    async close() {
      await browser.close();
      await pbx.close();
    },
  };
}

/** Finds the fields by their type, because their labels are translated. */
async function signIn(browser: AgentBrowser, pbx: Simulator, password: string): Promise<void> {
  const options = await browser.openPage('options.html');
  const { puppeteer: page } = options;
  await page.waitForSelector('input[type=password]');
  await page.$eval('details', (details) => {
    details.open = true;
  });
  for (const [field, text] of [
    ['details input', pbx.url],
    ['input[type=email]', DEFAULT_LOGINS.user.email],
    ['input[type=password]', password],
  ] as const) {
    await page.click(field, { count: 3 });
    await page.keyboard.type(text);
  }
  await page.click('button[type=submit]');
  if (password !== DEFAULT_LOGINS.user.pin) {
    await options.find('alert');
    await options.close();
    return;
  }
  await until(() => pbx.state().clients.length > 0);
  await options.close();
}

/** How long to wait for a condition, in ms. */
const PATIENCE_MS = 30_000;

/** Waits until a condition holds. Throws if it does not in time. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('A condition did not hold in time');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
