/** Decides whether a call alerts and on which surfaces. */
import { type Call, isIncoming, isLive } from '../calls/call.ts';
import type { KnownCaller } from '../calls/lookup-result.ts';
import { isTalk } from '../calls/legs.ts';
import type { Settings } from '../settings/settings.ts';
import type { SoundName } from '../rules/sounds.ts';
import type { WeekTime } from '../rules/work-hours.ts';
import type { Millis } from '../common/types.ts';

/** What decides on an alert besides the calls: the moment, and what the agent sees on the screen. */
export interface AlertContext {
  readonly at: Millis;
  readonly week: WeekTime;
  /**
   * True while the agent can see a side panel. It shows the ring, so the call window stays closed. A side
   * panel in a minimised window is open but not visible.
   */
  readonly isSidePanelVisible: boolean;
  /** True while a card stays on top of all windows. It shows the ring, so the call window stays closed. */
  readonly isOnTop: boolean;
  /** True when the worker looks for the caller of each ring. */
  readonly findsCaller?: boolean;
  /** What is known of the caller who rings now, if the worker has looked before it judges the ring. */
  readonly known?: KnownCaller | null;
}

/** The parts of the context that decide on surfaces. */
export type Screen = Pick<AlertContext, 'isSidePanelVisible' | 'isOnTop'>;

/**
 * True if a ring shows a notification. While the card is on top, there is none by default: the system would
 * show it in the corner where the card is, above the card.
 */
export const mayNotify = ({ notification, notifyOnTop }: Settings, { isOnTop }: Screen): boolean =>
  notification && (notifyOnTop || !isOnTop);

/** A place that announces a ring. */
export type Surface = 'on-top' | 'side-panel' | 'notification' | 'window' | 'sound';

/** How a call alerts. */
export interface Alert {
  readonly surfaces: readonly Surface[];
  /**
   * True when the notification makes no sound: Ringside plays a sound itself, the rule forbids sounds, or the
   * call was joined already talking and the agent is on it.
   */
  readonly silent: boolean;
  readonly soundName: SoundName;
}

/**
 * Returns how a call that has just rung, or was joined, alerts. A suppressed call gets no surface. The
 * setting that switches sounds off overrides a rule's sound.
 */
export function alertFor(call: Call, settings: Settings, screen: Screen): Alert {
  const { isSidePanelVisible, isOnTop } = screen;
  const ruled = call.ruleResult?.sound ?? null;
  const isMute = ruled === 'none';
  const silent = call.phase !== 'ringing' || settings.sound || isMute;
  const soundName = ruled === null || ruled === 'none' ? settings.soundName : ruled;
  if (call.suppressed !== null) return { surfaces: [], silent, soundName };
  const wanted: Readonly<Record<Surface, boolean>> = {
    'on-top': isOnTop,
    'side-panel': isSidePanelVisible,
    notification: mayNotify(settings, screen),
    window: settings.callWindow && !isSidePanelVisible && !isOnTop,
    sound: settings.sound && !isMute && call.phase === 'ringing',
  };
  return {
    surfaces: (['on-top', 'side-panel', 'notification', 'window', 'sound'] as const).filter(
      (surface) => wanted[surface],
    ),
    silent,
    soundName,
  };
}

/** A screen without pages that show rings. */
export const NO_PAGES: Screen = { isSidePanelVisible: false, isOnTop: false };

/**
 * Returns the sound that repeats now, or null for none. It belongs to the first call that rings with a
 * sound. It ends when the call stops ringing, is answered anywhere, dismissed or muted. While the agent is
 * in another call, nothing repeats in their ears.
 */
export function repeatingSound(
  calls: readonly Call[],
  settings: Settings,
): { readonly name: SoundName; readonly volume: number } | null {
  if (!settings.soundRepeat || calls.some(isInCall)) return null;
  const [name] = calls
    .filter((call) => call.alerts > 0 && call.card && isIncoming(call))
    .map((call) => alertFor(call, settings, NO_PAGES))
    .flatMap(({ surfaces, soundName }) => (surfaces.includes('sound') ? [soundName] : []));
  return name === undefined ? null : { name, volume: settings.soundVolume };
}

/** True for a call that the agent is in, or dials. A test call does not count. */
export const isInCall = ({ phase, isTest }: Call): boolean =>
  !isTest && (isTalk(phase) || phase === 'dialing');

/**
 * A server that invents calls must not flood the agent with pages and alerts. At most `MOST_AT_ONCE`
 * automatic tabs, and as many lookups, begin within `WITHIN_MS` (ms).
 */
const MOST_AT_ONCE = 5;
const WITHIN_MS = 10_000;

/**
 * Returns the recent times plus `at`, or null when that exceeds the limit. Times are in ms. After the clock
 * was set back, times that lie too far in the future are dropped.
 */
export function withinLimit(times: readonly Millis[], at: Millis): readonly Millis[] | null {
  const recent = times.filter((time) => Math.abs(at - time) < WITHIN_MS);
  return recent.length >= MOST_AT_ONCE ? null : [...recent, at];
}

/** With more notified calls than this, one notification replaces theirs. */
const CROWD_BEGINS_ABOVE = 10;
/**
 * At this number of notified calls, each gets a notification again. The gap to `CROWD_BEGINS_ABOVE` keeps
 * notifications from flickering when calls come and go at the limit.
 */
const CROWD_ENDS_AT = 5;

/** Returns the live calls that have a notification. */
export const notified = (calls: Readonly<Record<string, Call>>): readonly Call[] =>
  Object.values(calls).filter(
    (call) => isLive(call) && call.card && call.alerts > 0 && call.suppressed === null,
  );

/** Returns true when one notification stands for all calls. `was` is the previous result. */
export const isCrowd = (calls: Readonly<Record<string, Call>>, was: boolean): boolean =>
  notified(calls).length > (was ? CROWD_ENDS_AT : CROWD_BEGINS_ABOVE);
