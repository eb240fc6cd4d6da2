/** Keeps a list of past calls up to date without reading all of them again. */
import type { CallSummary } from '../calls/call-summary.ts';
import { isSameJson } from '../common/same-json.ts';

interface Changes {
  /** The newest calls of the history, newest first. */
  readonly newest: readonly CallSummary[];
  /** Further calls that may have changed. */
  readonly others: readonly CallSummary[];
  /** Number of calls in the history. */
  readonly count: number;
}

/**
 * Returns the known calls, newest first, with what has changed. A call that has not changed stays the same
 * object. Returns null when the result cannot be the whole history, because older calls were deleted: the
 * caller then reads everything again.
 */
export function mergeCalls(
  known: readonly CallSummary[],
  { newest, others, count }: Changes,
): readonly CallSummary[] | null {
  const before = new Map(known.map((call) => [call.callId, call]));
  const steady = (call: CallSummary): CallSummary => {
    const old = before.get(call.callId);
    return old !== undefined && isSameJson(old, call) ? old : call;
  };
  const read = new Set(newest.map(({ callId }) => callId));
  const changed = new Map(others.map((call) => [call.callId, steady(call)]));
  const oldest = newest.at(-1)?.startedAt ?? Infinity;
  const older = known
    .filter(({ callId, startedAt }) => !read.has(callId) && startedAt <= oldest)
    .map((call) => changed.get(call.callId) ?? call);
  const merged = [...newest.map(steady), ...older];
  return merged.length === count ? merged : null;
}
