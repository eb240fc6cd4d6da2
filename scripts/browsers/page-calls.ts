import type { Page } from 'puppeteer-core';

/** Calls `browser.<path>` in an extension page; the answer comes as JSON. Rejects with the browser's own error. */
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

/** A page's address, asked of itself: puppeteer calls every extension page in Firefox about:blank. Undefined when it has gone. */
export async function addressOf(page: Page): Promise<string | undefined> {
  return ask(page, 'location.href');
}

/** Like `addressOf`; undefined also while the page is still loading, when its scripts may not have run. */
export async function loadedAddressOf(page: Page): Promise<string | undefined> {
  // Firefox's own page about an address that it cannot reach never gets beyond "interactive".
  return ask(
    page,
    'document.readyState === "complete" || document.documentURI.startsWith("about:neterror") ? location.href : undefined',
  );
}

async function ask(page: Page, expression: string): Promise<string | undefined> {
  try {
    return (await page.evaluate(expression)) as string | undefined;
  } catch {
    // It went away, or was replaced, while being asked: it has no address that could be waited for.
    return undefined;
  }
}
