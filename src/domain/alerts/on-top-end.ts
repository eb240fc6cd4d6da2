/** What follows when the card is no longer on top of all windows. Pure. */
import type { CallState } from '../calls/state.ts';
import { windowCards } from '../calls/selectors.ts';
import type { Settings } from '../settings/settings.ts';
import { alertFor, type AlertContext, mayNotify } from './alert-policy.ts';
import type { Effect } from './effects.ts';
import { logOf, showOn } from './side-effects.ts';

/**
 * Returns the effects that write the end into the ring log, that show the calls that still ring on the other
 * surfaces, and that add these surfaces to the rows of the rings. The sound of a ring goes on, so it does not
 * begin again.
 */
export function effectsOfOnTopEnd(state: CallState, settings: Settings, context: AlertContext): Effect[] {
  const { who: whose, isCrowd } = state;
  const rings = windowCards(state)
    .filter(({ phase, alerts }) => phase === 'ringing' && alerts > 0)
    .map((call) => {
      const alert = alertFor(call, settings, context);
      return { call, alert: { ...alert, surfaces: alert.surfaces.filter((each) => each !== 'sound') } };
    });
  const shown = rings.flatMap(({ call: { callId }, alert }): Effect[] => [
    // Chrome alerts again only after a notification is removed.
    { kind: 'clear-notification', callId },
    ...showOn(alert, callId, isCrowd),
  ]);
  if (isCrowd && mayNotify(settings, context)) shown.push({ kind: 'notify-crowd', silent: settings.sound });
  if (whose === null) return shown;
  return [
    { kind: 'log-on-top-end', whose, at: context.at },
    ...shown,
    ...rings
      .filter(({ call }) => !call.isTest)
      .map(({ call, alert }): Effect => ({ ...logOf(call, alert, whose, context), isMore: true })),
  ];
}
