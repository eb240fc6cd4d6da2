/** Keeps the marks of the callbacks that the agent has marked as done by hand (call-marks.ts). */
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { HistoryBounds } from '../../domain/history/bounds.ts';
import { doneCallbacksItem } from '../../platform/storage/call-marks.ts';
import { changeMarks } from './call-marks.ts';

/** Most marks of one user. The oldest is forgotten first. */
const MOST_MARKS = 1_000;

/**
 * Marks a missed call of a user as done, or takes the mark away. The same mark again changes nothing. Stores
 * nothing when the settings keep no past calls. Rejects when the store fails.
 */
export async function markCallback(
  whose: string,
  { callId, isDone }: { readonly callId: CallId; readonly isDone: boolean },
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  await changeMarks(
    doneCallbacksItem,
    whose,
    (marks) => {
      const known = marks.find((mark) => mark.callId === callId);
      const others = marks.filter((mark) => mark !== known);
      return isDone ? [...others, known ?? { callId, at: now }].slice(-MOST_MARKS) : others;
    },
    bounds,
    now,
  );
}
