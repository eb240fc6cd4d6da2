/** What follows when the card is no longer on top of all windows. Pure. */
import type { CallState } from '../calls/state.ts';
import { windowCards } from '../calls/selectors.ts';
import type { Settings } from '../settings/settings.ts';
import { alertFor, type AlertContext, mayNotify } from './alert-policy.ts';
import type { Effect } from './effects.ts';
import { announce } from './side-effects.ts';

/**
 * Returns the effects that write the end into the ring log, that show the calls that still ring on the other
 * surfaces, and that add these surfaces to the rows of the rings. The sound of a ring goes on, so it does not
 * begin again.
 */
export function effectsOfOnTopEnd(state: CallState, settings: Settings, context: AlertContext): Effect[] {
  const { who: whose } = state;
  const shown = windowCards(state)
    .filter(({ phase, alerts }) => phase === 'ringing' && alerts > 0)
    .flatMap((call): Effect[] => {
      const alert = alertFor(call, settings, context);
      const surfaces = alert.surfaces.filter((each) => each !== 'sound');
      return [
        // Chrome alerts again only after a notification is removed.
        { kind: 'clear-notification', callId: call.callId },
        ...announce(call, { ...alert, surfaces }, state, context, true),
      ];
    });
  // First, because the log waits only for effects before it.
  if (state.isCrowd && mayNotify(settings, context))
    shown.unshift({ kind: 'notify-crowd', silent: settings.sound });
  return whose === null ? shown : [{ kind: 'log-on-top-end', whose, at: context.at }, ...shown];
}
