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
    if (!isFromPbx(row) || row.name === '' || !isShared(row.name)) return row;
    return {
      ...row,
      name: '',
      source: null,
      menu: labelKey(row.name) === labelKey(row.queue) ? '' : row.name,
    };
  });
}

/** Calls that an older version stored have no source. */
const isFromPbx = ({ caller, source, lookup, name }: CallSummary): boolean =>
  caller.kind !== 'internal' && (source === undefined ? lookup?.name !== name : source === 'label');
