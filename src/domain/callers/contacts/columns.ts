/** Finds the header of a table, and what each column holds. */
import type { Region } from '../../common/phone-number.ts';
import type { ReadNumber } from './contact.ts';
import type { TableRow } from './csv-reader.ts';
import { foldName, guessRole, type Role, roleOf } from './header-names.ts';
import { readNumberCell } from './number-cell.ts';

/** What a column holds. Null for a column that is not imported. */
export type ColumnRole = Exclude<Role, 'other'> | null;

/** How a table is read. */
export interface Layout {
  /** The place of the header row, from 0. -1 if the table has none. */
  readonly headerAt: number;
  /** The names of the columns. '' if there is no header. */
  readonly header: readonly string[];
  readonly roles: readonly ColumnRole[];
  /** True if the names of the columns are known. A person should confirm other roles. */
  readonly isKnown: boolean;
  /** A hash of the header line. Choices for a file are remembered under it. */
  readonly hash: string;
}

/** How many rows are looked at for a header, and for numbers. */
const LOOKED_AT = 25;

const IDENTIFYING: readonly (Role | null)[] = ['name', 'first', 'last', 'company'];

/** Returns how many known column names a row has. */
export const knownNames = (cells: readonly string[]): number =>
  cells.filter((cell) => roleOf(cell) !== null).length;

/** Returns how a table is read, from its first rows. */
export function layoutOf(rows: readonly TableRow[], region: Region, readNumber: ReadNumber): Layout {
  const looked = rows.slice(0, LOOKED_AT).map(({ cells }) => cells);
  const isNumber = (cell: string): boolean => {
    const { numbers, isDamaged } = readNumberCell(cell, '', region, readNumber);
    return isDamaged || numbers.some(({ key }) => key.length > 6);
  };
  const headerAt = headerOf(looked, isNumber);
  const width = Math.max(0, ...looked.map((cells) => cells.length));
  const header = looked[headerAt] ?? Array.from({ length: width }, () => '');
  const exact = header.map(roleOf);
  const isKnown =
    exact.includes('number') && exact.some((role) => IDENTIFYING.includes(role)) && headerAt !== -1;
  const body = looked.slice(headerAt + 1);
  const roles = isKnown
    ? exact.map((role, at) => role ?? (guessRole(header[at] ?? '') === 'number' ? 'number' : null))
    : guessedRoles(header, exact, body, isNumber);
  return {
    headerAt,
    header,
    roles: roles.map((role) => (role === 'other' ? null : role)),
    isKnown,
    hash: hashOf(header.map(foldName).join('|')),
  };
}

/** The row with most known names. Otherwise the first row with a text, unless it has a number. */
function headerOf(rows: readonly (readonly string[])[], isNumber: (cell: string) => boolean): number {
  const scores = rows.map((cells) =>
    cells.some(isNumber)
      ? 0
      : 10 * knownNames(cells) + cells.filter((cell) => guessRole(cell) !== null).length,
  );
  const best = Math.max(0, ...scores);
  if (best > 0) return scores.indexOf(best);
  const first = rows.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  return rows[first]?.some(isNumber) === true ? -1 : first;
}

/** Roles by the words of the header, and then by what the columns hold. */
function guessedRoles(
  header: readonly string[],
  exact: readonly (Role | null)[],
  body: readonly (readonly string[])[],
  isNumber: (cell: string) => boolean,
): (Role | null)[] {
  const roles = header.map((name, at) => exact[at] ?? guessRole(name));
  const cellsOf = (column: number): string[] =>
    body.map((cells) => cells[column] ?? '').filter((cell) => cell.trim() !== '');
  if (!roles.includes('number'))
    roles.forEach((role, at) => {
      const cells = cellsOf(at);
      const hasNumbers = cells.length > 0 && cells.filter(isNumber).length * 2 >= cells.length;
      if (role === null && hasNumbers) roles[at] = 'number';
    });
  if (!roles.some((role) => IDENTIFYING.includes(role))) {
    const first = roles.findIndex((role, at) => role === null && cellsOf(at).length > 0);
    if (first !== -1) roles[first] = 'name';
  }
  return roles;
}

/** Returns a hash of 52 bits in hexadecimal digits. It distinguishes headers, and protects nothing. */
export function hashOf(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x2545f491;
  for (let at = 0; at < text.length; at += 1) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(at), 0x5bd1e995);
  }
  return (low >>> 0).toString(16).padStart(8, '0') + ((high >>> 12) & 0xfffff).toString(16).padStart(5, '0');
}
