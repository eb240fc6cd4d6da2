/** Reads the contacts of a table, row by row. */
import type { Region } from '../../common/phone-number.ts';
import { type ColumnRole, knownNames, type Layout } from './columns.ts';
import type { ContactNumber, ReadNumber, ReadRow } from './contact.ts';
import { contactOf, contactText, recordUrlOf } from './contact-text.ts';
import type { TableRow } from './csv-reader.ts';
import { foldName } from './header-names.ts';
import { readNumberCell } from './number-cell.ts';

/** Reads the rows below the header. Titles, group names, repeated headers and blank rows give nothing. */
export function* readTable(
  rows: Iterable<TableRow>,
  layout: Layout,
  region: Region,
  readNumber: ReadNumber,
): Generator<ReadRow> {
  const columns = columnsOf(layout);
  const header = foldedLine(layout.header);
  let isBelowSubheader = false;
  let at = -1;
  for (const { cells, hasOpenQuote } of rows) {
    at += 1;
    if (at <= layout.headerAt || cells.every((cell) => cell.trim() === '')) continue;
    // A project board repeats its header for each group, and has another one for the items below an item.
    const isHeader = knownNames(cells) >= 2 && knownNames(cells) * 2 >= cells.length;
    if (isHeader) isBelowSubheader = foldedLine(cells) !== header;
    const isGroupName = cells.length === 1 && layout.header.length > 1;
    if (isGroupName) isBelowSubheader = false;
    if (isHeader || isGroupName) continue;
    isBelowSubheader &&= cells[0]?.trim() === '';
    yield isBelowSubheader
      ? { row: at + 1, contact: null, faults: ['no-number'] }
      : { row: at + 1, ...readRow(cells, columns, hasOpenQuote, region, readNumber) };
  }
}

const foldedLine = (cells: readonly string[]): string => cells.map(foldName).filter(Boolean).join('|');

interface Columns {
  readonly of: (role: ColumnRole) => readonly number[];
  readonly numbers: readonly { readonly at: number; readonly label: string; readonly labelAt: number }[];
}

function columnsOf({ header, roles }: Layout): Columns {
  const places = new Map<ColumnRole, number[]>();
  roles.forEach((role, at) => places.set(role, [...(places.get(role) ?? []), at]));
  const folded = header.map(foldName);
  const numbers = (places.get('number') ?? []).map((at) => {
    const google = /^(phone\d+)value$/.exec(folded[at] ?? '')?.[1];
    const labels = google === undefined ? [] : [`${google}type`, `${google}label`];
    return {
      at,
      label: contactText(header[at] ?? ''),
      labelAt: folded.findIndex((name) => labels.includes(name)),
    };
  });
  return { of: (role) => places.get(role) ?? [], numbers };
}

function readRow(
  cells: readonly string[],
  columns: Columns,
  hasOpenQuote: boolean,
  region: Region,
  readNumber: ReadNumber,
): Pick<ReadRow, 'contact' | 'faults'> {
  const texts = (role: ColumnRole): string[] =>
    columns
      .of(role)
      .map((at) => contactText(cells[at] ?? ''))
      .filter((text) => text !== '');
  const first = (role: ColumnRole): string => texts(role)[0] ?? '';
  const numbers: ContactNumber[] = [];
  let isDamaged = false;
  for (const { at, label, labelAt } of columns.numbers) {
    const shown = labelAt === -1 ? label : contactText((cells[labelAt] ?? '').replace(/^\* /, ''));
    const read = readNumberCell(cells[at] ?? '', shown, region, readNumber);
    numbers.push(...read.numbers);
    isDamaged ||= read.isDamaged;
  }
  const parts = [...texts('first'), ...texts('middle'), ...texts('last')].join(' ');
  const { contact, faults } = contactOf(
    {
      name: first('name') === '' ? contactText(parts) : first('name'),
      company: first('company'),
      tag: first('tag'),
      owner: first('owner'),
      recordUrl: columns.of('link').map((at) => recordUrlOf(cells[at] ?? ''))[0] ?? '',
    },
    numbers,
    isDamaged,
  );
  return { contact, faults: hasOpenQuote ? [...faults, 'open-quote'] : faults };
}
