/** Performs each kind of effect. Only this file connects effects with the code that performs them. */
import browser from 'webextension-polyfill';
import type { Surface } from '../../domain/alerts/alert-policy.ts';
import { type CallSummary, summarize } from '../../domain/calls/call-summary.ts';
import type { RingRecord } from '../../domain/history/ring-log.ts';
import type { LookupNews } from '../../domain/calls/caller-lookup.ts';
import { crowdText, notificationText } from '../../domain/alerts/texts.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Translator } from '../../platform/i18n.ts';
import { closeWindow, frontWindow, openWindow } from './call-window.ts';
import { findOpened, openTab, openTabBehind, tabsThatAre } from './crm-tab.ts';
import { erase, eraseOthers, logRing, recordCall } from './history.ts';
import { playSound } from './sound.ts';
import {
  clearCrowd,
  clearNotification,
  showCrowd,
  showNotification,
  type ShownNotification,
  updateNotification,
} from './notification.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { Book } from '../../domain/calls/state.ts';
import type { Reaction, TabWish } from '../../domain/alerts/effects.ts';
import type { Attempt } from '../engine/types.ts';

/** What the effects need to know at the moment they run. */
export interface Surroundings {
  readonly settings: () => Promise<Settings>;
  readonly translator: () => Promise<Translator>;
  /** Asks the server for a snapshot. */
  readonly resync: () => void;
  /** Reports a call to the customer's endpoint. */
  readonly lookUp: (news: LookupNews, call: CallSummary, settings: Settings) => void;
  readonly now: () => Millis;
}

/** Performs one effect. `book` is the newest state. Rejects where the browser refuses. */
export async function perform(
  reaction: Reaction,
  book: Book,
  { failed, readyAt, amend }: Attempt,
  around: Surroundings,
): Promise<void> {
  switch (reaction.kind) {
    case 'notify': {
      const shown = await notificationOf(reaction.callId, book, reaction.silent, around);
      const again = (book.calls[reaction.callId]?.alerts ?? 0) > 1;
      return shown === null
        ? undefined
        : showNotification(reaction.callId, shown, again, await around.translator());
    }
    case 'update-notification': {
      const shown = await notificationOf(reaction.callId, book, true, around);
      return shown === null
        ? undefined
        : updateNotification(reaction.callId, shown, await around.translator());
    }
    case 'clear-notification':
      return clearNotification(reaction.callId);
    case 'notify-crowd':
      return showCrowd(crowdText(book), reaction.silent, await around.translator());
    case 'clear-crowd':
      return clearCrowd();
    case 'open-window':
      return openWindow();
    case 'front-window':
      return frontWindow();
    case 'close-window':
      return closeWindow();
    case 'record': {
      const call = book.calls[reaction.callId];
      return call === undefined || book.who === null
        ? undefined
        : recordCall(book.who, summarize(book, call), await around.settings(), around.now());
    }
    case 'sound':
      return playSound(reaction.name, (await around.settings()).soundVolume);
    case 'look-up': {
      const call = book.calls[reaction.callId];
      if (call !== undefined) around.lookUp(reaction, summarize(book, call), await around.settings());
      return;
    }
    case 'log-ring': {
      const { whose, callId, heardAt, way, quiet } = reaction;
      if (whose === null) return;
      const surfaces = reaction.surfaces.filter(
        (surface) =>
          !failed.some(
            (each) =>
              SURFACE_REACTIONS[surface].includes(each.kind) &&
              (!('callId' in each) || each.callId === callId),
          ),
      );
      const shownAt = surfaces.length === 0 ? null : readyAt;
      const reason = quiet ?? (shownAt === null ? 'failed' : null);
      const ring: RingRecord = { callId, heardAt, way, surfaces, shownAt, reason };
      return logRing(whose, ring, await around.settings(), around.now());
    }
    case 'open-tab': {
      const before = await tabsThatAre();
      // Opens the tab even if the open tabs are unknown. It then opens twice only if the worker dies at this
      // moment.
      if (before !== null) await amend({ ...reaction, before });
      return openCrm(reaction, around);
    }
    case 'find-or-open-tab':
      return (await findOpened(reaction.url, reaction.before)) ? undefined : openCrm(reaction, around);
    case 'erase':
      return erase(reaction.whose);
    case 'erase-others':
      return eraseOthers(reaction.whose);
    case 'open-options':
      return browser.runtime.openOptionsPage();
    case 'resync':
      around.resync();
  }
}

const openCrm = async ({ url, behind }: TabWish, around: Surroundings): Promise<void> =>
  behind ? openTabBehind(url) : openTab(url, (await around.settings()).reuseTab);

/** The effects that show a ring on each surface. The side panel needs none. */
const SURFACE_REACTIONS: Readonly<Record<Surface, readonly Reaction['kind'][]>> = {
  desk: [],
  notification: ['notify', 'notify-crowd'],
  window: ['open-window'],
  sound: ['sound'],
};

async function notificationOf(
  callId: CallId,
  book: Book,
  silent: boolean,
  around: Surroundings,
): Promise<ShownNotification | null> {
  const call = book.calls[callId];
  if (call === undefined) return null;
  return {
    text: notificationText(summarize(book, call), call.phase, await around.settings()),
    ringing: call.phase === 'ringing',
    silent,
  };
}
