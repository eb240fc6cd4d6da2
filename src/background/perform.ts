/** Does what the reactions name: the one place where they meet the effects. */
import browser from 'webextension-polyfill';
import type { Book } from '../domain/call-book.ts';
import type { CallId } from '../domain/call.ts';
import { summarize } from '../domain/call-summary.ts';
import { notificationText } from '../domain/presentation.ts';
import type { Reaction } from '../domain/reactions.ts';
import type { Settings } from '../domain/settings.ts';
import type { Translator } from '../platform/i18n.ts';
import { closeWindow, frontWindow, openWindow } from './effects/call-window.ts';
import { findOrOpenTab, openTab } from './effects/crm-tab.ts';
import { recordCall } from './effects/history.ts';
import { clearNotification, showNotification, type ShownNotification, updateNotification } from './effects/notification.ts';

/** What the effects need to know of the moment. */
export interface Surroundings {
  readonly settings: () => Promise<Settings>;
  readonly translator: () => Promise<Translator>;
  /** Asks the server for the full list. */
  readonly resync: () => void;
}

/** Does one reaction; `book` is the newest. Rejects where the browser refuses. */
export async function perform(reaction: Reaction, book: Book, around: Surroundings): Promise<void> {
  switch (reaction.kind) {
    case 'notify': {
      const shown = await notificationOf(reaction.callId, book, reaction.silent, around);
      return shown === null ? undefined : showNotification(reaction.callId, shown, await around.translator());
    }
    case 'update-notification': {
      const shown = await notificationOf(reaction.callId, book, true, around);
      return shown === null ? undefined : updateNotification(reaction.callId, shown, await around.translator());
    }
    case 'clear-notification':
      return clearNotification(reaction.callId);
    case 'open-window':
      return openWindow();
    case 'front-window':
      return frontWindow();
    case 'close-window':
      return closeWindow();
    case 'record': {
      const call = book.calls[reaction.callId];
      return call === undefined ? undefined : recordCall(summarize(book, call));
    }
    case 'open-tab':
      return openTab(reaction.url);
    case 'find-or-open-tab':
      return findOrOpenTab(reaction.url, reaction.before);
    case 'open-options':
      return browser.runtime.openOptionsPage();
    case 'resync':
      around.resync();
  }
}

async function notificationOf(callId: CallId, book: Book, silent: boolean, around: Surroundings): Promise<ShownNotification | null> {
  const call = book.calls[callId];
  if (call === undefined) return null;
  return { text: notificationText(summarize(book, call), call.phase, await around.settings()), ringing: call.phase === 'ringing', silent };
}
