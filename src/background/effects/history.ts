/** The past calls, the newest first: one row for a call, however often it rang. */
import type { CallSummary } from '../../domain/call-summary.ts';
import { historyItem } from '../../platform/storage.ts';

const MAX_ROWS = 200;

/** Writes or overwrites the row of a call. */
export async function recordCall(row: CallSummary): Promise<void> {
  const rows = await historyItem.get();
  const at = rows.findIndex(({ callId }) => callId === row.callId);
  const next = at === -1 ? [row, ...rows] : rows.with(at, row);
  await historyItem.set(next.slice(0, MAX_ROWS));
}
