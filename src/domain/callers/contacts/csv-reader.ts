/**
 * Reads tables of text. Papa Parse, which writes our tables, loses the rest of a file at a cell such as
 * `"אבג" בע"מ` that begins with a quote without being quoted. Hebrew lists have such cells.
 */
import { MAX_COLUMNS, MAX_ROWS } from './contact.ts';

/** A row of a table. */
export interface TableRow {
  readonly cells: readonly string[];
  /** True if a cell began with a quote that had no end. The cell was read as it stands. */
  readonly hasOpenQuote: boolean;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
/** How many rows decide on the separator. */
const LOOKED_AT = 25;
/** Longest quoted cell, in characters. A quote that would enclose more has no end. */
const MAX_QUOTED = 20_000;
/**
 * How often each character may be read in vain for quotes without an end. Keeps hostile files from hanging.
 */
const VAIN_READS = 4;

/** Reads the rows of a text one by one. The first line may name the separator, as Excel writes it. */
export function* readRows(text: string): Generator<TableRow> {
  const named = /^"?sep=([,;|\t])"?[ ,;\t]*(?:\r\n|\r|\n|$)/i.exec(text);
  const separator = named?.[1] ?? separatorOf(text);
  yield* rowsFrom(text, named?.[0].length ?? 0, separator);
}

/** Returns the separator that gives most rows the same number of cells, with more than one cell. */
export function separatorOf(text: string): string {
  const ranked = SEPARATORS.map((separator) => ({ separator, agreeing: agreeing(text, separator) }));
  ranked.sort((a, b) => b.agreeing - a.agreeing);
  return ranked[0]?.agreeing === 0 ? ',' : (ranked[0]?.separator ?? ',');
}

/** Returns how many of the first rows have the number of cells that most rows have. */
function agreeing(text: string, separator: string): number {
  const counts = new Map<number, number>();
  let seen = 0;
  for (const { cells } of rowsFrom(text, 0, separator)) {
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    if ((seen += 1) === LOOKED_AT) break;
  }
  return Math.max(0, ...counts.values());
}

function* rowsFrom(text: string, start: number, separator: string): Generator<TableRow> {
  let at = start;
  const budget = { left: VAIN_READS * text.length };
  for (let count = 0; at < text.length && count <= MAX_ROWS; count += 1) {
    const cells: string[] = [];
    let hasOpenQuote = false;
    for (;;) {
      const quoted = text[at] === '"' ? quotedCell(text, at, separator, budget) : null;
      const end = quoted?.end ?? endOfPlain(text, at, separator);
      // A plain cell such as `"אבג" בע"מ` has more quotes. A single one at the start has lost its end.
      const isOpen = quoted === null && text[at] === '"' && !text.slice(at + 1, end).includes('"');
      hasOpenQuote ||= isOpen;
      if (cells.length < MAX_COLUMNS) cells.push(quoted?.value ?? text.slice(at + Number(isOpen), end));
      at = end;
      if (text[at] !== separator) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    yield { cells, hasOpenQuote };
  }
}

/**
 * A quote ends a cell only before a separator or a line break. Returns null for a cell that is not quoted.
 */
function quotedCell(
  text: string,
  start: number,
  separator: string,
  budget: { left: number },
): { readonly value: string; readonly end: number } | null {
  if (budget.left < 0) return null;
  let at = text.indexOf('"', start + 1);
  while (at !== -1 && text[at + 1] === '"' && at - start <= MAX_QUOTED) at = text.indexOf('"', at + 2);
  const next = text[at + 1];
  const isEnd = next === undefined || next === separator || next === '\r' || next === '\n';
  if (at !== -1 && at - start <= MAX_QUOTED && isEnd)
    return { value: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 };
  budget.left -= at === -1 ? text.length - start : at - start;
  return null;
}

function endOfPlain(text: string, start: number, separator: string): number {
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === separator || char === '\n' || char === '\r') return at;
  }
  return text.length;
}
