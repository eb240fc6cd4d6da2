/** What earlier calls of a number say about the one that rings now. Pure. */
import type { CallSummary } from '../calls/call-summary.ts';
import { numberKey, type Region } from '../common/phone-number.ts';
import type { Millis } from '../common/types.ts';

/** An earlier call, as the history stores it. */
export type EarlierCall = Pick<
  CallSummary,
  'callId' | 'startedAt' | 'talkingAt' | 'endedAt' | 'outcome' | 'answeredBy'
>;

/**
 * A part of what the card says about earlier calls. Times are in ms.
 * - `today`: the call is the `count`th of today.
 * - `missed`: the last call was missed, and nobody has talked with the caller or called back since.
 * - `answered`: the agent last answered the caller, and talked for `lasted` ms; null if that is unknown.
 * - `elsewhere`: a colleague last answered the caller. `by` is '' if nobody knows which one.
 * - `last`: when the last call was, if it was neither missed nor answered.
 * - `none`: the history has no earlier call.
 */
export type MemoryPart =
  | { readonly kind: 'today'; readonly count: number }
  | { readonly kind: 'missed' | 'last'; readonly at: Millis }
  | { readonly kind: 'answered'; readonly at: Millis; readonly lasted: Millis | null }
  | { readonly kind: 'elsewhere'; readonly at: Millis; readonly by: string }
  | { readonly kind: 'none' };

/**
 * Returns the key by which the history finds the earlier calls of a caller. Null for a caller who has none:
 * nobody knows who hides a number, a colleague is known anyway, and a test call is made up.
 */
export function memoryKey(
  call: Pick<CallSummary, 'caller' | 'direction'> & { readonly isTest?: boolean },
  region: Region,
): string | null {
  const { caller, direction, isTest } = call;
  if (direction !== 'incoming' || isTest === true || caller.kind !== 'external' || caller.number === null)
    return null;
  return numberKey(caller.number, region) || null;
}

/**
 * Returns the key under which the history stores a call. Calls that the agent placed have keys of their own,
 * so that they do not count as calls of the other side. Null for a call that is not found by its number.
 */
export function rowKey(
  call: Pick<CallSummary, 'caller' | 'direction'> & { readonly isTest?: boolean },
  region: Region,
): string | null {
  const isPlaced = call.direction === 'outgoing' || call.direction === 'click2call';
  if (!isPlaced) return memoryKey(call, region);
  const key = memoryKey({ ...call, direction: 'incoming' }, region);
  return key === null ? null : placedKey(key);
}

/** Returns the key of the calls that the agent placed to a number, from the key of its own calls. */
export const placedKey = (key: string): string => `to ${key}`;

/**
 * Returns what the card of a call says about the earlier calls. `rows` are calls of the same number, the
 * newest first. `today` is how many calls of the number began since midnight. Both may contain the call
 * itself. `placedAt` is when the agent last called the number, or null.
 */
export function memoryOf(
  { callId, startedAt }: Pick<CallSummary, 'callId' | 'startedAt'>,
  {
    rows,
    today,
    placedAt = null,
  }: { readonly rows: readonly EarlierCall[]; readonly today: number; readonly placedAt?: Millis | null },
): readonly MemoryPart[] {
  const earlier = rows.filter((row) => row.callId !== callId && row.startedAt <= startedAt);
  const others = today - (rows.length - earlier.length);
  const [last] = earlier;
  if (last === undefined) return [{ kind: 'none' }];
  const count: readonly MemoryPart[] = others > 0 ? [{ kind: 'today', count: others + 1 }] : [];
  const talk = earlier.find(isAnswered);
  const missed = earlier.find(({ outcome }) => outcome === 'missed');
  const contactAt = Math.max(talk?.startedAt ?? -Infinity, placedAt ?? -Infinity);
  const isOwed = missed !== undefined && missed.startedAt > contactAt;
  const facts: readonly MemoryPart[] = [
    ...(isOwed ? [{ kind: 'missed', at: missed.startedAt } as const] : []),
    ...(talk === undefined ? [] : [answeredPart(talk)]),
  ];
  return [...count, ...(facts.length > 0 ? facts : [{ kind: 'last', at: last.startedAt } as const])];
}

/** True for a call that the agent or a colleague has answered. A transferred call was answered first. */
const isAnswered = ({ outcome, talkingAt }: EarlierCall): boolean =>
  talkingAt !== null || outcome === 'answered' || outcome === 'answered-elsewhere';

function answeredPart({ outcome, talkingAt, startedAt, endedAt, answeredBy = '' }: EarlierCall): MemoryPart {
  if (talkingAt === null && outcome === 'answered-elsewhere')
    return { kind: 'elsewhere', at: startedAt, by: answeredBy };
  const lasted = talkingAt === null || endedAt === null ? null : Math.max(0, endedAt - talkingAt);
  return { kind: 'answered', at: startedAt, lasted };
}
