/** Should this call alert, and by which surfaces? */
import type { Call } from './call.ts';
import type { Settings } from './settings.ts';

export interface Alert {
  readonly notification: boolean;
  readonly callWindow: boolean;
  /** A call that was joined already talking is told without a sound: the agent is on it. */
  readonly silent: boolean;
}

/** How a call that has just rung, or was joined, alerts. */
export function alertFor(call: Call, settings: Settings): Alert {
  return { notification: settings.notification, callWindow: settings.callWindow, silent: call.phase !== 'ringing' };
}
