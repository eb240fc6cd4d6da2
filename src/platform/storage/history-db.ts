/**
 * Past calls, rings, outages and labels in IndexedDB. Each user of this browser profile has a separate
 * database and sees no other. The worker writes, pages read. `historyRevision` (items.ts) changes when pages
 * must read again. `whose` is a user's identity (background/auth/identity.ts). All functions reject when the
 * database fails. Those that read return an empty result if there is no user or no database.
 */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { isSurplus, type Kept } from '../../domain/history/bounds.ts';
import { withLearntNames } from '../../domain/history/learnt-names.ts';
import { type Outage, type RingRecord, withMore } from '../../domain/history/ring-log.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import {
  type KnownLabels,
  type LabelEntry,
  labelsOf,
  MOST_LABELS,
  NO_LABELS,
} from '../../domain/common/caller/known-labels.ts';
import { logThrown } from '../log.ts';
import { type History, type LabelRow, usersWithHistory, withHistory } from './open-history.ts';

export { eraseHistory, usersWithHistory } from './open-history.ts';

const writing = (whose: string, write: (db: History) => Promise<unknown>): Promise<unknown> =>
  withHistory<unknown>(whose, { make: true, none: undefined }, write);

/** Runs `read` on the user's database. Returns `none` if there is no database or `whose` is null. */
const reading = async <T>(whose: string | null, none: T, read: (db: History) => Promise<T>): Promise<T> =>
  whose === null ? none : withHistory(whose, { make: false, none }, read);

/**
 * Writes or overwrites the row of a call. A call has one row, however often it rang. `key` is that of its
 * caller, or null.
 */
export async function putCall(whose: string, row: CallSummary, key: string | null = null): Promise<void> {
  await writing(whose, (db) => db.put('calls', key === null ? row : { ...row, key }));
}

/** The row of a call, or undefined. */
export const findCall = (whose: string | null, callId: CallId): Promise<CallSummary | undefined> =>
  reading(whose, undefined, async (db) => {
    const row = await db.get('calls', callId);
    return row === undefined ? undefined : (await named(db, [row]))[0];
  });

/** The last calls, newest first, at most `limit`. */
export const lastCalls = (whose: string | null, limit: number): Promise<CallSummary[]> =>
  reading(whose, [], async (db) => {
    const found: CallSummary[] = [];
    let cursor = await db.transaction('calls').store.index('startedAt').openCursor(null, 'prev');
    while (cursor !== null && found.length < limit) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    return named(db, found);
  });

/** All past calls, newest first. Reads them in one go, which is quicker for thousands than one by one. */
export const allCalls = (whose: string | null): Promise<CallSummary[]> =>
  reading(whose, [], async (db) => named(db, (await db.getAllFromIndex('calls', 'startedAt')).reverse()));

/** The rows, without the names that later turned out to be those of a queue or a menu. */
const named = async (db: History, rows: CallSummary[]): Promise<CallSummary[]> =>
  withLearntNames(rows, labelsOf(entriesOf(await db.getAll('labels'))));

/** The row that says that the labels of all earlier calls are known. No label has this key. */
const SEEDED = '';
const entriesOf = (rows: readonly LabelRow[]): LabelEntry[] =>
  rows.flatMap(({ key, ...known }) => (key === SEEDED ? [] : [[key, known] as const]));

/** The labels of a user. `isSeeded` is false while nobody has read the calls of before there were labels. */
export const readLabels = (
  whose: string,
): Promise<{ readonly labels: KnownLabels; readonly isSeeded: boolean }> =>
  reading(whose, { labels: NO_LABELS, isSeeded: true }, async (db) => {
    const rows = await db.getAll('labels');
    return { labels: labelsOf(entriesOf(rows)), isSeeded: rows.some(({ key }) => key === SEEDED) };
  });

/**
 * Writes or overwrites labels. `isSeeded`: they hold what all earlier calls taught. Does nothing if there is
 * no database: labels alone do not create one. They are learnt from the past calls as soon as there are any.
 */
export async function putLabels(
  whose: string,
  entries: readonly LabelEntry[],
  isSeeded = false,
): Promise<void> {
  await reading<unknown>(whose, undefined, async (db) => {
    const { store, done } = db.transaction('labels', 'readwrite');
    const rows = entries.map(([key, known]) => ({ ...known, key }));
    const seeded = { key: SEEDED, isShared: false, numbers: [], seenAt: 0 };
    for (const row of isSeeded ? [...rows, seeded] : rows) void store.put(row);
    await done;
  });
}

/** Most calls of one number whose times are read. */
const MOST_TIMES = 100;

/** When calls of a number began since `since`, besides the call `but`, in ms. At most the last 100 times. */
export const callTimes = (whose: string | null, key: string, since: Millis, but: CallId): Promise<Millis[]> =>
  reading(whose, [], async (db) => {
    const times: Millis[] = [];
    const range = IDBKeyRange.bound([key, since], [key, Infinity]);
    let cursor = await db.transaction('calls').store.index('caller').openKeyCursor(range, 'prev');
    while (cursor !== null && times.length < MOST_TIMES) {
      if (cursor.primaryKey !== but) times.push(cursor.key[1]);
      cursor = await cursor.continue();
    }
    return times;
  });

/** The number of past calls. */
export const countCalls = (whose: string | null): Promise<number> =>
  reading(whose, 0, (db) => db.count('calls'));

/**
 * Writes or overwrites one ring of a call. With `isMore`, adds to the call's last ring what took it over. A
 * ring that is not stored is written.
 */
export async function putRing(whose: string, ring: RingRecord, isMore = false): Promise<void> {
  await writing(whose, async (db) => {
    const { callId, heardAt } = ring;
    const of = IDBKeyRange.bound([callId], [callId, heardAt]);
    const last = isMore ? (await db.getAll('rings', of)).at(-1) : undefined;
    return db.put('rings', last === undefined ? ring : withMore(last, ring));
  });
}

/** The rings received since a time, oldest first. */
export const ringsSince = (whose: string | null, since: Millis): Promise<RingRecord[]> =>
  reading(whose, [], (db) => db.getAllFromIndex('rings', 'heardAt', IDBKeyRange.lowerBound(since)));

/** The rings received from a time on and before a later one, oldest first. */
export const ringsBetween = (whose: string | null, from: Millis, until: Millis): Promise<RingRecord[]> =>
  reading(whose, [], (db) =>
    db.getAllFromIndex('rings', 'heardAt', IDBKeyRange.bound(from, until, false, true)),
  );

/** Writes or overwrites an outage, found by its start. */
export async function putOutage(whose: string, outage: Outage): Promise<void> {
  await writing(whose, (db) => db.put('outages', outage));
}

/** The outages that ended after `since` or are still open, oldest first. */
export const outagesSince = (whose: string | null, since: Millis): Promise<Outage[]> =>
  reading(whose, [], async (db) =>
    (await db.getAll('outages')).filter(({ to }) => to === null || to >= since),
  );

/**
 * Outages shorter than this, in ms, are deleted. The snapshot after them contains a call that rings
 * meanwhile.
 */
const SHORTEST_OUTAGE_MS = 5_000;

/** Ends the outage that is still open, if there is one, at `to`. Returns true if there was one. */
export const closeOutage = (whose: string, to: Millis): Promise<boolean> =>
  reading(whose, false, async (db) => {
    const open = (await db.getAll('outages')).filter((outage) => outage.to === null);
    for (const outage of open) {
      if (to - outage.from < SHORTEST_OUTAGE_MS) await db.delete('outages', outage.from);
      else await db.put('outages', { ...outage, to });
    }
    return open.length > 0;
  });

/** Rows in the order of time: a store or an index whose keys are times. */
interface Timeline {
  count(): Promise<number>;
  openCursor(): Promise<Row | null>;
}
interface Row {
  readonly key: Millis;
  delete(): Promise<void>;
  continue(): Promise<Row | null>;
}

/** Deletes a user's rows that exceed the limits, oldest rows first. */
export const trimHistory = (whose: string, { since, calls, rings, outages }: Kept): Promise<void> =>
  reading(whose, undefined, async (db) => {
    const tx = db.transaction(['calls', 'rings', 'outages', 'labels'], 'readwrite');
    await trimTimeline(tx.objectStore('calls').index('startedAt'), calls, since);
    await trimTimeline(tx.objectStore('rings').index('heardAt'), rings, since);
    await trimTimeline(tx.objectStore('outages'), outages, since);
    await trimLabels(tx.objectStore('labels'), calls === 0 ? Infinity : since);
    await tx.done;
  });

async function trimTimeline(rows: Timeline, most: number, since: Millis): Promise<void> {
  let count = await rows.count();
  let row = await rows.openCursor();
  while (row !== null && isSurplus({ at: row.key, count }, { most, since })) {
    await row.delete();
    count -= 1;
    row = await row.continue();
  }
}

/** Labels live as long as the calls that taught them. */
async function trimLabels(
  store: { getAll(): Promise<LabelRow[]>; delete(key: string): Promise<void> },
  since: Millis,
): Promise<void> {
  const rows = (await store.getAll()).filter(({ key }) => key !== SEEDED);
  const newestFirst = rows.sort((a, b) => b.seenAt - a.seenAt);
  const surplus = newestFirst.filter(({ seenAt }, index) => index >= MOST_LABELS || seenAt < since);
  for (const { key } of surplus) await store.delete(key);
}

/**
 * Returns whether the history of a user can be read. Without a user, whether the browser lists databases.
 */
export async function historyFacts(whose: string | null): Promise<'read' | 'unread'> {
  try {
    await Promise.all([usersWithHistory(), lastCalls(whose, 1), ringsSince(whose, Infinity)]);
    return 'read';
  } catch (thrown) {
    logThrown('warn', 'history not read')(thrown);
    return 'unread';
  }
}
