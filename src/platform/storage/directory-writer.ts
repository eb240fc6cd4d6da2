/**
 * Imports, replaces and removes contact lists. A list is written to a database of its own, and exists once
 * the item of all lists names it. So a list is there as a whole or not at all. Every function rejects if the
 * browser does not store or delete something.
 */
import { deleteDB, openDB } from 'idb';
import type { DirectoryRow } from '../../domain/callers/contacts/collect.ts';
import { withTimeout } from '../async/timeout.ts';
import { log, messageOf } from '../log.ts';
import type { ListSchema } from './directory-db.ts';
import {
  type CompanyFetches,
  companyListItem,
  databaseOf,
  DIRECTORY_LOCK,
  type DirectoryList,
  directoryListsItem,
  isOfDirectory,
  NUMBERS,
  removeDirectoryLists,
} from './directory-lists.ts';

/** Most lists. */
export const MAX_LISTS = 20;
/** Rows of one transaction. More of them hold up the page, fewer take longer. */
const BATCH = 1_000;
/** Longest deletion of a database, in ms. */
const DELETE_MS = 10_000;

/** What is known of a list before it is stored. */
export type NewList = Omit<DirectoryList, 'id'>;

/**
 * Stores a list, in place of the list `replaced` if that is not null. `onProgress` receives the number of
 * rows that are written. Rejects without a change if something fails, if `signal` stops it, or if there are
 * too many lists.
 */
export async function storeList(
  list: NewList,
  rows: readonly DirectoryRow[],
  replaced: string | null,
  onProgress?: (written: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  await navigator.locks.request(DIRECTORY_LOCK, async () => {
    const before = await directoryListsItem.get();
    const others = before.filter(({ id }) => id !== replaced);
    if (others.filter(({ isCompanys }) => isCompanys !== true).length >= MAX_LISTS)
      throw new Error('too many lists');
    // An import that was cut off leaves a database.
    await deleteAllBut(before);
    const id = crypto.randomUUID();
    try {
      await writeRows(id, rows, onProgress, signal);
      signal?.throwIfAborted();
      await directoryListsItem.set([{ ...list, id }, ...others]);
    } catch (thrown) {
      await drop(id);
      throw thrown;
    }
    if (replaced !== null) await drop(replaced);
  });
}

/**
 * Writes the contacts of the company's list to the database of the list `id`, which `storeCompanyList` then
 * names. Needs no store. Leaves no database where that fails.
 */
export async function writeCompanyRows(id: string, rows: readonly DirectoryRow[]): Promise<void> {
  await navigator.locks.request(DIRECTORY_LOCK, async () => {
    try {
      await writeRows(id, rows);
    } catch (thrown) {
      await drop(id);
      throw thrown;
    }
  });
}

/**
 * Stores what is known of the fetches of the company's list, unless the stored fetches are not those of
 * `source`: then the list was erased meanwhile. `list` takes the place of the former list, and null removes
 * that; if it is left out, the former one stays. The former database is deleted, or that of a list that is
 * not stored. Rejects if the database of `list` is gone.
 */
export async function storeCompanyList(
  source: string | undefined,
  fetches: CompanyFetches | null,
  list?: DirectoryList | null,
): Promise<void> {
  await navigator.locks.request(DIRECTORY_LOCK, async () => {
    const isCurrent = (await companyListItem.get())?.source === source;
    if (list !== undefined) {
      let lists = await directoryListsItem.get();
      if (isCurrent) {
        // An import of the agent may have deleted a database that no list named yet.
        if (list !== null && !(await databases()).includes(databaseOf(list.id)))
          throw new Error('list is gone');
        // The agent's own lists come first: the first list with a number counts.
        lists = [...lists.filter(({ isCompanys }) => isCompanys !== true), ...(list === null ? [] : [list])];
        await directoryListsItem.set(lists);
      }
      await deleteAllBut(lists);
    }
    if (isCurrent) await companyListItem.set(fetches);
  });
}

/** Removes a list. */
export async function removeList(id: string): Promise<void> {
  await navigator.locks.request(DIRECTORY_LOCK, async () => {
    const before = await directoryListsItem.get();
    await directoryListsItem.set(before.filter((list) => list.id !== id));
    await deleteList(id);
  });
}

/** Removes all lists, and what a broken import has left. */
export async function eraseDirectory(): Promise<void> {
  await navigator.locks.request(DIRECTORY_LOCK, async () => {
    await removeDirectoryLists();
    await deleteAllBut([]);
  });
}

async function writeRows(
  id: string,
  rows: readonly DirectoryRow[],
  onProgress?: (written: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const db = await openDB<ListSchema>(databaseOf(id), 1, {
    upgrade: (fresh) => void fresh.createObjectStore(NUMBERS, { keyPath: 'key' }),
  });
  try {
    for (let at = 0; at < rows.length; at += BATCH) {
      signal?.throwIfAborted();
      const transaction = db.transaction(NUMBERS, 'readwrite', { durability: 'relaxed' });
      // Only the transaction is waited for. It fails if a row does.
      for (const row of rows.slice(at, at + BATCH)) transaction.store.put(row).catch(() => undefined);
      await transaction.done;
      onProgress?.(Math.min(rows.length, at + BATCH));
    }
  } finally {
    db.close();
  }
}

async function deleteAllBut(lists: readonly DirectoryList[]): Promise<void> {
  const kept = new Set(lists.map(({ id }) => databaseOf(id)));
  for (const name of await databases())
    if (isOfDirectory(name) && !kept.has(name)) await withTimeout(deleteDB(name), DELETE_MS);
}

const databases = async (): Promise<readonly (string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

const deleteList = (id: string): Promise<void> => withTimeout(deleteDB(databaseOf(id)), DELETE_MS);

/** Deletes a database that no list names any more. If that fails, the next import deletes it. */
const drop = (id: string): Promise<void> =>
  deleteList(id).catch((thrown: unknown) => log('warn', 'list not deleted', { why: messageOf(thrown) }));
