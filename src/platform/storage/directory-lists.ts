/** The imported contact lists, and the choices that a person made for files of the same form. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { item, type Item } from './item.ts';

const listSchema = v.object({
  /** Names the list's database. */
  id: v.string(),
  name: v.string(),
  /** The name of the imported file. */
  fileName: v.string(),
  /** How many contacts the list has. */
  entries: v.number(),
  /** When it was imported, in ms. */
  importedAt: v.number(),
  /** True for the list that the administrator's policy names. */
  isCompanys: v.optional(v.boolean()),
});
/** An imported list. */
export type DirectoryList = v.InferOutput<typeof listSchema>;

const KEY = 'directory';

/**
 * The lists, the newest first and the company's last. A list that is not in this item does not exist,
 * whatever databases there are. Written under `DIRECTORY_LOCK`.
 */
export const directoryListsItem: Item<readonly DirectoryList[]> = item('local', KEY, (raw) => {
  const parsed = v.safeParse(v.array(listSchema), raw);
  return parsed.success ? parsed.output : [];
});

const COMPANY = 'companyList';
const companySchema = v.object({
  /** What was fetched: the address, and the region of its numbers. */
  source: v.string(),
  /** What the server said of the version that is stored. Null if it said nothing. */
  etag: v.nullable(v.string()),
  modified: v.nullable(v.string()),
  /** When the next fetch is due, in ms. */
  nextAt: v.number(),
  /** When the server last answered with a good list, or said that it is the same, in ms. Null for never. */
  goodAt: v.nullable(v.number()),
  /** Why the last fetch brought nothing. Null if it did. */
  fault: v.nullable(v.string()),
});
/** What is known of the fetches of the company's list. */
export type CompanyFetches = v.InferOutput<typeof companySchema>;

/** The fetches of the company's list. Null where there were none. Written under `DIRECTORY_LOCK`. */
export const companyListItem: Item<CompanyFetches | null> = item('local', COMPANY, (raw) => {
  const parsed = v.safeParse(companySchema, raw);
  return parsed.success ? parsed.output : null;
});

/** Removes both items completely. */
export const removeDirectoryLists = (): Promise<void> => browser.storage.local.remove([KEY, COMPANY]);

/** The name of the lock of whoever changes the lists. */
export const DIRECTORY_LOCK = 'directory';

const PREFIX = 'directory-';
/** The name of a list's database. */
export const databaseOf = (id: string): string => PREFIX + id;
/** Returns whether a database belongs to a list. */
export const isOfDirectory = (name: string | undefined): name is string => name?.startsWith(PREFIX) === true;

/** The store of the numbers in a list's database. */
export const NUMBERS = 'numbers';

const choiceSchema = v.object({
  /** What each column holds, as its role. '' for a column that is not imported. */
  roles: v.array(v.string()),
  /** Null if the detected encoding was right. */
  encoding: v.nullable(v.string()),
});
/** What a person chose for files with the same header. */
export type FileChoice = v.InferOutput<typeof choiceSchema>;

/** Most choices that are remembered. The oldest is forgotten first. */
const MOST_CHOICES = 50;

/** The choices, each under the hash of the header. Written by the options page. */
const choicesItem: Item<readonly (readonly [string, FileChoice])[]> = item('local', 'contactFiles', (raw) => {
  const parsed = v.safeParse(v.array(v.tuple([v.string(), choiceSchema])), raw);
  return parsed.success ? parsed.output : [];
});

/** Resolves to what was chosen for files with this header, or to null. */
export const choiceFor = async (hash: string): Promise<FileChoice | null> =>
  new Map(await choicesItem.get()).get(hash) ?? null;

/** Remembers a choice. */
export async function rememberChoice(hash: string, choice: FileChoice): Promise<void> {
  const others = (await choicesItem.get()).filter(([each]) => each !== hash);
  await choicesItem.set([...others, [hash, choice] as const].slice(-MOST_CHOICES));
}
