/**
 * The connection to a user's history database. A database may be damaged: it may not open, may never answer,
 * or may close underway. Then every use rejects within a time limit, and a later use tries again.
 */
import { deleteDB, type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import type { KnownLabel } from '../../domain/common/caller/known-labels.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import type { Outage, RingRecord } from '../../domain/history/ring-log.ts';
import { withTimeout } from '../async/timeout.ts';

interface Schema extends DBSchema {
  calls: { key: CallId; value: CallRow; indexes: { startedAt: Millis; caller: [string, Millis] } };
  /** A call may ring many times. The time at which we received a ring tells the rings apart. */
  rings: { key: [CallId, Millis]; value: RingRecord; indexes: { heardAt: Millis } };
  outages: { key: Millis; value: Outage };
  /** Since version 2. */
  labels: { key: string; value: LabelRow };
  /** Since version 3. `region`: all calls have their caller's key, as numbers of that region. */
  facts: { key: 'region'; value: string };
}
/**
 * A past call with the key of its caller (domain/callers/memory.ts), by which the index `caller` finds it.
 * The key is missing if the caller has none, and in calls that a version before 3 stored.
 */
export interface CallRow extends CallSummary {
  readonly key?: string;
}
/** What the calls taught of one label. The row with the key '' only says that all earlier calls were read. */
export interface LabelRow extends KnownLabel {
  readonly key: string;
}
/** An open history. */
export type History = IDBPDatabase<Schema>;

const PREFIX = 'history-';
/**
 * Time limit for opening or deleting a database, in ms. It is shorter than the limit of an effect (5 s), so
 * that a failed effect has the real cause.
 */
const OPEN_MS = 4_000;
/** Time limit for work on an open database, in ms. Deleting thousands of rows takes seconds. */
const WORK_MS = 20_000;
/**
 * After a database did not answer, further uses fail at once for this long, in ms. Otherwise each of them
 * would wait, and the writes of many calls would pile up.
 */
const REST_MS = 10_000;

interface Connection {
  readonly whose: string;
  readonly make: boolean;
  /** Resolves to null if the database does not exist and must not be created. */
  readonly database: Promise<History | null>;
}
/** The connection that is open or being opened. */
let opened: Connection | null = null;
/** Until when no database is asked, because one did not answer. In ms since the start of this context. */
let restsUntil = -Infinity;

/**
 * Does `work` on the user's database. With `make`, creates a missing database. Without it, resolves to `none`
 * if there is no database. Rejects if the database does not open, fails, or does not answer in time.
 */
export async function withHistory<T>(
  whose: string,
  { make, none }: { readonly make: boolean; readonly none: T },
  work: (db: History) => Promise<T>,
): Promise<T> {
  if (performance.now() < restsUntil) throw new Error('database timed out before');
  try {
    return await once(whose, make, none, work);
  } catch (thrown) {
    // The browser has closed the connection, or another page erases the database. A new connection may work.
    // A database that did not answer in time is not asked again.
    if (!(thrown instanceof DOMException)) throw thrown;
    void close(opened);
    opened = null;
    return once(whose, make, none, work);
  }
}

async function once<T>(whose: string, make: boolean, none: T, work: (db: History) => Promise<T>): Promise<T> {
  const connection = connect(whose, make);
  const db = await connection.database;
  return db === null
    ? none
    : bounded(work(db), WORK_MS, () => {
        forget(connection);
        rest();
      });
}

/** The connection stays open until another user's is asked for. */
function connect(whose: string, make: boolean): Connection {
  if (opened?.whose === whose && (opened.make || !make)) return opened;
  const left = opened;
  const connection: Connection = {
    whose,
    make,
    database: close(left).then(() => open(whose, make, () => forget(connection))),
  };
  opened = connection;
  // A connection to nothing is not kept: a later write creates the database.
  connection.database.then(
    (db) => {
      if (db === null) forget(connection);
    },
    () => forget(connection),
  );
  return connection;
}

function forget(connection: Connection): void {
  if (opened === connection) opened = null;
}

const close = async (connection: Connection | null): Promise<void> =>
  (await connection?.database.catch(() => null))?.close();

async function open(whose: string, make: boolean, onClosed: () => void): Promise<History | null> {
  const seen = { isMissing: false, isLate: false };
  const opening = openDB<Schema>(PREFIX + whose, 3, {
    upgrade(db, version, _, transaction) {
      // The open rejects as well, and says so.
      transaction.done.catch(() => undefined);
      // A reader must not create a database again that was erased.
      if (!make && version === 0) {
        seen.isMissing = true;
        transaction.abort();
        return;
      }
      if (version === 0) {
        db.createObjectStore('calls', { keyPath: 'callId' }).createIndex('startedAt', 'startedAt');
        db.createObjectStore('rings', { keyPath: ['callId', 'heardAt'] }).createIndex('heardAt', 'heardAt');
        db.createObjectStore('outages', { keyPath: 'from' });
      }
      if (version < 2) db.createObjectStore('labels', { keyPath: 'key' });
      db.createObjectStore('facts');
      // Old calls have no key yet, so the new index is made at once. Pages add the keys (earlier-calls.ts).
      transaction.objectStore('calls').createIndex('caller', ['key', 'startedAt']);
    },
    // A newer build, or the worker that erases, waits until this connection closes.
    blocking(_, __, { target }) {
      onClosed();
      (target as IDBDatabase).close();
    },
    terminated: onClosed,
  });
  // A database that opens too late is closed, because nobody uses it and it would block an erasure.
  opening.then(
    (db) => {
      if (seen.isLate) db.close();
    },
    () => undefined,
  );
  try {
    return await bounded(opening, OPEN_MS, () => {
      seen.isLate = true;
      rest();
    });
  } catch (thrown) {
    if (seen.isMissing) return null;
    throw thrown;
  }
}

/** Resolves to the result of `work`. Calls `onLate` and rejects if the browser does not answer in time. */
async function bounded<T>(work: Promise<T>, limitMs: number, onLate: () => void): Promise<T> {
  const state = { isOver: false };
  const noted = work.finally(() => (state.isOver = true));
  try {
    return await withTimeout(noted, limitMs);
  } catch (thrown) {
    if (!state.isOver) onLate();
    throw thrown;
  }
}

const rest = (): void => void (restsUntil = performance.now() + REST_MS);

/** The identities of all users who have a history in this browser profile. */
export async function usersWithHistory(): Promise<string[]> {
  const all = await withTimeout(indexedDB.databases(), OPEN_MS);
  return all.flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name.slice(PREFIX.length)] : []));
}

/**
 * Deletes a user's database, so that no trace of the user remains here. This also removes a damaged one.
 * Rejects if the browser does not delete it.
 */
export async function eraseHistory(whose: string): Promise<void> {
  if (opened?.whose === whose) {
    const left = opened;
    opened = null;
    await close(left);
  }
  await withTimeout(deleteDB(PREFIX + whose), OPEN_MS);
  restsUntil = -Infinity;
}
