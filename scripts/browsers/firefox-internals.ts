import type { Browser } from 'puppeteer-core';
import * as v from 'valibot';

/** Evaluates in Firefox's own (chrome) scope, where everything is known and allowed; the value comes back through JSON. */
export type Internals = (expression: string) => Promise<unknown>;

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>;
  /** Hands an event on as if Firefox had sent it. */
  emit(method: string, params: unknown): void;
}

/** Puppeteer offers no way to the chrome scope nor to contexts that it missed, so we use the connection that it holds. */
const connectionOf = (browser: Browser): BidiConnection =>
  (browser as unknown as { readonly connection: BidiConnection }).connection;

const treeSchema = v.object({ contexts: v.array(v.object({ context: v.string(), url: v.string() })) });
const answerSchema = v.variant('type', [
  v.object({ type: v.literal('success'), result: v.object({ value: v.optional(v.string()) }) }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
]);

/** Opens the way to Firefox's internals; needs `--remote-allow-system-access`. */
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
 * Brings puppeteer's list of pages up to date with Firefox's own. Firefox sometimes announces a new tab by an id that it then gives up, while the
 * tab moves to the extension's process: puppeteer keeps a page that answers nothing, and never hears of the true one.
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

// Headless Firefox closes a notification the moment it appears, for want of a desktop. This stands in for the desktop: it keeps
// what is shown, so that getAll is true and a click can be made. It lives in a sandbox that the service registry keeps alive,
// not in the window that happened to be there.
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
      isDisplayEffect(name) { return shown.has(name); },
      click(name) { const { listener, cookie } = shown.get(name); listener?.observe(null, 'alertclickcallback', cookie); end(name); },
    };
    desktop.wrappedJSObject = desktop;
    const factory = { QueryInterface: ChromeUtils.generateQI(['nsIFactory']), createInstance: (iid) => desktop.QueryInterface(iid) };
    Components.manager.QueryInterface(Ci.nsIComponentRegistrar)
      .registerFactory(Services.uuid.generateUUID(), 'Desktop of the tests', '@mozilla.org/alerts-service;1', factory);
  \`, sandbox);
})()`;
const DESKTOP = `Cc['@mozilla.org/alerts-service;1'].getService(Ci.nsIAlertsService).wrappedJSObject`;

/** Puts the stand-in for the desktop's notifications in place. */
export async function standInForDesktop(internals: Internals): Promise<void> {
  await internals(STAND_IN);
}

/** True when the notification has reached the desktop: `getAll` names it a little before, while its icon is being decoded. */
export async function isOnDesktop(internals: Internals, id: string): Promise<boolean> {
  return (await internals(`${DESKTOP}.isDisplayEffect(${JSON.stringify(id)})`)) === true;
}

/** Clicks it, whereupon it goes, as on real desktops. */
export async function clickOnDesktop(internals: Internals, id: string): Promise<void> {
  await internals(`${DESKTOP}.click(${JSON.stringify(id)})`);
}

/** Begins to keep the address of every request that an add-on makes. */
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

/** What was kept; nothing where it was not begun. */
export const recordedRequests = async (internals: Internals): Promise<readonly string[]> =>
  v.parse(v.array(v.string()), await internals(`[...(Services.ringsideAsked ?? [])]`));
