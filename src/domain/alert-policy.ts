/** Should this call alert, by which surfaces, and if not, why not? */
import type { Book } from './call-book.ts';
import type { Call, Millis, QuietReason } from './call.ts';
import type { Settings } from './settings.ts';
import { isOutside, type WeekTime } from './work-hours.ts';

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
}

/** How a call that has just rung, or was joined, alerts; no surface where it keeps quiet. */
export function alertFor(call: Call, settings: Settings, { isDeskOpen }: Circumstances): Alert {
  const silent = call.phase !== 'ringing' || settings.sound;
  if (call.quiet !== null) return { surfaces: [], silent };
  const wanted: Readonly<Record<Surface, boolean>> = {
    desk: isDeskOpen,
    notification: settings.notification,
    window: settings.callWindow && !isDeskOpen,
    sound: settings.sound && call.phase === 'ringing',
  };
  return { surfaces: (['desk', 'notification', 'window', 'sound'] as const).filter((surface) => wanted[surface]), silent };
}

/** The book in which every call that has just rung, or was joined, says whether it keeps quiet, and why. */
export function judgeRings(before: Book, after: Book, settings: Settings, around: Circumstances): Book {
  const rung = Object.values(after.calls).filter((call) => call.alerts > (before.calls[call.callId]?.alerts ?? 0));
  const judged = rung.flatMap((call) => {
    const quiet = quietReason(call, after, settings, around);
    return quiet === call.quiet ? [] : [[call.callId, { ...call, quiet }] as const];
  });
  return judged.length === 0 ? after : { ...after, calls: { ...after.calls, ...Object.fromEntries(judged) } };
}

/** The first rule by which a ring keeps quiet, or null. A test call shows whatever the rules say: it was asked for. */
function quietReason(call: Call, book: Book, settings: Settings, { week, isDeskOpen }: Circumstances): QuietReason | null {
  if (call.isTest) return null;
  if (call.muted) return 'muted';
  if (settings.quietInternal && call.caller.kind === 'internal') return 'internal';
  if (settings.quietHidden && call.caller.kind === 'hidden') return 'hidden';
  if (settings.quietTalking && isTalking(book, call)) return 'talking';
  if (settings.quietStatuses.includes(book.lines[call.lineId]?.statusId ?? 0)) return 'status';
  if (isOutside(settings.workHours, week)) return 'hours';
  return settings.notification || settings.callWindow || settings.sound || isDeskOpen ? null : 'off';
}

const isTalking = (book: Book, ringing: Call): boolean =>
  Object.values(book.calls).some((call) => call.callId !== ringing.callId && !call.isTest && (call.phase === 'talking' || call.phase === 'held' || call.phase === 'dialing'));
