import type { Browser } from 'puppeteer-core';

/** Resolves when the browser has ended or can no longer be reached. */
export function untilGone(browser: Browser): Promise<void> {
  return new Promise((resolve) => {
    if (!browser.connected) resolve();
    browser.once('disconnected', () => resolve());
  });
}
