/** What cannot be the same in the two browsers, in one place. */
import browser from 'webextension-polyfill';
import type { Settings } from '../domain/settings/settings.ts';

/** Firefox has an event page for a background and no `silent`, `buttons` or `update` for notifications. */
export const isFirefox = browser.runtime.getURL('').startsWith('moz-extension:');

/** In Firefox a window that opens takes the keyboard even when asked not to (docs/browsers.md 2), so none opens by default. */
export const browserDefaults: Partial<Settings> = isFirefox ? { callWindow: false } : {};
