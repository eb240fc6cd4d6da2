/** The differences between the two browsers, in one place. */
import browser from 'webextension-polyfill';
import type { Settings } from '../domain/settings/settings.ts';

/**
 * True in Firefox. Its background is an event page, and its notifications have no `silent`, `buttons` or
 * `update`.
 */
export const isFirefox = browser.runtime.getURL('').startsWith('moz-extension:');

/**
 * Settings whose default depends on the browser. In Firefox a new window takes the keyboard even when asked
 * not to (docs/browsers.md 2), so no call window opens by default.
 */
export const browserDefaults: Partial<Settings> = isFirefox ? { callWindow: false } : {};
