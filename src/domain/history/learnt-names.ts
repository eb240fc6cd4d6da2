/** Past calls, seen with what later calls taught: a name that came with three numbers is that of a menu. */
import type { CallSummary } from '../calls/call-summary.ts';
import { isSharedLabel, type KnownLabels, labelKey } from '../common/caller/known-labels.ts';

/**
 * Returns the rows, each with the name that it would have now. A name from the lookup or of a colleague
 * stays.
 */
export function withLearntNames(rows: CallSummary[], labels: KnownLabels): CallSummary[] {
  if (labels.size === 0) return rows;
  const known = new Map<string, boolean>();
  const isShared = (name: string): boolean => {
    const before = known.get(name);
    const is = before ?? isSharedLabel(labels, name);
    if (before === undefined) known.set(name, is);
    return is;
  };
  return rows.map((row) => {
    const isFromPbx = row.caller.kind !== 'internal' && row.lookup?.name !== row.name;
    if (!isFromPbx || row.name === '' || !isShared(row.name)) return row;
    return { ...row, name: '', menu: labelKey(row.name) === labelKey(row.queue) ? '' : row.name };
  });
}
