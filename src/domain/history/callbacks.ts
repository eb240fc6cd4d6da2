/**
 * Missed calls that wait for a call back. A callback ends by itself when somebody talks with that number: by
 * a call that is answered here or by a colleague, or by one that the agent places. Hidden numbers cannot be
 * called back.
 */
import type { CallSummary } from '../calls/call-summary.ts';
import type { CallId, Millis } from '../common/types.ts';
import { type NumberKeys, otherNumber } from './same-caller.ts';

/** The hash of the panel's address that shows the list of callbacks first. */
export const CALLBACKS_HASH = '#callbacks';

/** How a callback ended. `hand`: the agent marked it as done. */
export type Closing =
  | { readonly by: 'placed' | 'answered' | 'colleague'; readonly at: Millis; readonly call: CallSummary }
  | { readonly by: 'hand'; readonly at: Millis };

/** The missed calls of one number between two conversations. */
export interface Callback {
  readonly key: string;
  /** The newest call comes first. There is at least one. */
  readonly calls: readonly [CallSummary, ...CallSummary[]];
  /** Null while the callback waits. */
  readonly closing: Closing | null;
}

/** Callbacks that wait, and those that ended since a time. In both, the newest missed call comes first. */
export interface Callbacks {
  readonly open: readonly Callback[];
  readonly closed: readonly Callback[];
}

interface CallbackFacts {
  readonly keyOf: NumberKeys;
  /** When the agent marked a missed call as done, by its id. It stands for the number's older ones, too. */
  readonly done: ReadonlyMap<CallId, Millis>;
  /** Callbacks that ended before this time are left out. */
  readonly since: Millis;
}

/** Returns the callbacks among past calls, which come newest first. */
export function callbacksOf(calls: readonly CallSummary[], { keyOf, done, since }: CallbackFacts): Callbacks {
  const latest = new Map<string, Segment>();
  const found: Segment[] = [];
  for (const call of calls) {
    const number = otherNumber(call);
    if (number === null) continue;
    const key = keyOf(number);
    const contact = contactOf(call);
    if (contact !== null) latest.set(key, { key, closing: contact, calls: [] });
    if (!isMissed(call)) continue;
    const markedAt = done.get(call.callId);
    const known = latest.get(key);
    const segment =
      known === undefined || markedAt !== undefined
        ? { key, closing: markedAt === undefined ? null : { by: 'hand' as const, at: markedAt }, calls: [] }
        : known;
    latest.set(key, segment);
    if (segment.calls.length === 0 && isShown(segment, since)) found.push(segment);
    segment.calls.push(call);
  }
  const callbacks = found.flatMap(({ key, closing, calls: [newest, ...older] }): Callback[] =>
    newest === undefined ? [] : [{ key: `${key} ${newest.callId}`, closing, calls: [newest, ...older] }],
  );
  return {
    open: callbacks.filter(({ closing }) => closing === null),
    closed: callbacks.filter(({ closing }) => closing !== null),
  };
}

/** The missed calls that end in the same way. */
interface Segment {
  readonly key: string;
  readonly closing: Closing | null;
  readonly calls: CallSummary[];
}

const isShown = ({ closing }: Segment, since: Millis): boolean => closing === null || closing.at >= since;

const isMissed = ({ direction, outcome }: CallSummary): boolean =>
  direction === 'incoming' && outcome === 'missed';

/** Returns the end that a call is for earlier missed calls, or null. A call that still rings is none. */
function contactOf(call: CallSummary): Closing | null {
  const { direction, talkingAt, outcome, startedAt } = call;
  if (direction === 'outgoing' || direction === 'click2call') return { by: 'placed', at: startedAt, call };
  if (direction !== 'incoming') return null;
  if (talkingAt !== null) return { by: 'answered', at: talkingAt, call };
  return outcome === 'answered-elsewhere' ? { by: 'colleague', at: startedAt, call } : null;
}

/** How long the caller of a missed call rang or waited, in ms. Null when the end is unknown. */
export const waitOf = ({ startedAt, endedAt }: CallSummary): Millis | null =>
  endedAt === null ? null : Math.max(0, endedAt - startedAt);
