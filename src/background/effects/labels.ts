/**
 * Stores what a user's calls teach of labels, in the user's history. It goes where the past calls go: it is
 * kept as long, erased with them, and not kept when no past calls are.
 */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { numberOf } from '../../domain/calls/call.ts';
import {
  changedLabels,
  type KnownLabels,
  type LabelEntry,
  learnNumber,
  learnQueue,
  NO_LABELS,
  pbxNames,
} from '../../domain/common/caller/known-labels.ts';
import { readCaller } from '../../domain/common/caller/caller-text.ts';
import { numberKey, type Region } from '../../domain/common/phone-number.ts';
import type { Millis } from '../../domain/common/types.ts';
import { type HistoryBounds, keptAt } from '../../domain/history/bounds.ts';
import { allCalls, putLabels, readLabels as readStored } from '../../platform/storage/history-db.ts';
import { pause } from '../../platform/async/timeout.ts';

/** What decides how long labels are kept, and how numbers are read. */
interface LabelSettings extends HistoryBounds {
  readonly region: Region;
}

/** After this many past calls, other work gets its turn. */
const CALLS_AT_ONCE = 100;

/**
 * Returns the stored labels of a user. The first time, it learns them from the past calls. Rejects where the
 * database fails.
 */
export async function readLabels(whose: string, settings: LabelSettings, now: Millis): Promise<KnownLabels> {
  const { calls, since } = keptAt(now, settings);
  if (calls === 0) return NO_LABELS;
  const { labels, isSeeded } = await readStored(whose);
  if (!isSeeded) {
    const learnt = await learnAll(labels, await allCalls(whose), settings.region);
    await putLabels(whose, changedLabels(labels, learnt), true);
    return learnt;
  }
  return new Map([...labels].filter(([, { seenAt }]) => seenAt >= since));
}

/** Stores labels of a user, unless the settings keep no past calls. Rejects where the database fails. */
export async function keepLabels(
  whose: string,
  labels: readonly LabelEntry[],
  { historyDays, historyCalls }: HistoryBounds,
): Promise<void> {
  if (historyDays > 0 && historyCalls > 0) await putLabels(whose, labels);
}

/** Learns from past calls, the oldest first. A ring that comes meanwhile waits for a few of them only. */
async function learnAll(
  labels: KnownLabels,
  newestFirst: readonly CallSummary[],
  region: Region,
): Promise<KnownLabels> {
  let learnt = labels;
  for (const [index, row] of [...newestFirst].reverse().entries()) {
    if (index % CALLS_AT_ONCE === CALLS_AT_ONCE - 1) await pause(0);
    learnt = learnRow(learnt, row, region);
  }
  return learnt;
}

function learnRow(labels: KnownLabels, row: CallSummary, region: Region): KnownLabels {
  const { caller, startedAt, queue } = row;
  const known = learnQueue(labels, queue, startedAt);
  const number = numberOf(caller);
  if (number === null) return known;
  // Rows of older versions have no label of their own.
  const label = row.label ?? (row.lookup === null ? row.name : '');
  return pbxNames({ caller, label, labelCaller: readCaller(label) }, region).reduce(
    (next, text) => learnNumber(next, text, () => numberKey(number, region), startedAt),
    known,
  );
}
