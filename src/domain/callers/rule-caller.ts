/** What the rules know of a caller. Pure. */
import type { Call } from '../calls/call.ts';
import type { CallSummary } from '../calls/call-summary.ts';
import type { LookupFound } from '../calls/lookup-result.ts';
import type { RuleCaller } from '../rules/conditions.ts';

/**
 * Returns who calls, as the rules see it. `summary` is that of the call. A colleague is known. The label of
 * the PBX alone makes nobody known, because it mostly names a queue or a menu.
 */
export function ruleCaller(
  { caller, lookup, known }: Pick<Call, 'caller' | 'lookup' | 'known'>,
  { source = null, tag = '', company = '' }: Pick<CallSummary, 'source' | 'tag' | 'company'>,
): RuleCaller {
  if (caller.kind === 'internal') return { isKnown: true, tag, company };
  const isNamed = (source !== null && source !== 'label') || (known?.contact ?? null) !== null;
  if (isNamed || (lookup?.kind === 'found' && hasRecord(lookup))) return { isKnown: true, tag, company };
  // A lookup that failed says nothing about the caller.
  const isPending =
    lookup?.kind === 'asking' ||
    lookup?.kind === 'failed' ||
    (known === null && caller.kind === 'external' && caller.number !== null);
  return { isKnown: isPending ? null : false, tag, company };
}

/** True if the lookup knows the caller, even if it does not say which of several records it is. */
const hasRecord = ({ total, url, name, company }: LookupFound): boolean =>
  total === null ? url !== null || name !== '' || company !== '' : total > 0;
