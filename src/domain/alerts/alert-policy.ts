/** Should this call alert, by which surfaces, and if not, why not? */
import type { Call } from '../calls/call.ts';
import type { Settings } from '../settings/settings.ts';
import type { SoundName } from '../rules/sounds.ts';
import type { WeekTime } from '../rules/work-hours.ts';
import type { Millis } from '../common/types.ts';

/** What beside the calls decides on an alert: the moment, and what the agent has before the eyes. */
export interface Circumstances {
  readonly at: Millis;
  readonly week: WeekTime;
  /** The docked desk is open: it shows the ring, so the call window stays away. */
  readonly isDeskOpen: boolean;
}

/** Where a ring is told. */
export type Surface = 'desk' | 'notification' | 'window' | 'sound';

export interface Alert {
  readonly surfaces: readonly Surface[];
  /** A call that was joined already talking is told without a sound: the agent is on it. */
  readonly silent: boolean;
  readonly soundName: SoundName;
}

/** How a call that has just rung, or was joined, alerts; no surface where it keeps quiet. The switch for sounds stands above a rule's own sound. */
export function alertFor(
  call: Call,
  settings: Settings,
  { isDeskOpen }: Pick<Circumstances, 'isDeskOpen'>,
): Alert {
  const ruled = call.ruling?.sound ?? null;
  const isMute = ruled === 'none';
  const silent = call.phase !== 'ringing' || settings.sound || isMute;
  const soundName = ruled === null || ruled === 'none' ? settings.soundName : ruled;
  if (call.quiet !== null) return { surfaces: [], silent, soundName };
  const wanted: Readonly<Record<Surface, boolean>> = {
    desk: isDeskOpen,
    notification: settings.notification,
    window: settings.callWindow && !isDeskOpen,
    sound: settings.sound && !isMute && call.phase === 'ringing',
  };
  return {
    surfaces: (['desk', 'notification', 'window', 'sound'] as const).filter((surface) => wanted[surface]),
    silent,
    soundName,
  };
}
