/**
 * Stores each user's past calls, ring log and outages for as long as the settings allow. Notifies the pages
 * when something is new.
 */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type HistoryBounds, isTrimDue, keepsCalls, keptAt } from '../../domain/history/bounds.ts';
import { rowKey } from '../../domain/callers/memory.ts';
import type { Region } from '../../domain/common/phone-number.ts';
import type { RingRecord } from '../../domain/history/ring-log.ts';
import { coalesce } from '../../platform/async/coalesce.ts';
import {
  closeOutage,
  eraseHistory,
  putCall,
  putOutage,
  putRing,
  trimHistory,
  usersWithHistory,
} from '../../platform/storage/history-db.ts';
import { logThrown } from '../../platform/log.ts';
import { forgetRecordChoices } from '../../platform/storage/crm-items.ts';
import { historyLossItem, historyRevision } from '../../platform/storage/items.ts';
import { forgetMarks, trimMarks } from './call-marks.ts';
import type { Millis } from '../../domain/common/types.ts';

/** When the history was last trimmed. 0 before the first time. */
let trimmedAt = 0;
/** Rows written since then. */
let newRows = 0;

/**
 * Writes or overwrites the row of a user's call, unless the settings keep no calls. Rejects where the
 * database fails.
 */
export async function recordCall(
  whose: string,
  row: CallSummary,
  bounds: HistoryBounds & { readonly region: Region },
  now: Millis,
): Promise<void> {
  if (keepsCalls(bounds)) await written(now, putCall(whose, row, rowKey(row, bounds.region)));
  await afterRow(bounds, now);
}

/**
 * Writes how a ring ended. The ring log holds no caller, so today's rings are kept regardless of the
 * settings. `isMore`: see `putRing`.
 */
export async function logRing(
  whose: string,
  ring: RingRecord,
  bounds: HistoryBounds,
  now: Millis,
  isMore?: true,
): Promise<void> {
  await written(now, putRing(whose, ring, isMore));
  await afterRow(bounds, now);
}

/** Records that calls may be missed from `from` on. With `null`, records that the outage is over. */
export async function noteOutage(
  whose: string,
  from: Millis | null,
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  const wasOpen = await written(now, closeOutage(whose, from ?? now));
  if (from !== null) await written(now, putOutage(whose, { from, to: null }));
  if (from !== null || wasOpen) await afterRow(bounds, now);
}

/** Records that the card is no longer on top of all windows since `at`. */
export async function logOnTopEnd(
  whose: string,
  at: Millis,
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  await written(now, putOutage(whose, { from: at, to: at, isOnTopEnd: true }));
  await afterRow(bounds, now);
}

/** Waits for a write. If it fails, the pages say that rows of today may be missing. */
async function written<T>(now: Millis, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (thrown) {
    await historyLossItem.set(now).catch(logThrown('warn', 'loss not noted'));
    throw thrown;
  }
}

async function afterRow(bounds: HistoryBounds, now: Millis): Promise<void> {
  newRows += 1;
  if (!isTrimDue(now, trimmedAt, newRows)) return tellPages();
  // The row is written. Old rows that stay longer do no harm, and the next row tries again.
  await trim(bounds, now).catch(logThrown('warn', 'history not trimmed'));
}

/** Deletes what is beyond the bounds, for every user of this browser profile. */
export async function trim(bounds: HistoryBounds, now: Millis): Promise<void> {
  trimmedAt = now;
  newRows = 0;
  for (const whose of await usersWithHistory()) await trimHistory(whose, keptAt(now, bounds));
  await trimMarks(bounds, now);
  await tellPages();
}

/** Deletes the whole history of a user, and the marks on past calls. */
export async function erase(whose: string): Promise<void> {
  await forgetMarks((user) => user === whose);
  await forgetRecordChoices();
  await eraseHistory(whose);
  await tellPages();
}

/** Deletes the history of all users except `whose`; with null, of all users. */
export async function eraseOthers(whose: string | null): Promise<void> {
  await forgetMarks((user) => user !== whose);
  for (const other of await usersWithHistory()) if (other !== whose) await eraseHistory(other);
  await tellPages();
}

/**
 * Notifies the pages of a change. Never rejects: the row is written, and the next change notifies them again.
 */
const tellPages = coalesce(() =>
  historyRevision.set(crypto.randomUUID()).catch(logThrown('warn', 'pages not told of the history')),
);
