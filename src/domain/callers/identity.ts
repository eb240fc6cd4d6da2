/** Who is calling: ranks what several sources know of a number, and merges it. Pure. */
import { CALLER_SOURCES, type CallerDetails, type CallerSource } from '../common/caller/caller-details.ts';

/** What one source knows of a caller. */
export interface CallerCandidate extends CallerDetails {
  readonly source: CallerSource;
}

/** Who a caller is. A field is '' if no source knows it. */
export interface CallerIdentity extends CallerDetails {
  /** The source of the name, or of the company if there is no name. Null if nobody knows either. */
  readonly source: CallerSource | null;
}

/**
 * Returns who the caller is. The first source of `CALLER_SOURCES` that knows a name or a company decides. The
 * other sources fill in what it does not know, unless they know somebody else: two people may share a number,
 * and the card must not mix them. The candidates may come in any order.
 */
export function identifyCaller(candidates: readonly CallerCandidate[]): CallerIdentity {
  const ranked = [...candidates].sort(
    (a, b) => CALLER_SOURCES.indexOf(a.source) - CALLER_SOURCES.indexOf(b.source),
  );
  const best = ranked.find(({ name, company }) => name !== '' || company !== '');
  const agreed = best === undefined ? ranked : ranked.filter((other) => mayBeSame(best, other));
  const first = (field: keyof CallerDetails): string =>
    agreed.find((candidate) => candidate[field] !== '')?.[field] ?? '';
  const named = agreed.find(({ name }) => name !== '') ?? best;
  return {
    source: named?.source ?? null,
    name: first('name'),
    company: first('company'),
    tag: first('tag'),
    owner: first('owner'),
    recordUrl: first('recordUrl'),
  };
}

/**
 * True unless the two say different things: other names, or other companies where a name is missing. "Levi,
 * Dana" is the same as "Dana" and "Dr. Dana Levi", but not as "Dana Cohen".
 */
function mayBeSame(a: CallerCandidate, b: CallerCandidate): boolean {
  const field = a.name !== '' && b.name !== '' ? 'name' : 'company';
  const [fewer, more] = [wordsOf(a[field]), wordsOf(b[field])].sort((x, y) => x.size - y.size);
  return [...(fewer ?? [])].every((word) => more?.has(word));
}

/** Marks count, because they are vowels in some scripts. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
