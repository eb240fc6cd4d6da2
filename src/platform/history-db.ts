/** Past calls, rings and outages in IndexedDB. The worker writes, pages read; `historyRevision` (storage.ts) says when to read anew. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { CallSummary } from '../domain/call-summary.ts';
import type { CallId, Millis } from '../domain/call.ts';
import type { Outage, RingRecord } from '../domain/ledger.ts';

interface Schema extends DBSchema {
  calls: { key: CallId; value: CallSummary; indexes: { startedAt: Millis } };
  /** A call may ring many times; when each ring was heard tells them apart. */
  rings: { key: [CallId, Millis]; value: RingRecord; indexes: { heardAt: Millis } };
  outages: { key: Millis; value: Outage };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('history', 1, {
    upgrade(db) {
      db.createObjectStore('calls', { keyPath: 'callId' }).createIndex('startedAt', 'startedAt');
      db.createObjectStore('rings', { keyPath: ['callId', 'heardAt'] }).createIndex('heardAt', 'heardAt');
      db.createObjectStore('outages', { keyPath: 'from' });
    },
    // A newer build in another page waits for this one to let go.
    blocking: () => void opened?.then((db) => db.close()).then(() => (opened = null)),
    terminated: () => void (opened = null),
  }).catch((reason: unknown) => {
    opened = null;
    throw reason;
  });
  return opened;
}

/** Writes or overwrites the row of a call: one for a call, however often it rang. */
export async function putCall(row: CallSummary): Promise<void> {
  await (await database()).put('calls', row);
}

export const findCall = async (callId: CallId): Promise<CallSummary | undefined> => (await database()).get('calls', callId);

/** The last calls, the newest first, `limit` at most. */
export async function lastCalls(limit: number): Promise<CallSummary[]> {
  const found: CallSummary[] = [];
  let cursor = await (await database()).transaction('calls').store.index('startedAt').openCursor(null, 'prev');
  while (cursor !== null && found.length < limit) {
    found.push(cursor.value);
    cursor = await cursor.continue();
  }
  return found;
}

/** Every past call, the newest first: read in one go, which for thousands is quicker than one by one. */
export const allCalls = async (): Promise<CallSummary[]> => (await (await database()).getAllFromIndex('calls', 'startedAt')).reverse();

export async function putRing(ring: RingRecord): Promise<void> {
  await (await database()).put('rings', ring);
}

/** Rings heard since a time, the oldest first. */
export const ringsSince = async (since: Millis): Promise<RingRecord[]> => (await database()).getAllFromIndex('rings', 'heardAt', IDBKeyRange.lowerBound(since));

export async function putOutage(outage: Outage): Promise<void> {
  await (await database()).put('outages', outage);
}

/** Outages that lasted into the time since, the oldest first. */
export const outagesSince = async (since: Millis): Promise<Outage[]> => (await (await database()).getAll('outages')).filter(({ to }) => to === null || to >= since);

/** Outages shorter than this, in ms, are forgotten: a call that rings then is found in the snapshot after them. */
const SHORTEST_OUTAGE_MS = 5_000;

/** Ends an outage that is still open at `to`, if there is one. True if there was. */
export async function closeOutage(to: Millis): Promise<boolean> {
  const open = (await (await database()).getAll('outages')).filter((outage) => outage.to === null);
  for (const outage of open) {
    if (to - outage.from < SHORTEST_OUTAGE_MS) await (await database()).delete('outages', outage.from);
    else await putOutage({ ...outage, to });
  }
  return open.length > 0;
}

/** Forgets what is older than `since`, and the oldest calls beyond `most`. */
export async function trimHistory(since: Millis, most: number): Promise<void> {
  const tx = (await database()).transaction(['calls', 'rings', 'outages'], 'readwrite');
  const old = IDBKeyRange.upperBound(since, true);
  let surplus = (await tx.objectStore('calls').count()) - most;
  for (let call = await tx.objectStore('calls').index('startedAt').openCursor(); call !== null && (surplus > 0 || call.value.startedAt < since); call = await call.continue()) {
    await call.delete();
    surplus -= 1;
  }
  for (let ring = await tx.objectStore('rings').index('heardAt').openCursor(old); ring !== null; ring = await ring.continue()) await ring.delete();
  await tx.objectStore('outages').delete(old);
  await tx.done;
}

/** Forgets everything. */
export async function eraseHistory(): Promise<void> {
  const db = await database();
  await Promise.all([db.clear('calls'), db.clear('rings'), db.clear('outages')]);
}
