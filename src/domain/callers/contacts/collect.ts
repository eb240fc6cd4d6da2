/** Gathers the contacts of a file under their numbers, and what became of each row. */
import type { DirectoryEntry } from '../directory-entry.ts';
import { type Contact, type FaultyRow, MAX_CONTACTS, type ReadRow, type RowFault } from './contact.ts';
import { foldName } from './header-names.ts';

/** A row of the directory: what is known about a number. The list it belongs to is known otherwise. */
export interface DirectoryRow {
  readonly key: string;
  readonly entry: Omit<DirectoryEntry, 'list'>;
  /** How many people of the list have this number. */
  readonly people: number;
}

/** What became of the rows of a file. */
export interface ImportReport {
  /** How many contacts were taken. */
  readonly contacts: number;
  /** How many numbers they have. */
  readonly numbers: number;
  /** How often each fault occurred. */
  readonly faults: Readonly<Partial<Record<RowFault, number>>>;
  /** The first rows with a fault. */
  readonly examples: readonly FaultyRow[];
}

/** Most rows with a fault that the report lists. */
const MOST_EXAMPLES = 100;

/** Gathers rows. `isFull` turns true once there are more contacts than a list may have. */
export function createCollector() {
  const found = new Map<string, Contact[]>();
  const faults: Partial<Record<RowFault, number>> = {};
  const examples: FaultyRow[] = [];
  let contacts = 0;
  const note = (row: number, fault: RowFault, isTaken: boolean): void => {
    faults[fault] = (faults[fault] ?? 0) + 1;
    if (examples.length < MOST_EXAMPLES) examples.push({ row, fault, isTaken });
  };
  return {
    add({ row, contact, faults: of }: ReadRow): void {
      for (const fault of of) note(row, fault, contact !== null);
      if (contact === null) return;
      const isNew = contact.numbers.filter(({ key }) => {
        const before = found.get(key) ?? [];
        const others = before.filter((each) => !isSamePerson(each, contact));
        // A later row of the same person may know more.
        found.set(key, [...others.slice(-MOST_PEOPLE), contact]);
        return others.length === before.length;
      });
      if (isNew.length === 0) note(row, 'repeated', false);
      else contacts += 1;
    },
    isFull: () => contacts > MAX_CONTACTS,
    rows: (): DirectoryRow[] => [...found].map(([key, people]) => rowOf(key, people)),
    report: (): ImportReport => ({ contacts, numbers: found.size, faults, examples }),
  };
}

/** Most people of a number that are told apart. */
const MOST_PEOPLE = 98;

const personOf = ({ name, company }: Contact): string => `${foldName(name)}|${foldName(company)}`;
const isSamePerson = (a: Contact, b: Contact): boolean => personOf(a) === personOf(b);

/** Several people of one company share a number: it is the company's. */
function rowOf(key: string, people: readonly Contact[]): DirectoryRow {
  const last = people.at(-1);
  const { name = '', company = '', tag = '', owner = '', recordUrl = '' } = last ?? {};
  const isShared =
    people.length > 1 &&
    company !== '' &&
    people.every((each) => foldName(each.company) === foldName(company));
  const entry = isShared
    ? { name: '', company, tag: '', owner: '', recordUrl: '' }
    : { name, company, tag, owner, recordUrl };
  return { key, entry, people: people.length };
}
