import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DirectoryRow } from '../../../src/domain/callers/contacts/collect.ts';
import { findInDirectory } from '../../../src/platform/storage/directory-db.ts';
import { directoryListsItem } from '../../../src/platform/storage/directory-lists.ts';
import {
  eraseDirectory,
  MAX_LISTS,
  type NewList,
  removeList,
  storeList,
} from '../../../src/platform/storage/directory-writer.ts';
import { newFakeBrowser } from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

let world = newFakeBrowser();
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension } = await import('../../support/fake-extension.ts');
  return { default: fakeExtension(() => world) };
});

const list = (name: string): NewList => ({ name, fileName: `${name}.csv`, entries: 1, importedAt: 5 });
const row = (key: string, name: string, people = 1): DirectoryRow => ({
  key,
  entry: { name, company: 'Example', tag: '', owner: '', recordUrl: '' },
  people,
});
const databases = async (): Promise<string[]> =>
  (await indexedDB.databases()).map(({ name }) => name ?? '').sort();
const idOf = async (name: string): Promise<string> =>
  (await directoryListsItem.get()).find((each) => each.name === name)?.id ?? '';

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: createLocks() });
  world = newFakeBrowser();
  await eraseDirectory();
});

describe('the directory', () => {
  it('opens no database when nothing was imported', async () => {
    const open = vi.spyOn(indexedDB, 'open');
    expect(await findInDirectory('972505550101')).toBeNull();
    expect(open).not.toHaveBeenCalled();
    open.mockRestore();
  });

  it('keeps the list of before when the import of another is stopped', async () => {
    await storeList(list('Customers'), [row('1', 'Dana')], null);
    const [{ id } = { id: '' }] = await directoryListsItem.get();
    const stop = new AbortController();
    const stopped = storeList(list('New'), [row('1', 'Gil')], id, () => stop.abort(), stop.signal);
    await expect(stopped).rejects.toThrow();
    expect((await findInDirectory('1'))?.name).toBe('Dana');
    expect(await databases()).toHaveLength(1);
  });

  it('finds a number with the name of its list', async () => {
    await storeList(list('Customers'), [row('972505550101', 'Dana', 2)], null);
    expect(await findInDirectory('972505550101')).toEqual({
      name: 'Dana',
      company: 'Example',
      tag: '',
      owner: '',
      recordUrl: '',
      list: 'Customers',
      people: 2,
    });
    expect(await findInDirectory('972505550102')).toBeNull();
  });

  it('prefers the newest list', async () => {
    await storeList(list('Old'), [row('1', 'Dana'), row('2', 'Gil')], null);
    await storeList(list('New'), [row('1', 'Noa')], null);
    expect((await findInDirectory('1'))?.name).toBe('Noa');
    expect((await findInDirectory('2'))?.list).toBe('Old');
  });

  it('replaces a list as a whole, while a reader has it open', async () => {
    await storeList(list('Customers'), [row('1', 'Dana'), row('2', 'Gil')], null);
    expect((await findInDirectory('1'))?.name).toBe('Dana');
    await storeList(list('Customers'), [row('1', 'Noa')], await idOf('Customers'));
    expect((await findInDirectory('1'))?.name).toBe('Noa');
    expect(await findInDirectory('2')).toBeNull();
    expect(await databases()).toHaveLength(1);
  });

  it('keeps the old list when the new one cannot be stored', async () => {
    await storeList(list('Customers'), [row('1', 'Dana')], null);
    const id = await idOf('Customers');
    const broken = [row('1', 'Noa'), { ...row('2', 'Gil'), key: null as unknown as string }];
    await expect(storeList(list('Customers'), broken, id)).rejects.toThrow();
    expect((await findInDirectory('1'))?.name).toBe('Dana');
    world.isFull = true;
    await expect(storeList(list('Customers'), [row('1', 'Noa')], id)).rejects.toThrow('QuotaExceededError');
    expect((await findInDirectory('1'))?.name).toBe('Dana');
    expect(await databases()).toEqual([`directory-${id}`]);
  });

  it('writes in batches and reports each', async () => {
    const seen: number[] = [];
    const rows = Array.from({ length: 2_500 }, (_, at) => row(String(at), 'Dana'));
    await storeList(list('Customers'), rows, null, (written) => seen.push(written));
    expect(seen).toEqual([1_000, 2_000, 2_500]);
    expect(await findInDirectory('2499')).not.toBeNull();
  });

  it('removes one list, and erases all with what an import has left', async () => {
    await storeList(list('A'), [row('1', 'Dana')], null);
    await storeList(list('B'), [row('2', 'Gil')], null);
    await removeList(await idOf('A'));
    expect(await findInDirectory('1')).toBeNull();
    expect(await databases()).toHaveLength(1);
    (await openDB('directory-left-behind')).close();
    await eraseDirectory();
    expect(await findInDirectory('2')).toBeNull();
    expect(await databases()).toEqual([]);
    expect(world.local).not.toHaveProperty('directory');
  });

  it('deletes what a broken import has left at the next import', async () => {
    (await openDB('directory-left-behind')).close();
    await storeList(list('A'), [row('1', 'Dana')], null);
    expect(await databases()).toEqual([`directory-${await idOf('A')}`]);
  });

  it('refuses one list too many', async () => {
    for (let count = 0; count < MAX_LISTS; count += 1) await storeList(list(String(count)), [], null);
    await expect(storeList(list('more'), [], null)).rejects.toThrow('too many lists');
    await storeList(list('instead'), [], await idOf('0'));
    expect(await directoryListsItem.get()).toHaveLength(MAX_LISTS);
  });

  it('says that it knows nothing, instead of rejecting, when a database has vanished', async () => {
    await storeList(list('A'), [row('1', 'Dana')], null);
    world.local.directory = [{ ...(await directoryListsItem.get())[0], id: 'vanished' }];
    expect(await findInDirectory('1')).toBeUndefined();
    expect(await databases()).toHaveLength(1);
    world.local.directory = 'nonsense';
    expect(await findInDirectory('1')).toBeNull();
  });

  it('finds a number in a list beside one that has vanished', async () => {
    await storeList(list('A'), [row('1', 'Dana')], null);
    world.local.directory = [{ ...list('B'), id: 'vanished' }, ...(await directoryListsItem.get())];
    expect((await findInDirectory('1'))?.name).toBe('Dana');
  });
});
