/** One step of the state: what an event changes, and the effects that follow. Pure. */
import type { CallEvent } from '../calls/events.ts';
import { reduce } from '../calls/reducer.ts';
import type { CallState } from '../calls/state.ts';
import type { Settings } from '../settings/settings.ts';
import type { AlertContext } from './alert-policy.ts';
import type { Effect } from './effects.ts';
import { evaluateAlert } from './evaluate.ts';
import { effectsOf } from './side-effects.ts';

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
  const next = evaluateAlert(state, reduce(state, event), settings, context);
  return { state: next, effects: next === state ? [] : effectsOf(state, next, settings, context) };
}
