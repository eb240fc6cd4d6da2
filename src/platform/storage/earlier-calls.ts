/** The earlier calls of one caller, found by the key of the number (domain/callers/memory.ts). For pages. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { placedKey, rowKey } from '../../domain/callers/memory.ts';
import type { Region } from '../../domain/common/phone-number.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import { withHistory } from './open-history.ts';

/** Calls of one caller. */
export interface EarlierCalls {
  /** The newest calls, newest first. */
  readonly rows: readonly CallSummary[];
  /** How many calls began since midnight. */
  readonly today: number;
  /** When the agent last called the number, in ms. Null if not known. */
  readonly placedAt: Millis | null;
}

/** How many of the newest calls are read. */
const MOST_ROWS = 20;
/** How many old calls get their key at a time. Other work gets its turn in between. */
const CALLS_AT_ONCE = 50;
const LOCK = 'caller-keys';

/**
 * Returns the calls of user `whose` with the number key `key`. `midnight` is the begin of today, in ms. Reads
 * nothing without a user or a history. Rejects where the database fails.
 */
export async function earlierCalls(
  whose: string | null,
  { key, region, midnight }: { readonly key: string; readonly region: Region; readonly midnight: Millis },
): Promise<EarlierCalls> {
  const none: EarlierCalls = { rows: [], today: 0, placedAt: null };
  if (whose === null) return none;
  await addMissingKeys(whose, region);
  return withHistory(whose, { make: false, none }, async (db) => {
    const index = db.transaction('calls').store.index('caller');
    const since = (from: Millis, of = key): IDBKeyRange => IDBKeyRange.bound([of, from], [of, Infinity]);
    const rows: CallSummary[] = [];
    const today = await index.count(since(midnight));
    let cursor = await index.openCursor(since(-Infinity), 'prev');
    while (cursor !== null && rows.length < MOST_ROWS) {
      rows.push(cursor.value);
      cursor = await cursor.continue();
    }
    const placed = await index.openCursor(since(-Infinity, placedKey(key)), 'prev');
    return { rows, today, placedAt: placed?.value.startedAt ?? null };
  });
}

/**
 * Gives each call the key of its caller, if an older version stored it without one, or the agent has chosen
 * another region since. A second page that asks meanwhile waits for the first. The worker finds calls by the
 * key, too, so a page does this before any card asks for it. Rejects where the database fails.
 */
export async function addMissingKeys(whose: string, region: Region): Promise<void> {
  const areKeysOf = (): Promise<boolean> =>
    withHistory(
      whose,
      { make: false, none: true },
      async (db) => (await db.get('facts', 'region')) === region,
    );
  if (await areKeysOf()) return;
  await navigator.locks.request(LOCK, async () => {
    if (await areKeysOf()) return;
    let last: CallId | null = '';
    while (last !== null) last = await addSomeKeys(whose, region, last);
    await withHistory<unknown>(whose, { make: false, none: undefined }, (db) =>
      db.put('facts', region, 'region'),
    );
  });
}

/** Does that for some calls behind `after`. Returns the id of the last one, or null if there are no more. */
const addSomeKeys = (whose: string, region: Region, after: CallId): Promise<CallId | null> =>
  withHistory<CallId | null>(whose, { make: false, none: null }, async (db) => {
    const { store, done } = db.transaction('calls', 'readwrite');
    const rows = await store.getAll(IDBKeyRange.lowerBound(after, true), CALLS_AT_ONCE);
    for (const { key: before, ...row } of rows) {
      const key = rowKey(row, region);
      if (key !== (before ?? null)) void store.put(key === null ? row : { ...row, key });
    }
    await done;
    return rows.length < CALLS_AT_ONCE ? null : (rows.at(-1)?.callId ?? null);
  });
