/**
 * Finds numbers in the imported contact lists. Each list has its own database, so that an import never keeps
 * a ring waiting. A number's key is its digits with the country code.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DirectoryRow } from '../../domain/callers/contacts/collect.ts';
import type { DirectoryEntry } from '../../domain/callers/directory-entry.ts';
import { withTimeout } from '../async/timeout.ts';
import { log, messageOf } from '../log.ts';
import { databaseOf, directoryListsItem, NUMBERS } from './directory-lists.ts';

/** A list's database. */
export interface ListSchema extends DBSchema {
  [NUMBERS]: { key: string; value: DirectoryRow };
}
type ListDb = IDBPDatabase<ListSchema>;

/** An entry, and how many people of the list have the number. The entry of several people names the last. */
export interface FoundEntry extends DirectoryEntry {
  readonly people: number;
}

/** Longest search, in ms. A ring alerts without a name after that. */
const FIND_MS = 2_000;

const opened = new Map<string, Promise<ListDb>>();

/**
 * Resolves to what the newest list with this number says, or to null. Never rejects, because a ring alerts
 * without a name, too: resolves to undefined if the lists cannot be read. Opens no database if nothing was
 * imported.
 */
export async function findInDirectory(key: string): Promise<FoundEntry | null | undefined> {
  try {
    // A list that was replaced during the search is looked for once more.
    const found = find(key).catch(() => find(key));
    return await withTimeout(found, FIND_MS);
  } catch (thrown) {
    log('warn', 'directory not read', { why: messageOf(thrown) });
    return undefined;
  }
}

async function find(key: string): Promise<FoundEntry | null> {
  const lists = await directoryListsItem.get();
  const rows = await Promise.allSettled(lists.map(async ({ id }) => (await open(id)).get(NUMBERS, key)));
  for (const [at, row] of rows.entries())
    if (row.status === 'fulfilled' && row.value !== undefined)
      return { ...row.value.entry, list: lists[at]?.name ?? '', people: row.value.people };
  const failed = rows.find((row) => row.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return null;
}

/** The connection stays open, because a worker looks at each ring. */
function open(id: string): Promise<ListDb> {
  const before = opened.get(id);
  if (before !== undefined) return before;
  const forget = (): void => void opened.delete(id);
  const opening = openDB<ListSchema>(databaseOf(id), 1, {
    // A reader must not create a database.
    upgrade(_, __, ___, transaction) {
      transaction.done.catch(() => undefined);
      transaction.abort();
    },
    // Somebody deletes the list.
    blocking(_, __, { target }) {
      forget();
      (target as IDBDatabase).close();
    },
    terminated: forget,
  });
  opened.set(id, opening);
  opening.catch(forget);
  return opening;
}
