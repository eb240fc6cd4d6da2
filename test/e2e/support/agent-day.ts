/** An agent at work: a real browser with Ringside, signed in to a simulator, for every end-to-end test. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { SimulatorState } from '../../../scripts/simulator/state.ts';
import { parse, type PastCalls, withPast } from '../../../src/platform/storage/stored-state.ts';
import type { EngineState, StoredEngine } from '../../../src/platform/storage/items.ts';
import type { AgentBrowser, BrowserName, LaunchOptions } from '../../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../../scripts/browsers/agent-page.ts';
import { tellOfFailure } from './tell-of-failure.ts';
import { BROWSERS_HERE, launchBrowser, startSimulator } from './world.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';
import { callBrowserApi } from '../../../scripts/browsers/page-calls.ts';
import type { PendingSecret } from '../../../src/domain/account/credentials.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { PATIENCE_MS } from '../../../scripts/browsers/wait-for.ts';

export const EMAIL = 'agent@example.com';
export const PASSWORD = 'ringside';

export interface AgentDay {
  readonly name: BrowserName;
  readonly browser: AgentBrowser;
  readonly pbx: Simulator;
  /** The base address of a web server in place of the CRM. */
  readonly crm: string;
  /** The panel in a tab. It shows live calls in both browsers, whichever surfaces alert. */
  readonly panel: AgentPage;
}

/** Dismisses the finished cards at once. One test checks their 5 s, so the others need not wait. */
const DISMISS_ALL = `(async () => {
  const browser = globalThis.browser ?? globalThis.chrome;
  const { engine } = await browser.storage.session.get('engine');
  const callIds = Object.values(engine === undefined ? {} : JSON.parse(engine.callState).calls).filter((call) => call.card).map((call) => call.callId);
  await Promise.all(callIds.map((callId) => browser.runtime.sendMessage({ type: 'dismiss', callId })));
})()`;

/**
 * Runs the same tests in each browser of the project. Each gets a fresh profile, simulator and CRM. `day` is
 * filled in before the first test.
 */
export function inEachBrowser(
  tests: (day: AgentDay) => void,
  { signedIn = true, launch = {} }: { signedIn?: boolean; launch?: Partial<LaunchOptions> } = {},
): void {
  describe.each(BROWSERS_HERE)('%s', (name) => {
    const day = { name } as { -readonly [K in keyof AgentDay]: AgentDay[K] };
    let crm: Server | undefined;

    beforeAll(async () => {
      crm = createServer((request, response) =>
        response
          .setHeader('Content-Type', 'text/html')
          .end(`<title>CRM</title>${encodeURI(request.url ?? '')}`),
      );
      await new Promise<void>((resolve) => crm?.listen(0, '127.0.0.1', resolve));
      day.crm = `http://127.0.0.1:${(crm.address() as AddressInfo).port}`;
      day.pbx = await startSimulator();
      day.browser = await launchBrowser(name, launch);
      day.panel = await day.browser.openPage('panel.html');
      if (signedIn) await signInByMessage(day);
    });

    // A call that one test leaves ringing must not reach the next.
    afterEach(async ({ task }) => {
      await tellOfFailure(task);
      await endAll(day);
    });

    afterAll(async () => {
      await day.browser.close();
      await day.pbx.close();
      crm?.closeAllConnections();
      crm?.close();
    });

    tests(day);
  });
}

/** Ends every call and removes its card. */
export async function endAll({ panel, pbx }: Pick<AgentDay, 'panel' | 'pbx'>): Promise<void> {
  // A card stays while the pointer is on it.
  await panel.pointerAway();
  for (let live = pbx.state().calls[0]; live !== undefined; live = pbx.state().calls[0])
    endForGood(pbx, live);
  await panel.puppeteer.evaluate(DISMISS_ALL);
  await panel.waitForCount('article', 0);
}

/**
 * Ends a call at a line with a final outcome, because a call that stops ringing could ring again for 15 s.
 */
function endForGood(pbx: Simulator, { callId, phase, line }: SimulatorState['calls'][number]): void {
  if (phase === 'Ringing') pbx.answeredElsewhere({ callId, line });
  else pbx.hangUp({ callId });
}

/**
 * Signs in as the options page does, but without its form: the settings and the password are stored, and the
 * worker is told. `sign-in.test.ts` uses the form.
 */
async function signInByMessage({ panel, pbx, crm }: AgentDay): Promise<void> {
  const send = (message: object): Promise<unknown> =>
    callBrowserApi(panel.puppeteer, 'runtime.sendMessage', [message]);
  const changes: Partial<Settings> = {
    loginServer: pbx.url,
    email: EMAIL,
    crmLink: `${crm}/search?q={phone}&name={name}`,
  };
  await send({ type: 'save-settings', changes });
  const pendingSecret: PendingSecret = {
    signIn: { type: 'user', server: pbx.url, who: EMAIL },
    secret: { kind: 'password', value: PASSWORD },
  };
  await callBrowserApi(panel.puppeteer, 'storage.session.set', [{ pendingSecret }]);
  await send({ type: 'sign-in' });
  await panel.waitForText('status', /Online/);
}

/** Signs in through the options page. The caller checks the result. */
export async function signIn(
  options: AgentPage,
  { url }: { url: string },
  { email = EMAIL, password = PASSWORD } = {},
): Promise<void> {
  await options.disclose('Advanced');
  await options.fill('Login server', url);
  await options.fill('Email', email);
  await options.fill('Password', password);
  await options.click('button', 'Sign in');
}

/** The engine's stored state with its ended calls, and the pending effects. */
export async function storedEngine({
  browser,
}: Pick<AgentDay, 'browser'>): Promise<Pick<EngineState, 'callState' | 'pendingEffects'>> {
  const { engine, pastCalls = {} } = (await browser.storage('session')) as {
    engine: StoredEngine;
    pastCalls?: PastCalls;
  };
  return { pendingEffects: engine.pendingEffects, callState: withPast(parse(engine.callState), pastCalls) };
}

/** The ids of the notifications once no effect is pending. So "none" means none, not "none yet". */
export async function alertsOf(day: AgentDay, timeout = PATIENCE_MS): Promise<string[]> {
  await expect.poll(async () => (await storedEngine(day)).pendingEffects, { timeout }).toEqual([]);
  return (await day.browser.notifications()).map(({ id }) => id);
}

/** Counts of rings. `announced`: those that a surface took. */
export interface RingCounts {
  readonly rang: number;
  readonly announced: number;
}

const COUNT_RINGS = `(async () => {
  const ended = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  let [rang, announced] = [0, 0];
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith('history-'))) {
    const db = await ended(indexedDB.open(name));
    const rings = await ended(db.transaction('rings').objectStore('rings').getAll());
    rang += rings.length;
    announced += rings.filter(({ shownAt }) => shownAt !== null).length;
    db.close();
  }
  return { rang, announced };
})()`;

/** The counts of the ring log, of all users of the browser profile. */
export const ringCounts = async ({ panel }: Pick<AgentDay, 'panel'>): Promise<RingCounts> =>
  (await panel.puppeteer.evaluate(COUNT_RINGS)) as RingCounts;
