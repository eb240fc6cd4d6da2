/** Decides when a new version of Ringside may be installed. The installation ends the worker for a moment. */
import type { Millis } from '../common/types.ts';

/**
 * How long no call may have been live before an update, in ms. A queue rings an agent again after 3 to 12 s
 * (docs/wire.md 3.3), so a pause of that length is no quiet moment.
 */
const QUIET_MS = 30_000;
/**
 * An update is installed after this time at the latest, in ms, even during a call: four hours. A line that
 * is busy for half a working day without a pause is rare, and a correction of security must not wait for the
 * next day. A call that is live then is shown again within seconds.
 */
export const LATEST_MS = 4 * 60 * 60_000;
/** How often a busy worker looks again, in ms. */
const LOOK_AGAIN_MS = 5_000;

/** What decides on the moment of an update. */
export interface UpdateFacts {
  /** Since when the update waits. */
  readonly since: Millis;
  readonly now: Millis;
  /** True while a call rings, is talked or is held. */
  readonly isCallLive: boolean;
  /** When a call was last live, or when the worker started, because it then does not know yet. */
  readonly lastLiveAt: Millis;
  /** True while a page is open in which the agent may be typing. An update closes it. */
  readonly isEditing: boolean;
}

/** Returns how long to wait before the decision is made again, in ms. 0 means: install now. */
export function updateDelay({ since, now, isCallLive, lastLiveAt, isEditing }: UpdateFacts): Millis {
  // A clock that was set back must not extend the wait.
  const left = Math.min(since, now) + LATEST_MS - now;
  const quietIn = Math.min(lastLiveAt, now) + QUIET_MS - now;
  const wait = isCallLive || isEditing ? LOOK_AGAIN_MS : quietIn;
  return Math.max(0, Math.min(wait, left));
}
