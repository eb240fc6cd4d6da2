/**
 * Keeps the marks of the missed calls that a user has not seen yet. They survive the browser, the worker
 * and an update of the extension. Only the effects of the history queue write them, one after the other.
 */
import type { CallId, Millis } from '../../domain/common/types.ts';
import { type HistoryBounds, keptAt } from '../../domain/history/bounds.ts';
import { log, messageOf } from '../../platform/log.ts';
import { type KeptMissed, missedItem } from '../../platform/storage/items.ts';

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
  const stored = await missedItem.get();
  const known = new Map((stored[whose] ?? []).map(({ callId, at }) => [callId, at]));
  const marks = missed.map((callId) => ({ callId, at: known.get(callId) ?? now }));
  await store(stored, within({ ...stored, [whose]: marks }, bounds, now));
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
    log('warn', 'missed calls not read', { why: messageOf(thrown) });
    return [];
  }
}

/** Removes the stored marks that are older than the settings allow, for every user. */
export async function trimMissed(bounds: HistoryBounds, now: Millis): Promise<void> {
  const stored = await missedItem.get();
  await store(stored, within(stored, bounds, now));
}

/** Removes the marks of the users for whom `isErased` returns true. */
export async function forgetMissed(isErased: (whose: string) => boolean): Promise<void> {
  const stored = await missedItem.get();
  await store(stored, Object.fromEntries(Object.entries(stored).filter(([whose]) => !isErased(whose))));
}

/** Stores the marks if they have changed. Without any mark, nothing stays in the store. */
async function store(before: KeptMissed, after: KeptMissed): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  await (Object.keys(after).length === 0 ? missedItem.remove() : missedItem.set(after));
}

/** The marks within the bounds. A user without marks has no entry. */
function within(stored: KeptMissed, bounds: HistoryBounds, now: Millis): KeptMissed {
  const { since, calls } = keptAt(now, bounds);
  const entries = Object.entries(stored).map(
    ([whose, marks]) => [whose, calls === 0 ? [] : marks.filter(({ at }) => at >= since)] as const,
  );
  return Object.fromEntries(entries.filter(([, marks]) => marks.length > 0));
}
