/**
 * A benchmark setup: one browser with one subject, signed in to its own simulator, with no debugger attached.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../../src/domain/settings/read-settings.ts';
import { type PendingSecret, type Secret, signInOf } from '../../src/domain/account/credentials.ts';
import { reachInternals } from '../browsers/firefox-internals.ts';
import { startDesktop } from '../browsers/desktop.ts';
import type { ExtensionPageName } from '../browsers/agent-browser.ts';
import { launchBrowser } from '../browsers/launch.ts';
import { untilTrue } from '../browsers/wait-for.ts';
import type { BrowserName } from '../find-browsers.mjs';
import type { LineSetup } from '../simulator/model.ts';
import { startSimulator } from '../simulator/server.ts';
import { DEFAULT_LOGINS } from '../simulator/tokens.ts';
import { baselineV, buildSubject, type SubjectName } from './build-subject.ts';
import { type Debugger, detachDebugger } from './debugger.ts';
import { type TrafficMeter, startTrafficMeter } from './traffic-meter.ts';
import { startCollector, type Collector } from './collector.ts';
import { type Costs, costsOf } from './processes.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** The agent's own line. */
export const OWN_LINE = 'SIPSIP1';

export interface Setup {
  readonly subject: SubjectName | 'v';
  readonly browser: BrowserName;
  readonly version: string;
  readonly pbx: Simulator;
  readonly post: Collector;
  readonly meter: TrafficMeter;
  /** Null in Firefox, which has no debugger that can be attached for a moment only. */
  readonly debug: Debugger | null;
  /** Ends the background and waits until the server has lost the connection. */
  readonly killBackground: () => Promise<void>;
  /** Starts the background and waits for its connection, unless it is already connected. */
  readonly wake: (way?: string) => Promise<void>;
  /** Opens Ringside's card on top of all windows. Needs a `desktop`. */
  readonly keepOnTop: () => Promise<void>;
  /** Resolves to the value of an expression in an open page of the extension. */
  readonly evaluate: (page: ExtensionPageName, expression: string) => Promise<unknown>;
  readonly costs: () => Costs;
  readonly close: () => Promise<void>;
}

export interface SetupOptions {
  readonly lines?: readonly LineSetup[];
  readonly login?: 'user' | 'account';
  /** True to run the browser on a desktop instead of headless. */
  readonly desktop?: boolean;
}

/** Creates a setup. Rejects if the subject does not connect. */
export async function makeSetup(
  subject: SubjectName | 'v',
  browser: BrowserName,
  { lines, login = 'user', desktop: onDesktop = false }: SetupOptions = {},
): Promise<Setup> {
  const post = await startCollector();
  const pbx = await startSimulator(lines === undefined ? {} : { lines });
  const meter = await startTrafficMeter(pbx.port);
  pbx.advertise([meter.url]);
  const build = await buildSubject(subject === 'v' ? 'x' : subject, browser, post.url);
  const desktop = onDesktop ? await startDesktop() : null;
  const agent = await launchBrowser(browser, {
    extensionDir: build.dir,
    firstPage: 'none',
    headless: desktop === null,
  });
  const driver = await agent.openTab(`${agent.extensionUrl}bench.html`);
  const puppet = driver.puppeteer.browser();
  const pid = puppet.process()?.pid;
  if (pid === undefined) throw new Error('The browser has no process');
  await post.call('alone');
  // Measured pages open in their own windows, because a page behind another tab paints nothing.
  const debug = browser === 'chromium' ? await detachDebugger(puppet, agent.extensionUrl) : null;
  if (browser === 'firefox') reachInternals(puppet);

  const isConnected = (): boolean => pbx.state().clients.length > 0;
  const state = (): Promise<string> => Promise.resolve(JSON.stringify(pbx.state().clients));

  const bed: Setup = {
    subject,
    browser,
    version: agent.version,
    pbx,
    post,
    meter,
    debug,
    async killBackground() {
      await (debug === null ? agent.killBackground() : debug.killWorker());
      await untilTrue('loss of the client', () => Promise.resolve(!isConnected()), state);
    },
    async wake(way) {
      await post.call('runtime.sendMessage', { type: 'wake', way });
      await untilTrue('client', () => Promise.resolve(isConnected()), state);
    },
    async keepOnTop() {
      await post.call('windows.create', { url: 'float.html', type: 'popup', width: 440, height: 300 });
      if (debug !== null) await debug.click('float.html');
      else await (await agent.waitForPage('float.html')).click('button', 'Keep on top');
      await untilTrue(
        'card on top',
        async () => (await post.call('isOnTop')) === true,
        () => Promise.resolve('none'),
      );
    },
    evaluate: async (page, expression) =>
      debug === null
        ? (await agent.waitForPage(page)).puppeteer.evaluate(expression)
        : debug.evaluate(page, expression),
    costs: () => costsOf(pid),
    async close() {
      await agent.close();
      await desktop?.close();
      await pbx.close();
      meter.close();
      post.close();
      await build.remove();
    },
  };
  await signIn(bed, login);
  await untilTrue('client', () => Promise.resolve(isConnected()), state, 30_000);
  await sleep(500);
  return bed;
}

async function signIn({ subject, pbx, post, meter }: Setup, login: 'user' | 'account'): Promise<void> {
  const { user, account } = DEFAULT_LOGINS;
  if (subject === 'ours') {
    const who =
      login === 'user' ? { email: user.email } : { username: account.username, pickedLines: [OWN_LINE] };
    const secret: Secret = { kind: 'password', value: login === 'user' ? user.pin : account.password };
    const settings = readSettings({ loginType: login, loginServer: pbx.url, ...who }, {});
    const pendingSecret: PendingSecret = { signIn: signInOf(settings, secret), secret };
    await post.call('storage.local.set', { settings: { loginType: login, loginServer: pbx.url, ...who } });
    await post.call('storage.session.set', { pendingSecret });
    await post.call('runtime.sendMessage', { type: 'sign-in' });
    return;
  }
  const [path, body] =
    login === 'user' ? ['User', { email: user.email, pin: user.pin }] : ['Account', account];
  const answer = await fetch(`${pbx.url}/monitorAPI/Login/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const { Data } = (await answer.json()) as { Data: { Socket: { Token: string } } };
  const token = Data.Socket.Token;
  if (subject === 'v') {
    for (const [name, content] of await baselineV(post.url)) post.serve(name, content);
    await post.call('tabs.create', {
      url: `${post.url}/v-page.html?server=${encodeURIComponent(meter.url)}&token=${token}`,
    });
    return;
  }
  await post.call('storage.local.set', { server: meter.url, token, line: OWN_LINE });
  await post.call('runtime.sendMessage', { type: 'wake' });
}
