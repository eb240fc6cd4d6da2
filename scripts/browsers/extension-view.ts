import * as v from 'valibot';
import type { Browser, Page } from 'puppeteer-core';
import type { AgentBrowser, BrowserWindow } from './agent-browser.ts';
import { createAgentPage, type AgentPage } from './agent-page.ts';
import { addressOf, callBrowserApi, loadedAddressOf, tabOf } from './page-calls.ts';
import { until, untilTrue } from './wait-for.ts';

/** The part that both browsers share: everything that an extension page or puppeteer's pages can read. */
export type ExtensionView = Pick<
  AgentBrowser,
  | 'extensionUrl'
  | 'openPage'
  | 'openTab'
  | 'extensionPages'
  | 'pages'
  | 'waitForPage'
  | 'waitForPageGone'
  | 'windows'
  | 'closeNormalWindows'
  | 'closeDriverTab'
  | 'badge'
  | 'storage'
> & {
  /** Calls `browser.<path>` in an extension page, e.g. "notifications.getAll". */
  callApi(path: string, ...args: unknown[]): Promise<unknown>;
  /** All pages but the driver's own, with the addresses that they report. */
  located(): Promise<Located[]>;
};

export interface Located {
  readonly page: Page;
  readonly url: string;
}

/** How long a list of pages counts as current, in ms. */
const REFRESH_MS = 250;

type Which = string | ((url: URL) => boolean);

const nameOf = (which: Which): string => (typeof which === 'string' ? which : 'of the kind awaited');

const windowsSchema = v.array(
  v.object({
    id: v.number(),
    type: v.picklist(['normal', 'popup']),
    focused: v.boolean(),
    state: v.string(),
    left: v.number(),
    top: v.number(),
    width: v.number(),
    height: v.number(),
  }),
);

const tabSchema = v.object({ id: v.number() });

/**
 * Creates the view. `observer` is a page that already shows the extension's manifest.json. `dress` prepares a
 * page before its first use (colour scheme). `refreshPages` updates the driver's list of pages, for browsers
 * where that list is unreliable.
 */
export function createExtensionView(
  browser: Browser,
  extensionUrl: string,
  observer: Page,
  dress: (page: Page) => Promise<void>,
  refreshPages: () => Promise<void> = () => Promise.resolve(),
): ExtensionView {
  const known = new WeakMap<Page, AgentPage>();
  let refreshedAt = 0;
  let observerIsThere = true;
  let opened = 0;

  async function agentPage(page: Page): Promise<AgentPage> {
    const made = known.get(page) ?? createAgentPage(page);
    if (!known.has(page)) {
      known.set(page, made);
      await dress(page);
    }
    return made;
  }

  async function located(): Promise<Located[]> {
    if (performance.now() - refreshedAt > REFRESH_MS) {
      refreshedAt = performance.now();
      await refreshPages();
    }
    const pages = (await browser.pages()).filter((page) => page !== observer);
    const all = await Promise.all(pages.map(async (page) => ({ page, url: await addressOf(page) })));
    return all.flatMap(({ page, url }) => (url === undefined ? [] : [{ page, url }]));
  }

  async function ownPages(): Promise<Located[]> {
    return (await located()).filter(({ url }) => url.startsWith(extensionUrl));
  }

  // After the observer has closed, any page of the extension is used instead.
  async function callApi(path: string, ...args: unknown[]): Promise<unknown> {
    const page = observerIsThere ? observer : (await ownPages())[0]?.page;
    if (page === undefined)
      throw new Error(`${path} cannot be asked: no page of the extension is open any more`);
    return callBrowserApi(page, path, args);
  }

  async function windows(): Promise<BrowserWindow[]> {
    return v.parse(windowsSchema, await callApi('windows.getAll'));
  }

  // A page of the extension can say in which tab it is. So it is told from those that the extension opens by
  // itself at the same moment.
  async function openPage(name: string, query = ''): Promise<AgentPage> {
    const tabId = await createTab(`${extensionUrl}${name}${query}`);
    const page = await until(
      'new tab',
      async () => {
        const pages = (await ownPages()).map((each) => each.page);
        const tabs = await Promise.all(pages.map(tabOf));
        return pages[tabs.indexOf(tabId)];
      },
      listed,
    );
    await untilTrue(
      `end of loading ${name}`,
      async () => (await loadedAddressOf(page))?.startsWith(extensionUrl) === true,
      listed,
    );
    return agentPage(page);
  }

  // A web page cannot, so its tab opens a unique address first.
  async function openTab(url: string): Promise<AgentPage> {
    opened += 1;
    const stopover = `${extensionUrl}manifest.json#${String(opened)}`;
    const tabId = await createTab(stopover);
    const page = await until(
      'new tab',
      async () => (await located()).find((each) => each.url === stopover)?.page,
      listed,
    );
    await callApi('tabs.update', tabId, { url });
    await untilTrue(
      `end of loading ${url}`,
      async () => ![undefined, stopover, 'about:blank'].includes(await loadedAddressOf(page)),
      listed,
    );
    return agentPage(page);
  }

  // Names the window, because Firefox would put the tab into the call window if that has the focus.
  async function createTab(url: string): Promise<number> {
    const windowId = (await windows()).find(({ type }) => type === 'normal')?.id;
    if (windowId !== undefined) return v.parse(tabSchema, await callApi('tabs.create', { url, windowId })).id;
    return v.parse(v.object({ tabs: v.tuple([tabSchema]) }), await callApi('windows.create', { url })).tabs[0]
      .id;
  }

  async function thatFit(which: Which): Promise<Page[]> {
    const fits = typeof which === 'string' ? (url: URL) => url.pathname.endsWith(which) : which;
    return (await located()).filter(({ url }) => fits(new URL(url))).map(({ page }) => page);
  }

  /** Describes all pages, including those that do not answer. */
  async function listed(): Promise<string> {
    const pages = (await browser.pages()).filter((page) => page !== observer);
    const all = await Promise.all(
      pages.map((page) =>
        page
          .evaluate('location.href')
          .catch((reason: unknown) => `one that does not answer (${String(reason)})`),
      ),
    );
    return all.map(String).join(', ') || 'no page';
  }

  return {
    extensionUrl,
    callApi,
    located,
    windows,
    openTab,
    openPage,
    extensionPages: async () => Promise.all((await ownPages()).map(({ page }) => agentPage(page))),
    pages: async () => Promise.all((await located()).map(({ page }) => agentPage(page))),
    async waitForPage(which, timeoutMs) {
      return agentPage(
        await until(`page ${nameOf(which)}`, async () => (await thatFit(which))[0], listed, timeoutMs),
      );
    },
    waitForPageGone: (which, timeoutMs) =>
      untilTrue(
        `end of page ${nameOf(which)}`,
        async () => (await thatFit(which)).length === 0,
        listed,
        timeoutMs,
      ),
    async closeNormalWindows() {
      const survivor = (await ownPages()).find(({ url }) => url.includes('call.html'));
      if (survivor === undefined)
        throw new Error('Without a call window the browser would end with its last window');
      observerIsThere = false;
      for (const { id, type } of await windows())
        if (type === 'normal') await callBrowserApi(survivor.page, 'windows.remove', [id]);
    },
    async closeDriverTab() {
      observerIsThere = false;
      await observer.close();
    },
    badge: async () => ({
      text: v.parse(v.string(), await callApi('action.getBadgeText', {})),
      title: v.parse(v.string(), await callApi('action.getTitle', {})),
    }),
    storage: async (area) =>
      v.parse(v.record(v.string(), v.unknown()), await callApi(`storage.${area}.get`, null)),
  };
}
