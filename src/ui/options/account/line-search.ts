/** Finds a line among thousands. Pure. */
import type { LineFacts } from '../../../domain/calls/lines.ts';

/** The most lines shown that are not picked. Users do not read further, and the page stays quick. */
export const MOST_SHOWN = 100;

/** The text without accents and in lower case, so that a search ignores both. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Returns the picked lines first, then the lines that match `query`, each sorted by name. A line matches if
 * every word of `query` occurs in its name, number or SIP user. `more` is how many matches were left out.
 */
export function searchLines(
  lines: readonly LineFacts[],
  picked: readonly string[],
  query: string,
): { readonly shown: readonly LineFacts[]; readonly more: number } {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const isPicked = new Set(picked);
  const matches = (line: LineFacts): boolean => {
    const text = folded(`${line.userName} ${line.number} ${line.lineId}`);
    return words.every((word) => text.includes(word));
  };
  const byName = (a: LineFacts, b: LineFacts): number =>
    COLLATOR.compare(a.userName, b.userName) || COLLATOR.compare(a.number, b.number);
  const mine = lines.filter(({ lineId }) => isPicked.has(lineId)).sort(byName);
  const others = lines.filter((line) => !isPicked.has(line.lineId) && matches(line)).sort(byName);
  return { shown: [...mine, ...others.slice(0, MOST_SHOWN)], more: Math.max(0, others.length - MOST_SHOWN) };
}

/** Returns the ids of the picked lines that the account no longer has. */
export function missingLines(picked: readonly string[], lines: readonly LineFacts[]): readonly string[] {
  const there = new Set(lines.map(({ lineId }) => lineId));
  return picked.filter((lineId) => !there.has(lineId));
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** Returns the users of the lines, each once, sorted by name. */
export function usersOf(
  lines: readonly LineFacts[],
): readonly { readonly userId: string; readonly userName: string }[] {
  const users = new Map(
    lines.flatMap(({ userId, userName }) =>
      userId === '' || userName === '' ? [] : [[userId, userName] as const],
    ),
  );
  return [...users]
    .map(([userId, userName]) => ({ userId, userName }))
    .sort((a, b) => COLLATOR.compare(a.userName, b.userName));
}
