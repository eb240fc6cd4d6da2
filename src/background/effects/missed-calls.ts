/** Keeps the marks of the missed calls that a user has not seen yet (call-marks.ts). */
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { HistoryBounds } from '../../domain/history/bounds.ts';
import { logThrown } from '../../platform/log.ts';
import { missedItem } from '../../platform/storage/call-marks.ts';
import { changeMarks, within } from './call-marks.ts';

/**
 * Stores the unseen missed calls of a user, in place of the stored ones. Stores nothing when the settings
 * keep no past calls. Rejects when the store fails.
 */
export async function keepMissed(
  whose: string,
  missed: readonly CallId[],
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  await changeMarks(
    missedItem,
    whose,
    (marks) => {
      const known = new Map(marks.map(({ callId, at }) => [callId, at]));
      return missed.map((callId) => ({ callId, at: known.get(callId) ?? now }));
    },
    bounds,
    now,
  );
}

/**
 * Returns the unseen missed calls of a user that are not older than the settings keep past calls. Never
 * rejects: a store that cannot be read must not keep the user offline.
 */
export async function loadMissed(
  whose: string,
  bounds: HistoryBounds,
  now: Millis,
): Promise<readonly CallId[]> {
  try {
    const kept = within(await missedItem.get(), bounds, now)[whose] ?? [];
    return kept.map(({ callId }) => callId);
  } catch (thrown) {
    logThrown('warn', 'missed calls not read')(thrown);
    return [];
  }
}
