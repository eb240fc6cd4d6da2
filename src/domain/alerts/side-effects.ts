/**
 * One step of the state: what an event changes, and the effects that follow. Each effect can run twice
 * without harm, because it is identified by the call id. Pure.
 */
import { type Alert, type AlertContext, alertFor, mayNotify, notified } from './alert-policy.ts';
import { type Call, isLive } from '../calls/call.ts';
import { mainLink } from '../crm/call-links.ts';
import { summarize } from '../callers/summarize.ts';
import { isCallerSought } from '../callers/needs.ts';
import { lookupRequestOf, withPickedMatch } from '../calls/caller-lookup.ts';
import type { Settings } from '../settings/settings.ts';
import { evaluateAlert } from './evaluate.ts';
import type { CallEvent } from '../calls/events.ts';
import { reduce } from '../calls/reducer.ts';
import { labelEffects, learnLabels } from './label-learning.ts';
import type { CallState } from '../calls/state.ts';
import { canonicalId } from '../calls/update-call.ts';
import type { CallId } from '../common/types.ts';
import { windowCards } from '../calls/selectors.ts';
import type { Effect } from './effects.ts';

/** The state after an event, and the effects in the order in which they must run. */
export interface Transition {
  /** The same object as before when the event changes nothing. */
  readonly state: CallState;
  readonly effects: readonly Effect[];
}

/** Applies an event to the state, decides how its calls alert, and returns what the worker must do. */
export function transition(
  state: CallState,
  event: CallEvent,
  settings: Settings,
  context: AlertContext,
): Transition {
  const learnt = learnLabels(state, reduce(state, event), settings.region, context.at);
  const next = evaluateAlert(state, learnt, settings, context);
  const stored = event.kind === 'labels-read' ? event.labels : state.labels;
  return {
    state: next,
    effects:
      next === state
        ? []
        : [...effectsOf(state, next, settings, context), ...labelEffects(state, stored, next)],
  };
}

/**
 * Returns the effects that the change from `before` to `after` requires, in the order in which they must run.
 */
export function effectsOf(
  before: CallState,
  after: CallState,
  settings: Settings,
  context: AlertContext,
): Effect[] {
  const effects: Effect[] = [];
  for (const call of Object.values(after.calls)) {
    const old = before.calls[call.callId];
    if (old === call) continue;
    effects.push(
      ...alerts(old, call, after, settings, context),
      ...pop(old, call, after, settings, context),
      ...requestLookup(old, call, settings),
      ...(context.findsCaller === true ? findCaller(old, call) : []),
      ...record(old, call),
    );
  }
  for (const call of Object.values(before.calls)) {
    if (isLive(call) && after.calls[call.callId] === undefined && call.alerts > 0)
      effects.push({ kind: 'clear-notification', callId: call.callId });
  }
  effects.push(...crowdEffects(before, after, effects, settings, context));
  if (after.who !== null && after.who === before.who && after.missed !== before.missed)
    effects.push({ kind: 'keep-missed', whose: after.who, missed: after.missed });
  const doubts = Object.values(after.calls).some((call) => isDoubtedAnew(before.calls[call.callId], call));
  if (doubts || hasNewLine(before, after)) effects.push({ kind: 'resync' });
  if (windowCards(before).length > 0 && windowCards(after).length === 0)
    effects.push({ kind: 'close-window' });
  return effects;
}

function alerts(
  old: Call | undefined,
  call: Call,
  state: CallState,
  settings: Settings,
  context: AlertContext,
): Effect[] {
  const { callId } = call;
  if (call.alerts > (old?.alerts ?? 0))
    return announce(call, alertFor(call, settings, context), state, context);
  if (call.alerts === 0 || old === undefined) return [];
  const hidden = old.card && !call.card;
  if (isLive(old) && (!isLive(call) || hidden)) return [{ kind: 'clear-notification', callId }];
  return isLive(call) && call.card && (old.phase !== call.phase || isNamedAnew(old, call))
    ? [{ kind: 'update-notification', callId }]
    : [];
}

/**
 * Returns the effects that show a ring on the surfaces of its alert, and that write it into the ring log. A
 * test call is not written. `isMore`: see `Effect`.
 */
export function announce(
  { callId, isTest, late, suppressed: quiet }: Call,
  alert: Alert,
  { who: whose, isCrowd }: CallState,
  { at: heardAt }: AlertContext,
  isMore?: true,
): Effect[] {
  const shown = showOn(alert, callId, isCrowd);
  const way = late ? 'late' : 'live';
  const { surfaces } = alert;
  return isTest
    ? shown
    : [...shown, { kind: 'log-ring', whose, callId, heardAt, way, surfaces, quiet, isMore }];
}

/** Returns the effects that show a ring on the surfaces of its alert. */
const showOn = ({ surfaces, silent, soundName }: Alert, callId: CallId, isCrowd: boolean): Effect[] =>
  surfaces.flatMap((surface): Effect[] => {
    switch (surface) {
      case 'notification':
        return isCrowd ? [] : [{ kind: 'notify', callId, silent }];
      case 'window':
        return [{ kind: 'open-window' }];
      case 'sound':
        return [{ kind: 'sound', name: soundName }];
      case 'on-top':
      case 'side-panel':
        // These pages show the state by themselves.
        return [];
    }
  });

/** Effects on the notification that stands for all calls. `effects` holds the effects of the single calls. */
function crowdEffects(
  before: CallState,
  after: CallState,
  effects: readonly Effect[],
  settings: Settings,
  context: AlertContext,
): Effect[] {
  if (!after.isCrowd && !before.isCrowd) return [];
  const [was, is] = [notified(before.calls), notified(after.calls)];
  const notifies = mayNotify(settings, context);
  if (!after.isCrowd) {
    const alone = notifies
      ? is.filter((call) => !effects.some((each) => each.kind === 'notify' && each.callId === call.callId))
      : [];
    return [
      { kind: 'clear-crowd' },
      ...alone.map(({ callId }): Effect => ({ kind: 'notify', callId, silent: true })),
    ];
  }
  const begins: readonly Effect[] = before.isCrowd
    ? []
    : was.map(({ callId }) => ({ kind: 'clear-notification', callId }));
  const isNews = effects.some((each) => each.kind === 'log-ring' && each.surfaces.includes('notification'));
  const silent = !isNews || settings.sound;
  return [
    ...begins,
    ...(notifies && (isNews || is.length !== was.length) ? [{ kind: 'notify-crowd', silent } as const] : []),
  ];
}

/** The page of a call whose link `evaluateAlert` has found due. */
function pop(
  old: Call | undefined,
  call: Call,
  state: CallState,
  settings: Settings,
  { at }: AlertContext,
): Effect[] {
  if (call.autoOpened !== 'opened' || old?.autoOpened === 'opened') return [];
  const link = mainLink(summarize(state, withPickedMatch(call), settings.region), settings);
  return link.kind === 'link' ? [{ kind: 'open-tab', url: link.url, before: null, at, behind: true }] : [];
}

function requestLookup(old: Call | undefined, call: Call, { lookupUrl, crmAdapter }: Settings): Effect[] {
  const isAsked = lookupUrl !== '' || (crmAdapter !== '' && call.lookup?.kind === 'asking');
  const news = !isAsked || call.lookupSkipped ? null : lookupRequestOf(old, call);
  return news === null ? [] : [{ kind: 'look-up', ...news }];
}

/** Each ring looks for the caller once more, because the contacts may have changed. */
const findCaller = (old: Call | undefined, call: Call): Effect[] =>
  call.known === (old?.known ?? null) && isCallerSought(old, call)
    ? [{ kind: 'find-caller', callId: call.callId }]
    : [];

/** True when a source has said something new about the caller, or a label turned out to be no name. */
const isNamedAnew = (old: Call | undefined, call: Call): boolean =>
  (call.lookup?.kind === 'found' && old?.lookup !== call.lookup) ||
  (call.known !== null && old?.known !== call.known) ||
  old?.sharedLabels?.join() !== call.sharedLabels?.join();

/** True when the call outlived its `verifyAt` time, and that time was put off. */
const isDoubtedAnew = (old: Call | undefined, call: Call): boolean =>
  old !== undefined &&
  isLive(old) &&
  isLive(call) &&
  old.rings === call.rings &&
  old.verifyAt !== call.verifyAt;

/**
 * True when the agent moved to another line or picked one. A call that already rings there has produced no
 * event.
 */
function hasNewLine(before: CallState, after: CallState): boolean {
  if (before.who !== after.who || before.who === null) return false;
  if (before.scope !== after.scope) return true;
  // A snapshot that names a line also contains its calls; an event does not.
  return (
    before.hasSnapshot &&
    after.hasSnapshot &&
    after.scope.kind === 'picked' &&
    Object.keys(after.lines).some((lineId) => !Object.hasOwn(before.lines, lineId))
  );
}

function record(old: Call | undefined, call: Call): Effect[] {
  if (call.direction === 'spy' || call.isTest) return [];
  const turned =
    isNamedAnew(old, call) ||
    old?.rings !== call.rings ||
    old.talkingAt !== call.talkingAt ||
    old.endedAt !== call.endedAt ||
    old.outcome !== call.outcome ||
    old.answeredBy !== call.answeredBy;
  return turned ? [{ kind: 'record', callId: call.callId }] : [];
}

/**
 * Returns the effects of a click on a notification. `callId` is its call, or null for the one notification
 * that stands for all calls. The call window opens if it has the card. The notification of a finished call
 * may stay in the system's list for days, even over a restart: it opens the panel at that call, and is
 * removed.
 */
export function effectsOfClick(callId: CallId | null, state: CallState): readonly Effect[] {
  const cards = windowCards(state);
  if (callId === null)
    return cards.length > 0
      ? [{ kind: 'front-window' }]
      : [{ kind: 'clear-crowd' }, { kind: 'open-panel', pastCall: null }];
  const known = canonicalId(state, callId);
  return cards.some((call) => call.callId === known)
    ? [{ kind: 'front-window' }]
    : [
        { kind: 'clear-notification', callId },
        { kind: 'open-panel', pastCall: known },
      ];
}
