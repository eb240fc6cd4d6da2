import type { Page } from 'puppeteer-core';

/**
 * Calls `browser.<path>` in an extension page. Returns the result as JSON. Rejects with the browser's own
 * error.
 */
export async function callBrowserApi(page: Page, path: string, args: unknown[]): Promise<unknown> {
  return page.evaluate(
    (names, values) => {
      const { browser, chrome } = globalThis as unknown as {
        browser?: Record<string, never>;
        chrome?: Record<string, never>;
      };
      const owner = names
        .slice(0, -1)
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], browser ?? chrome);
      return (owner as Record<string, (...args: unknown[]) => unknown>)[names.at(-1) ?? '']?.(...values);
    },
    path.split('.'),
    args,
  );
}

/**
 * Returns the address that the page itself reports, because puppeteer calls every extension page in Firefox
 * about:blank. Undefined when the page is gone.
 */
export async function addressOf(page: Page): Promise<string | undefined> {
  return ask(page, 'location.href');
}

/**
 * Like `addressOf`, but also undefined while the page is loading, because its scripts may not have run yet.
 */
export async function loadedAddressOf(page: Page): Promise<string | undefined> {
  // Firefox's error page for an unreachable address stays at "interactive".
  return ask(
    page,
    'document.readyState === "complete" || document.documentURI.startsWith("about:neterror") ? location.href : undefined',
  );
}

/** Returns the id of the tab of an extension page. Undefined when the page is gone, or in no tab. */
export async function tabOf(page: Page): Promise<number | undefined> {
  return ask(page, '(globalThis.browser ?? chrome).tabs.getCurrent().then((tab) => tab?.id)');
}

async function ask<T extends string | number>(page: Page, expression: string): Promise<T | undefined> {
  try {
    return (await page.evaluate(expression)) as T | undefined;
  } catch {
    // The page closed or was replaced during the query, so it has no address to wait for.
    return undefined;
  }
}
