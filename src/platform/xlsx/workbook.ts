/**
 * Reads the first visible sheet of an Excel workbook. A workbook keeps all digits of a number, where a CSV
 * file has lost them. The markup is read by saxen, because the pages' policy lets no text become a document.
 */
import { Parser } from 'saxen';
import { MAX_COLUMNS, MAX_ROWS } from '../../domain/callers/contacts/contact.ts';
import type { TableRow } from '../../domain/callers/contacts/csv-reader.ts';
import { type Archive, openArchive } from './unzip.ts';

const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const NO_ROW: TableRow = { cells: [], hasOpenQuote: false };

/** Resolves to the rows of the first visible sheet, or to null if there is none. Rejects if it is damaged. */
export async function readWorkbook(bytes: Uint8Array): Promise<readonly TableRow[] | null> {
  const archive = openArchive(bytes);
  const targets = await relationsOf(archive);
  const sheets: { readonly id: string; readonly isHidden: boolean }[] = [];
  scan(await markupOf(archive, BOOK), {
    open(name, attributes) {
      if (name === 'sheet')
        sheets.push({
          id: attributes['r:id'] ?? '',
          isHidden: (attributes.state ?? 'visible') !== 'visible',
        });
    },
  });
  const first = sheets.find(({ id, isHidden }) => !isHidden && targets.byId.has(id));
  if (first === undefined) return null;
  const strings = targets.strings === null ? [] : stringsOf(await markupOf(archive, targets.strings));
  return rowsOf(await markupOf(archive, targets.byId.get(first.id) ?? ''), strings);
}

/** The files that the workbook names. */
async function relationsOf(
  archive: Archive,
): Promise<{ readonly byId: ReadonlyMap<string, string>; readonly strings: string | null }> {
  const byId = new Map<string, string>();
  let strings: string | null = null;
  scan(await markupOf(archive, RELATIONS), {
    open(name, { Id, Type = '', Target = '' }) {
      if (name !== 'Relationship' || Id === undefined) return;
      const file = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      if (Type.endsWith('/worksheet')) byId.set(Id, file);
      if (Type.endsWith('/sharedStrings') && archive.has(file)) strings = file;
    },
  });
  return { byId, strings };
}

async function markupOf(archive: Archive, name: string): Promise<string> {
  const bytes = await archive.read(name);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
  // A document type can define texts that grow without end. No workbook has one.
  if (/<!doctype/i.test(text)) throw new Error('document type not allowed');
  return text;
}

interface Handlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Reads markup in one pass. Names come without their prefix. Throws if the markup is damaged. */
function scan(markup: string, { open, text, close }: Handlers): void {
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => open(local(name), attributes()));
  parser.on('closeTag', (name) => close?.(local(name)));
  parser.on('text', (raw, decode) => text?.(decode(raw)));
  parser.on('cdata', (raw) => text?.(raw));
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(markup);
}

/** The texts that cells refer to. A text may have parts in several fonts; its reading aid is left out. */
function stringsOf(markup: string): string[] {
  const strings: string[] = [];
  let isText = false;
  let isAid = false;
  scan(markup, {
    open(name) {
      if (name === 'si') strings.push('');
      if (name === 'rPh') isAid = true;
      isText = name === 't' && !isAid;
    },
    text(part) {
      if (isText && strings.length > 0) strings.push(`${strings.pop() ?? ''}${part}`);
    },
    close(name) {
      isText = false;
      if (name === 'rPh') isAid = false;
    },
  });
  return strings;
}

function rowsOf(markup: string, strings: readonly string[]): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let value = '';
  let isValue = false;
  scan(markup, {
    open(name, attributes) {
      if (name === 'row') {
        cells = [];
        column = -1;
        const number = Math.min(Number(attributes.r ?? 0), MAX_ROWS);
        while (rows.length < number - 1) rows.push(NO_ROW);
      }
      if (name === 'c') {
        column = columnOf(attributes.r ?? '') ?? column + 1;
        type = attributes.t ?? 'n';
        value = '';
      }
      isValue = name === 'v' || name === 't';
    },
    text(part) {
      if (isValue) value += part;
    },
    close(name) {
      isValue = false;
      if (name === 'c' && column < MAX_COLUMNS) {
        while (cells.length < column) cells.push('');
        cells[column] = cellText(type, value, strings);
      }
      // One row more than the limit, so that the reader can say that there are too many.
      if (name === 'row' && rows.length <= MAX_ROWS) rows.push({ cells, hasOpenQuote: false });
    },
  });
  return rows;
}

/** `AB12` is column 27. Null without a reference. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = 26 * column + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A formula's last result counts. A whole number is written with all its digits. */
function cellText(type: string, value: string, strings: readonly string[]): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'e') return '';
  return type === 'n' && Number.isSafeInteger(Number(value)) && value.trim() !== ''
    ? String(Number(value))
    : value;
}
