/** What follows when the card is no longer on top of all windows. Pure. */
import type { CallState } from '../calls/state.ts';
import { windowCards } from '../calls/selectors.ts';
import type { Settings } from '../settings/settings.ts';
import { alertFor, type AlertContext, mayNotify } from './alert-policy.ts';
import type { Effect } from './effects.ts';
import { showOn } from './side-effects.ts';

/**
 * Returns the effects that write the end into the ring log, and that show the calls that still ring on the
 * other surfaces. The sound of a ring goes on, so it does not begin again.
 */
export function effectsOfOnTopEnd(state: CallState, settings: Settings, context: AlertContext): Effect[] {
  const { who: whose, isCrowd } = state;
  const shown = windowCards(state)
    .filter(({ phase, alerts }) => phase === 'ringing' && alerts > 0)
    .flatMap((call): Effect[] => [
      // Chrome alerts again only after a notification is removed.
      { kind: 'clear-notification', callId: call.callId },
      ...showOn(alertFor(call, settings, context), call.callId, isCrowd),
    ])
    .filter(({ kind }) => kind !== 'sound');
  if (isCrowd && mayNotify(settings, context)) shown.push({ kind: 'notify-crowd', silent: settings.sound });
  return whose === null ? shown : [{ kind: 'log-on-top-end', whose, at: context.at }, ...shown];
}
