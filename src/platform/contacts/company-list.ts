/**
 * Fetches the contact list of the company and writes it to a database. It runs in a page: in Chrome in the
 * hidden page that plays sounds, which has neither a store nor permissions, in Firefox in the background
 * page.
 */
import { listName, nextFetch } from '../../domain/callers/company-list.ts';
import { digitsWithCountry, type Region } from '../../domain/common/phone-number.ts';
import type { FileFault } from '../../domain/callers/contacts/contact.ts';
import { type CompanyFetches, databaseOf, type DirectoryList } from '../storage/directory-lists.ts';
import { writeCompanyRows } from '../storage/directory-writer.ts';
import * as reader from './contacts-reader.ts';
import { fetchList, type FetchFault, type FileVersion, NO_VERSION } from './fetch-list.ts';
import { readContacts } from './read-contacts.ts';

/** What is fetched. The caller has made sure that the host may be reached. */
export interface ListRequest {
  readonly url: string;
  /** The region by which the numbers of the list are read. */
  readonly region: Region;
  /** The id of the list that is stored. Null if there is none. */
  readonly former: string | null;
  /** The version of that list. */
  readonly version: FileVersion;
}

/** Why the list was not updated. `columns`: nobody can say what the columns of the file hold. */
export type CompanyListFault = FetchFault | FileFault | 'columns' | 'not-stored';

/** What is to be stored. */
export interface ListAnswer {
  /** What has changed of what is known of the fetches. */
  readonly fetches: Partial<CompanyFetches> & { readonly fault: CompanyListFault | null };
  /** A new list. Its database is written. Left out if the former one stays. */
  readonly list?: DirectoryList;
}

/** Fetches the list and writes its database. Where anything fails, it leaves no database. Never rejects. */
export async function fetchCompanyList(request: ListRequest): Promise<ListAnswer> {
  const { url, region, former, version } = request;
  const fetched = await fetchList(url, (await isWritten(former)) ? version : NO_VERSION);
  if (fetched.kind === 'failed') return failed(fetched.fault);
  if (fetched.kind === 'same') return { fetches: good() };
  const { file, fault } = await reader.open(fetched.bytes, null, { region, readNumber: digitsWithCountry });
  if (file === null) return failed(fault);
  // Nobody sees a preview, so nothing is guessed.
  if (file.layout?.isKnown === false) return failed('columns');
  const read = await readContacts(reader, file, null, () => undefined, new AbortController().signal);
  if (read === null) return failed('not-stored');
  if (read.fault !== null) return failed(read.fault);
  const [id, name] = [crypto.randomUUID(), listName(url)];
  const entries = read.report.contacts;
  try {
    await writeCompanyRows(id, read.rows);
  } catch {
    return failed('not-stored');
  }
  const list = { id, name, fileName: name, entries, importedAt: Date.now(), isCompanys: true };
  return { fetches: { ...good(), ...fetched.version }, list };
}

const failed = (fault: CompanyListFault): ListAnswer => ({ fetches: { fault } });

/** What a good answer changes: the next fetch comes a day later. */
function good(): ListAnswer['fetches'] {
  const now = Date.now();
  return { fault: null, goodAt: now, nextAt: nextFetch(now, true, Math.random()) };
}

/** The browser may have deleted the database of a list. Then the whole list is needed again. */
async function isWritten(id: string | null): Promise<boolean> {
  if (id === null) return false;
  const databases = await indexedDB.databases().catch(() => []);
  return databases.some(({ name }) => name === databaseOf(id));
}
