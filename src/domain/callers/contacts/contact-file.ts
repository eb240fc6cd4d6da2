/** Opens a contact file of any kind, and reads its contacts. */
import type { Region } from '../../common/phone-number.ts';
import { type ColumnRole, knownNames, type Layout, layoutOf } from './columns.ts';
import { type FileFault, MAX_FILE_BYTES, type ReadNumber, type ReadRow } from './contact.ts';
import { readRows, type TableRow } from './csv-reader.ts';
import { decodeBytes, detectEncoding, type Encoding } from './encodings.ts';
import { readTable } from './table.ts';
import { openVcards } from './vcard-lines.ts';
import { readVcards } from './vcards.ts';

/** How numbers are read. */
export interface Reading {
  readonly region: Region;
  readonly readNumber: ReadNumber;
}

/** A file that can be read. */
export interface ContactFile {
  readonly kind: 'table' | 'vcards' | 'workbook';
  /** Null for a workbook, which has no choice of encodings. */
  readonly encoding: Encoding | null;
  /** How the table is read. Null for cards. */
  readonly layout: Layout | null;
  /** About how many rows or cards there are. */
  readonly size: number;
  /** Reads the contacts. `roles` replaces what the layout says about the columns. */
  readonly read: (roles: readonly ColumnRole[] | null) => Iterable<ReadRow>;
}

/** Rows that decide how a table is read. */
const FIRST_ROWS = 25;

/** Returns why a file is refused before it is read, or null. */
export function refusalOf(bytes: Uint8Array): FileFault | null {
  if (bytes.length > MAX_FILE_BYTES) return 'too-big';
  const [first, second, third, fourth] = bytes;
  if (first === 0xd0 && second === 0xcf && third === 0x11 && fourth === 0xe0) return 'old-excel';
  const start = startOf(bytes);
  if (start === '') return 'empty';
  return start.startsWith('<') ? 'web-page' : null;
}

/** Returns whether the file is a ZIP archive, as workbooks are. */
export const isArchive = ([first, second, third, fourth]: Uint8Array): boolean =>
  first === 0x50 && second === 0x4b && third === 3 && fourth === 4;

/** The first characters without blanks and marks, in any encoding. */
const startOf = (bytes: Uint8Array): string =>
  decodeBytes(bytes.subarray(0, 4096), 'windows-1252')
    .replace(/^(?:ï»¿|ÿþ|þÿ)+/, '')
    .replaceAll('\0', '')
    .trimStart();

/** Opens a table of text or a file of cards. `chosen` is the encoding that a person chose, or null. */
export function openText(bytes: Uint8Array, chosen: Encoding | null, reading: Reading): ContactFile {
  if (/^BEGIN:VCARD/i.test(startOf(bytes))) {
    const file = openVcards(bytes, chosen);
    return {
      kind: 'vcards',
      encoding: chosen ?? file.source,
      layout: null,
      size: countOf(file.binary, /BEGIN:VCARD/gi),
      read: () => readVcards(file, reading.region, reading.readNumber),
    };
  }
  const encoding = chosen ?? detectEncoding(bytes, namesKnownIn);
  const text = decodeBytes(bytes, encoding);
  const size = Math.max(1, countOf(text, /\r\n|\r|\n/g));
  return { ...openTable(() => readRows(text), reading), kind: 'table', encoding, size };
}

/** Counts without keeping what it finds, which may be millions of line breaks. */
function countOf(text: string, mark: RegExp): number {
  let count = 0;
  while (mark.test(text)) count += 1;
  return count;
}

/** Opens a table whose rows are known. */
export function openTable(
  rows: () => Iterable<TableRow>,
  { region, readNumber }: Reading,
): Pick<ContactFile, 'layout' | 'read'> {
  const layout = layoutOf(firstOf(rows(), FIRST_ROWS), region, readNumber);
  return {
    layout,
    read: (roles) => readTable(rows(), roles === null ? layout : { ...layout, roles }, region, readNumber),
  };
}

/** Returns the first entries of a list that may be long. */
export function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const each of all) {
    if (first.push(each) >= most) break;
  }
  return first;
}

/** Returns the most known column names that a row of a text has. */
const namesKnownIn = (text: string): number =>
  Math.max(0, ...firstOf(readRows(text), FIRST_ROWS).map(({ cells }) => knownNames(cells)));
