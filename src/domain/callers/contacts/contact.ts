/** The shapes that the readers of contact files share, and the limits of a file. */
import type { Region } from '../../common/phone-number.ts';

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 30_000_000;
/** Most rows or cards of a file. */
export const MAX_ROWS = 100_000;
/** Most contacts of a list. */
export const MAX_CONTACTS = 50_000;
/** Most columns of a table. The others are ignored. */
export const MAX_COLUMNS = 500;
/** Most numbers of a contact. The others are ignored. */
export const MAX_NUMBERS = 20;
/** Longest name, company, tag and owner, in characters. */
export const MAX_TEXT = 120;

/** A number of a contact. */
export interface ContactNumber {
  /** The digits with the country code; for inner lines and starred numbers what is dialled: `*2700`. */
  readonly key: string;
  /** The extension behind the number. '' if there is none. */
  readonly extension: string;
  /** What the file calls this number: `Mobile`. May be ''. */
  readonly label: string;
}

/** A contact of a file. All texts are sanitized. */
export interface Contact {
  readonly name: string;
  readonly company: string;
  readonly tag: string;
  readonly owner: string;
  readonly recordUrl: string;
  readonly numbers: readonly ContactNumber[];
}

/** Why a row or card gives no contact, or not all of it. */
export type RowFault =
  /** There is no number that can be called. */
  | 'no-number'
  /** There is neither a name nor a company. */
  | 'no-name'
  /** The spreadsheet has replaced the last digits: `9.72506E+11`. */
  | 'damaged-number'
  /** A quote has no end. The row was read as if it had none. */
  | 'open-quote'
  /** The contact came before in the same file. */
  | 'repeated';

/** A row with a fault. `row` counts the lines of a table, or the cards, from 1. */
export interface FaultyRow {
  readonly row: number;
  readonly fault: RowFault;
  /** True if the contact was taken in spite of the fault. */
  readonly isTaken: boolean;
}

/** A row or card: the contact if there is one, and its faults. */
export interface ReadRow {
  readonly row: number;
  readonly contact: Contact | null;
  readonly faults: readonly RowFault[];
}

/** Why a whole file is refused. */
export type FileFault =
  | 'empty'
  | 'too-big'
  | 'too-many'
  | 'web-page'
  | 'old-excel'
  | 'no-contacts'
  | 'damaged-workbook'
  | 'no-sheet';

/** Returns the digits of a number with its country code, or null if no numbering plan has the number. */
export type ReadNumber = (number: string, region: Region) => string | null;
