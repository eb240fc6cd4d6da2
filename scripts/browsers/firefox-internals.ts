import type { Browser } from 'puppeteer-core';
import * as v from 'valibot';

/**
 * Evaluates an expression in Firefox's own privileged (chrome) scope. The value is returned as JSON. Rejects
 * if the expression throws.
 */
export type Internals = (expression: string) => Promise<unknown>;

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>;
  /** Passes an event on as if Firefox had sent it. */
  emit(method: string, params: unknown): void;
}

/**
 * Puppeteer offers no access to the chrome scope, nor to contexts that it missed. So this uses puppeteer's
 * own connection.
 */
const connectionOf = (browser: Browser): BidiConnection =>
  (browser as unknown as { readonly connection: BidiConnection }).connection;

const treeSchema = v.object({ contexts: v.array(v.object({ context: v.string(), url: v.string() })) });
const answerSchema = v.variant('type', [
  v.object({ type: v.literal('success'), result: v.object({ value: v.optional(v.string()) }) }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
]);

/** Gives access to Firefox's internals. Needs `--remote-allow-system-access`. */
export function reachInternals(browser: Browser): Internals {
  const connection = connectionOf(browser);
  return async (expression) => {
    const tree = v.parse(
      treeSchema,
      (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 })).result,
    );
    const window = tree.contexts.find(({ url }) => url.includes('browser.xhtml'));
    if (window === undefined) throw new Error('Firefox has no window left to work through');
    const { result } = await connection.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context: window.context },
      awaitPromise: true,
    });
    const answer = v.parse(answerSchema, result);
    if (answer.type === 'exception')
      throw new Error(`In Firefox's own scope: ${answer.exceptionDetails.text}`);
    return answer.result.value === undefined ? undefined : (JSON.parse(answer.result.value) as unknown);
  };
}

const contextSchema = v.looseObject({ context: v.string() });

/**
 * Updates puppeteer's list of pages with Firefox's own. Firefox sometimes announces a new tab by an id that
 * it drops when the tab moves to the extension's process. Puppeteer then keeps a page that does not answer
 * and never learns about the real one.
 */
export async function refreshPages(browser: Browser): Promise<void> {
  const connection = connectionOf(browser);
  const { contexts } = v.parse(
    v.object({ contexts: v.array(contextSchema) }),
    (await connection.send('browsingContext.getTree', { maxDepth: 0 })).result,
  );
  const known = (await browser.pages()).map(
    (page) => (page.mainFrame() as unknown as { readonly _id: string })._id,
  );
  for (const info of contexts)
    if (!known.includes(info.context)) connection.emit('browsingContext.contextCreated', info);
  for (const id of known)
    if (!contexts.some(({ context }) => context === id))
      connection.emit('browsingContext.contextDestroyed', {
        context: id,
        parent: null,
        url: '',
        children: [],
        userContext: 'default',
      });
}

// Headless Firefox closes a notification as soon as it appears, because there is no desktop. This stand-in
// replaces the desktop's notification service. It stores the notifications, so that getAll is correct and
// clicks work. It lives in a sandbox that the service registry keeps alive, not in a window that may close.
const STAND_IN = `(() => {
  const sandbox = Cu.Sandbox(Services.scriptSecurityManager.getSystemPrincipal(), { wantGlobalProperties: ['ChromeUtils'] });
  Object.assign(sandbox, { Services });
  Cu.evalInSandbox(\`
    const shown = new Map();
    const end = (name) => { const alert = shown.get(name); shown.delete(name); alert?.listener?.observe(null, 'alertfinished', alert.cookie); };
    const desktop = {
      QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']),
      showAlert(alert, listener) { shown.set(alert.name, { listener, cookie: alert.cookie }); listener?.observe(null, 'alertshow', alert.cookie); },
      closeAlert(name) { end(name); },
      teardown() {}, pbmTeardown() {},
      isShown(name) { return shown.has(name); },
      click(name) { const { listener, cookie } = shown.get(name); listener?.observe(null, 'alertclickcallback', cookie); end(name); },
    };
    desktop.wrappedJSObject = desktop;
    const factory = { QueryInterface: ChromeUtils.generateQI(['nsIFactory']), createInstance: (iid) => desktop.QueryInterface(iid) };
    Components.manager.QueryInterface(Ci.nsIComponentRegistrar)
      .registerFactory(Services.uuid.generateUUID(), 'Desktop of the tests', '@mozilla.org/alerts-service;1', factory);
  \`, sandbox);
})()`;
const DESKTOP = `Cc['@mozilla.org/alerts-service;1'].getService(Ci.nsIAlertsService).wrappedJSObject`;

/** Installs the stand-in for the desktop's notification service. */
export async function standInForDesktop(internals: Internals): Promise<void> {
  await internals(STAND_IN);
}

/**
 * Returns true when the notification has reached the desktop. `getAll` lists it a little earlier, while its
 * icon is being decoded.
 */
export async function isOnDesktop(internals: Internals, id: string): Promise<boolean> {
  return (await internals(`${DESKTOP}.isShown(${JSON.stringify(id)})`)) === true;
}

/** Clicks the notification. It then closes, as on real desktops. */
export async function clickOnDesktop(internals: Internals, id: string): Promise<void> {
  await internals(`${DESKTOP}.click(${JSON.stringify(id)})`);
}

/** Starts recording the address of every request that an add-on makes. */
export async function recordRequests(internals: Internals, addonId: string): Promise<void> {
  await internals(`(() => {
    const sandbox = Cu.Sandbox(Services.scriptSecurityManager.getSystemPrincipal());
    Object.assign(sandbox, { Services, addonId: ${JSON.stringify(addonId)} });
    Cu.evalInSandbox(\`
      const asked = new Set();
      const observer = { observe(channel) {
        const { triggeringPrincipal, loadingPrincipal } = channel.QueryInterface(Ci.nsIChannel).loadInfo;
        if ([triggeringPrincipal, loadingPrincipal].some((principal) => principal?.addonId === addonId)) asked.add(channel.URI.spec);
      } };
      Services.obs.addObserver(observer, 'http-on-opening-request');
      Services.ringsideAsked = asked;
    \`, sandbox);
    Services.ringsideAsked = sandbox.Services.ringsideAsked;
  })()`);
}

/** Returns the recorded addresses. Empty if recording was not started. */
export const recordedRequests = async (internals: Internals): Promise<readonly string[]> =>
  v.parse(v.array(v.string()), await internals(`[...(Services.ringsideAsked ?? [])]`));
