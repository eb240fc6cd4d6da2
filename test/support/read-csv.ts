/** Reads a CSV file of Ringside back, as a program does that is not a spreadsheet. */
import Papa from 'papaparse';
import { type Separator, TO_BE_GUARDED } from '../../src/domain/common/csv.ts';

/** Returns the cells as they stand in the file. */
export const cellsOf = (csv: string, separator: Separator): string[][] =>
  Papa.parse<string[]>(csv.replace(/^\ufeff/, ''), {
    delimiter: separator,
    newline: '\r\n',
    skipEmptyLines: true,
  }).data;

const GUARDS = new RegExp(`(?:${TO_BE_GUARDED.source})'`, TO_BE_GUARDED.flags);

/** Returns a text without the apostrophes that the writer put in front of it or of a part of it. */
export const withoutGuards = (cell: string): string => cell.replace(GUARDS, '');
