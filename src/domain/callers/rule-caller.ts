/** What the rules know of a caller. Pure. */
import type { Call } from '../calls/call.ts';
import type { CallSummary } from '../calls/call-summary.ts';
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
  if (isNamed) return { isKnown: true, tag, company };
  const isPending =
    lookup?.kind === 'asking' || (known === null && caller.kind === 'external' && caller.number !== null);
  return { isKnown: isPending ? null : false, tag, company };
}
