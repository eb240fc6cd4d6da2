/**
 * Past calls, rings and outages in IndexedDB: a database for each user of this browser profile, who sees no other's. The worker writes, pages read;
 * `historyRevision` (items.ts) says when to read anew. `whose` is a user's identity (background/auth/identity.ts).
 */
import { deleteDB, type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { isSurplus, type Kept } from '../../domain/history/bounds.ts';
import type { Outage, RingRecord } from '../../domain/history/ring-log.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';

interface Schema extends DBSchema {
  calls: { key: CallId; value: CallSummary; indexes: { startedAt: Millis } };
  /** A call may ring many times; when each ring was heard tells them apart. */
  rings: { key: [CallId, Millis]; value: RingRecord; indexes: { heardAt: Millis } };
  outages: { key: Millis; value: Outage };
}
type History = IDBPDatabase<Schema>;

const PREFIX = 'history-';

let opened: { readonly whose: string; readonly make: boolean; readonly database: Promise<History> } | null =
  null;

/** The user's database, which stays open until another user's is asked for. `make`: makes it where there is none; otherwise that rejects. */
function database(whose: string, make: boolean): Promise<History> {
  if (opened?.whose === whose && (opened.make || !make)) return opened.database;
  const left = opened?.database;
  const current = {
    whose,
    make,
    database: Promise.resolve(left)
      .catch(() => undefined)
      .then((db) => db?.close())
      .then(() => open(whose, make, letGo)),
  };
  function letGo(): void {
    if (opened === current) opened = null;
  }
  opened = current;
  current.database.catch(letGo);
  return current.database;
}

const open = (whose: string, make: boolean, letGo: () => void): Promise<History> =>
  openDB<Schema>(PREFIX + whose, 1, {
    upgrade(db, _, __, transaction) {
      // Whoever only reads must not bring back what was erased.
      if (!make) {
        transaction.done.catch(() => undefined);
        transaction.abort();
        return;
      }
      db.createObjectStore('calls', { keyPath: 'callId' }).createIndex('startedAt', 'startedAt');
      db.createObjectStore('rings', { keyPath: ['callId', 'heardAt'] }).createIndex('heardAt', 'heardAt');
      db.createObjectStore('outages', { keyPath: 'from' });
    },
    // A newer build or the worker that erases waits for this one to let go.
    blocking(_, __, { target }) {
      letGo();
      (target as IDBDatabase).close();
    },
    terminated: letGo,
  });

const writing = (whose: string): Promise<History> => database(whose, true);

/** What `read` finds in the user's database; `none` where there is no database, or nobody whose it were. */
async function reading<T>(whose: string | null, none: T, read: (db: History) => Promise<T>): Promise<T> {
  if (whose === null) return none;
  let db: History;
  try {
    db = await database(whose, false);
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return none;
    throw thrown;
  }
  return read(db);
}

/** Writes or overwrites the row of a call: one for a call, however often it rang. */
export async function putCall(whose: string, row: CallSummary): Promise<void> {
  await (await writing(whose)).put('calls', row);
}

export const findCall = (whose: string | null, callId: CallId): Promise<CallSummary | undefined> =>
  reading(whose, undefined, (db) => db.get('calls', callId));

/** The last calls, the newest first, `limit` at most. */
export const lastCalls = (whose: string | null, limit: number): Promise<CallSummary[]> =>
  reading(whose, [], async (db) => {
    const found: CallSummary[] = [];
    let cursor = await db.transaction('calls').store.index('startedAt').openCursor(null, 'prev');
    while (cursor !== null && found.length < limit) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    return found;
  });

/** Every past call, the newest first: read in one go, which for thousands is quicker than one by one. */
export const allCalls = (whose: string | null): Promise<CallSummary[]> =>
  reading(whose, [], async (db) => (await db.getAllFromIndex('calls', 'startedAt')).reverse());

export async function putRing(whose: string, ring: RingRecord): Promise<void> {
  await (await writing(whose)).put('rings', ring);
}

/** Rings heard since a time, the oldest first. */
export const ringsSince = (whose: string | null, since: Millis): Promise<RingRecord[]> =>
  reading(whose, [], (db) => db.getAllFromIndex('rings', 'heardAt', IDBKeyRange.lowerBound(since)));

export async function putOutage(whose: string, outage: Outage): Promise<void> {
  await (await writing(whose)).put('outages', outage);
}

/** Outages that lasted into the time since, the oldest first. */
export const outagesSince = (whose: string | null, since: Millis): Promise<Outage[]> =>
  reading(whose, [], async (db) =>
    (await db.getAll('outages')).filter(({ to }) => to === null || to >= since),
  );

/** Outages shorter than this, in ms, are forgotten: a call that rings then is found in the snapshot after them. */
const SHORTEST_OUTAGE_MS = 5_000;

/** Ends an outage that is still open at `to`, if there is one. True if there was. */
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

/** Forgets what is not to be kept of a user's, the oldest rows first. */
export const trimHistory = (whose: string, { since, calls, rings, outages }: Kept): Promise<void> =>
  reading(whose, undefined, async (db) => {
    const tx = db.transaction(['calls', 'rings', 'outages'], 'readwrite');
    await trimTimeline(tx.objectStore('calls').index('startedAt'), calls, since);
    await trimTimeline(tx.objectStore('rings').index('heardAt'), rings, since);
    await trimTimeline(tx.objectStore('outages'), outages, since);
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

/** Everybody who has a history in this browser profile. */
export async function usersWithHistory(): Promise<string[]> {
  return (await indexedDB.databases()).flatMap(({ name }) =>
    name?.startsWith(PREFIX) === true ? [name.slice(PREFIX.length)] : [],
  );
}

/** Forgets everything of a user, and that they were here. */
export async function eraseHistory(whose: string): Promise<void> {
  if (opened?.whose === whose) {
    const { database: db } = opened;
    opened = null;
    (await db.catch(() => undefined))?.close();
  }
  await deleteDB(PREFIX + whose);
}
