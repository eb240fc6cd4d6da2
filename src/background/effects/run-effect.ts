/** Performs each kind of effect. Only this file connects effects with the code that performs them. */
import browser from 'webextension-polyfill';
import type { Surface } from '../../domain/alerts/alert-policy.ts';
import type { Call } from '../../domain/calls/call.ts';
import { summarize } from '../../domain/callers/summarize.ts';
import type { RingRecord } from '../../domain/history/ring-log.ts';
import type { LookupRequest } from '../../domain/calls/caller-lookup.ts';
import { crowdText, notificationText } from '../../domain/alerts/texts.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Translator } from '../../platform/i18n.ts';
import type { ReportedCall } from './caller-lookup.ts';
import { closeWindow, frontWindow, openWindow } from './call-window.ts';
import { findOpened, openTab, openTabBehind, tabsThatAre } from './crm-tab.ts';
import { erase, eraseOthers, logOnTopEnd, logRing, recordCall } from './history.ts';
import { keepLabels, readLabels } from './labels.ts';
import { markCallback } from './done-callbacks.ts';
import { keepMissed } from './missed-calls.ts';
import { openPanel } from './panel-tab.ts';
import { playSound } from './sound.ts';
import {
  clearCrowd,
  clearNotification,
  showCrowd,
  showNotification,
  type ShownNotification,
  updateNotification,
} from './notification.ts';
import type { KnownLabels } from '../../domain/common/caller/known-labels.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { CallState } from '../../domain/calls/state.ts';
import type { Effect, TabWish } from '../../domain/alerts/effects.ts';
import type { Attempt } from '../engine/types.ts';

/** What the effects need to know at the moment they run. */
export interface EffectContext {
  readonly settings: () => Promise<Settings>;
  readonly translator: () => Promise<Translator>;
  /** Asks the server for a snapshot. */
  readonly resync: () => void;
  /** Reports a call to the customer's endpoint. */
  readonly requestLookup: (news: LookupRequest, call: ReportedCall, settings: Settings) => void;
  /** Finds out who is calling. Resolves when the state has the result. */
  readonly findCaller: (call: Call, whose: string | null) => Promise<void>;
  /** Takes over what is stored of the labels of a user. */
  readonly labelsRead: (whose: string, labels: KnownLabels) => void;
  /** Resolves to whether a page of that kind is visible. Waits a moment for a page that is still opening. */
  readonly isPageVisible: (kind: 'call-window') => Promise<boolean>;
  readonly now: () => Millis;
}

/** Performs one effect. `state` is the newest state. Rejects where the browser refuses. */
export async function runEffect(
  effect: Effect,
  state: CallState,
  { failed, readyAt, amend }: Attempt,
  context: EffectContext,
): Promise<void> {
  switch (effect.kind) {
    case 'notify': {
      const shown = await notificationOf(effect.callId, state, effect.silent, context);
      const again = (state.calls[effect.callId]?.alerts ?? 0) > 1;
      return shown === null
        ? undefined
        : showNotification(effect.callId, shown, again, await context.translator());
    }
    case 'update-notification': {
      const shown = await notificationOf(effect.callId, state, true, context);
      return shown === null
        ? undefined
        : updateNotification(effect.callId, shown, await context.translator());
    }
    case 'clear-notification':
      return clearNotification(effect.callId);
    case 'notify-crowd':
      return showCrowd(crowdText(state), effect.silent, await context.translator());
    case 'clear-crowd':
      return clearCrowd();
    case 'open-window':
      return openWindow();
    case 'front-window':
      return frontWindow();
    case 'close-window':
      return closeWindow();
    case 'record': {
      const call = state.calls[effect.callId];
      if (call === undefined || state.who === null) return;
      const settings = await context.settings();
      return recordCall(state.who, summarize(state, call, settings.region), settings, context.now());
    }
    case 'sound':
      return playSound(effect.name, (await context.settings()).soundVolume);
    case 'look-up': {
      const call = state.calls[effect.callId];
      if (call === undefined) return;
      const settings = await context.settings();
      const reported = {
        ...summarize(state, call, settings.region),
        received: call.received,
        isAsking: call.lookup?.kind === 'asking',
      };
      context.requestLookup(effect, reported, settings);
      return;
    }
    case 'find-caller': {
      const call = state.calls[effect.callId];
      return call === undefined ? undefined : context.findCaller(call, state.who);
    }
    case 'log-ring': {
      const { whose, callId, heardAt, way, quiet } = effect;
      if (whose === null) return;
      const surfaces = effect.surfaces.filter(
        (surface) =>
          !failed.some(
            (each) =>
              SURFACE_EFFECTS[surface].includes(each.kind) && (!('callId' in each) || each.callId === callId),
          ),
      );
      const shownAt = surfaces.length === 0 ? null : readyAt;
      const reason = quiet ?? (shownAt === null ? 'failed' : null);
      const confirmed = await confirm(surfaces, context);
      const ring: RingRecord = { callId, heardAt, way, surfaces, confirmed, shownAt, reason };
      return logRing(whose, ring, await context.settings(), context.now(), effect.isMore);
    }
    case 'log-on-top-end':
      return logOnTopEnd(effect.whose, effect.at, await context.settings(), context.now());
    case 'open-tab': {
      const before = await tabsThatAre();
      // Opens the tab even if the open tabs are unknown. It then opens twice only if the worker dies at this
      // moment.
      if (before !== null) await amend({ ...effect, before });
      return openCrm(effect, context);
    }
    case 'find-or-open-tab':
      return (await findOpened(effect.url, effect.before)) ? undefined : openCrm(effect, context);
    case 'keep-missed':
      return keepMissed(effect.whose, effect.missed, await context.settings(), context.now());
    case 'read-labels':
      context.labelsRead(
        effect.whose,
        await readLabels(effect.whose, await context.settings(), context.now()),
      );
      return;
    case 'keep-labels':
      return keepLabels(effect.whose, effect.labels, await context.settings());
    case 'mark-callback':
      return markCallback(effect.whose, effect, await context.settings(), context.now());
    case 'erase':
      return erase(effect.whose);
    case 'erase-others':
      return eraseOthers(effect.whose);
    case 'open-options':
      return browser.runtime.openOptionsPage();
    case 'open-panel':
      return openPanel(effect.pastCall);
    case 'resync':
      context.resync();
  }
}

const openCrm = async ({ url, behind }: TabWish, context: EffectContext): Promise<void> =>
  behind ? openTabBehind(url) : openTab(url, (await context.settings()).reuseTab);

/**
 * Returns the surfaces that certainly reached the agent. The side panel and the card on top were chosen
 * because they were visible. No system reports whether it showed a notification.
 */
async function confirm(surfaces: readonly Surface[], context: EffectContext): Promise<readonly Surface[]> {
  const isWindowVisible = surfaces.includes('window') && (await context.isPageVisible('call-window'));
  return surfaces.filter(
    (surface) => surface !== 'notification' && (surface !== 'window' || isWindowVisible),
  );
}

/** The effects that show a ring on each surface. Pages of ours need none. */
const SURFACE_EFFECTS: Readonly<Record<Surface, readonly Effect['kind'][]>> = {
  'on-top': [],
  'side-panel': [],
  notification: ['notify', 'notify-crowd'],
  window: ['open-window'],
  sound: ['sound'],
};

async function notificationOf(
  callId: CallId,
  state: CallState,
  silent: boolean,
  context: EffectContext,
): Promise<ShownNotification | null> {
  const call = state.calls[callId];
  if (call === undefined) return null;
  const settings = await context.settings();
  return {
    text: notificationText(summarize(state, call, settings.region), call.phase, settings),
    ringing: call.phase === 'ringing',
    silent,
  };
}
