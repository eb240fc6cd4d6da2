/** Groups past calls by their caller, so that a list shows each caller once. */
import type { CallSummary } from '../calls/call-summary.ts';
import { callerKey, type NumberKeys } from './same-caller.ts';
import type { Millis } from '../common/types.ts';

/** The calls of one caller. */
export interface CallerGroup {
  readonly key: string;
  /** The day of the calls, as `dayOf` returns it. Null in a list that is not divided into days. */
  readonly day: Millis | null;
  /** The newest call comes first. There is at least one. */
  readonly calls: readonly [CallSummary, ...CallSummary[]];
}

/** A list of groups, and whether older calls make more groups. */
export interface CallerGroups {
  readonly groups: readonly CallerGroup[];
  readonly hasMore: boolean;
}

interface GroupingOptions {
  readonly keyOf: NumberKeys;
  /** Returns the midnight before a time. Without it, a group holds the calls of all days. */
  readonly dayOf?: (at: Millis) => Millis;
  /** Most groups. */
  readonly limit: number;
}

/**
 * Groups calls, newest first, by day and caller. A group stands where its newest call is. Reads only as many
 * calls as the groups need: it stops at the first day that no group belongs to.
 */
export function groupCalls(
  calls: readonly CallSummary[],
  { keyOf, dayOf, limit }: GroupingOptions,
): CallerGroups {
  const byKey = new Map<string, [CallSummary, ...CallSummary[]]>();
  const groups: CallerGroup[] = [];
  let hasMore = false;
  for (const call of calls) {
    const day = dayOf?.(call.startedAt) ?? null;
    if (hasMore && day !== null && day !== groups.at(-1)?.day) break;
    const key = `${day === null ? '' : `${String(day)} `}${callerKey(call, keyOf)}`;
    const known = byKey.get(key);
    if (known !== undefined) known.push(call);
    else if (groups.length < limit) {
      const grouped: [CallSummary, ...CallSummary[]] = [call];
      byKey.set(key, grouped);
      groups.push({ key, day, calls: grouped });
    } else hasMore = true;
  }
  return { groups, hasMore };
}

/** Returns the number of different callers of these calls. */
export const countCallers = (calls: readonly CallSummary[], keyOf: NumberKeys): number =>
  new Set(calls.map((call) => callerKey(call, keyOf))).size;

/**
 * Returns the call that stands for a group: the newest one, with the newest name that is known of the caller.
 */
export function headOf({ calls }: Pick<CallerGroup, 'calls'>): CallSummary {
  const [newest] = calls;
  const name = newest.name === '' ? calls.find((call) => call.name !== '')?.name : undefined;
  return name === undefined ? newest : { ...newest, name };
}
