/** Keeps each user's past calls, ledger of rings and outages, as long as the settings allow; tells the pages when something is new. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type HistoryBounds, isTrimDue, keptAt } from '../../domain/history/bounds.ts';
import type { RingRecord } from '../../domain/history/ring-log.ts';
import { coalesced } from '../../platform/async/coalesce.ts';
import {
  closeOutage,
  eraseHistory,
  putCall,
  putOutage,
  putRing,
  trimHistory,
  usersWithHistory,
} from '../../platform/storage/history-db.ts';
import { log, messageOf } from '../../platform/log.ts';
import { historyRevision } from '../../platform/storage/items.ts';
import type { Millis } from '../../domain/common/types.ts';

let trimmedAt = 0;
/** Rows written since then. */
let newRows = 0;

/** Writes or overwrites the row of a user's call, unless none are to be kept. */
export async function recordCall(
  whose: string,
  row: CallSummary,
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  if (bounds.historyDays > 0 && bounds.historyCalls > 0) await putCall(whose, row);
  await afterRow(bounds, now);
}

/** Writes what became of a ring. The ledger holds no caller, so it is kept for today whatever the settings say. */
export async function logRing(
  whose: string,
  ring: RingRecord,
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  await putRing(whose, ring);
  await afterRow(bounds, now);
}

/** Notes that from now on calls may be missing, or, with `null`, that they are heard again. */
export async function noteOutage(
  whose: string,
  from: Millis | null,
  bounds: HistoryBounds,
  now: Millis,
): Promise<void> {
  const wasOpen = await closeOutage(whose, from ?? now);
  if (from !== null) await putOutage(whose, { from, to: null });
  if (from !== null || wasOpen) await afterRow(bounds, now);
}

async function afterRow(bounds: HistoryBounds, now: Millis): Promise<void> {
  newRows += 1;
  if (isTrimDue(now, trimmedAt, newRows)) await trim(bounds, now);
  else await tellPages();
}

/** Forgets what is beyond the bounds, of every user of this browser profile. */
export async function trim(bounds: HistoryBounds, now: Millis): Promise<void> {
  trimmedAt = now;
  newRows = 0;
  for (const whose of await usersWithHistory()) await trimHistory(whose, keptAt(now, bounds));
  await tellPages();
}

/** Forgets everything of a user. */
export async function erase(whose: string): Promise<void> {
  await eraseHistory(whose);
  await tellPages();
}

/** Forgets everything of everybody but one user, or of everybody. */
export async function eraseOthers(whose: string | null): Promise<void> {
  for (const other of await usersWithHistory()) if (other !== whose) await eraseHistory(other);
  await tellPages();
}

/** Never rejects: the row is written, and the next one is told of again. */
const tellPages = coalesced(() =>
  historyRevision
    .set(crypto.randomUUID())
    .catch((thrown: unknown) => log('warn', 'pages not told of the history', { why: messageOf(thrown) })),
);
