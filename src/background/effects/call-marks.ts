/**
 * Stores marks on past calls for each user. They survive the browser, the worker and an update of the
 * extension. Only the effects of the history queue write them, one after the other.
 */
import type { Millis } from '../../domain/common/types.ts';
import { type HistoryBounds, keptAt } from '../../domain/history/bounds.ts';
import {
  type CallMarks,
  doneCallbacksItem,
  type MarksItem,
  missedItem,
} from '../../platform/storage/call-marks.ts';
import { isSameJson } from '../../domain/common/same-json.ts';

/** All items with marks. They end with the past calls. */
const ITEMS: readonly MarksItem[] = [missedItem, doneCallbacksItem];

/**
 * Stores what `change` makes of a user's marks. Stores nothing when the settings keep no past calls. Rejects
 * when the store fails.
 */
export async function changeMarks(
  item: MarksItem,
  whose: string,
  change: (marks: CallMarks[string]) => CallMarks[string],
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  const stored = await item.get();
  await store(item, stored, within({ ...stored, [whose]: change(stored[whose] ?? []) }, bounds, now));
}

/** Removes the stored marks that are older than the settings allow, for every user. */
export async function trimMarks(bounds: HistoryBounds, now: Millis): Promise<void> {
  for (const item of ITEMS) {
    const stored = await item.get();
    await store(item, stored, within(stored, bounds, now));
  }
}

/** Removes the marks of the users for whom `isErased` returns true. */
export async function forgetMarks(isErased: (whose: string) => boolean): Promise<void> {
  for (const item of ITEMS) {
    const stored = await item.get();
    await store(
      item,
      stored,
      Object.fromEntries(Object.entries(stored).filter(([whose]) => !isErased(whose))),
    );
  }
}

/** Stores the marks if they have changed. Without any mark, nothing stays in the store. */
async function store(item: MarksItem, before: CallMarks, after: CallMarks): Promise<void> {
  if (isSameJson(before, after)) return;
  await (Object.keys(after).length === 0 ? item.remove() : item.set(after));
}

/** Returns the marks within the bounds. A user without marks has no entry. */
export function within(stored: CallMarks, bounds: HistoryBounds, now: Millis): CallMarks {
  const { since, calls } = keptAt(now, bounds);
  const entries = Object.entries(stored).map(
    ([whose, marks]) => [whose, calls === 0 ? [] : marks.filter(({ at }) => at >= since)] as const,
  );
  return Object.fromEntries(entries.filter(([, marks]) => marks.length > 0));
}
