/** The search over settings. Finds words in labels, hints, synonyms and names of sections. Pure. */
import { SECTION_OF, SECTIONS, type Section, type SettingsItem } from './sections.ts';

/** One item with its texts, in the agent's language. */
export interface SearchEntry {
  readonly item: SettingsItem;
  readonly label: string;
  readonly hint: string | null;
  /** Synonyms, and other words under which somebody may look for the item. */
  readonly words: readonly string[];
}

/** What was found in one section, those first whose label has the words. */
export interface FoundSection {
  readonly section: Section;
  readonly entries: readonly SearchEntry[];
}

/**
 * Returns the entries that contain each word of the query, grouped by section in the page's order. The name
 * of a section counts for each of its entries. A query without letters or figures finds nothing.
 */
export function searchSettings(
  entries: readonly SearchEntry[],
  sectionNames: Readonly<Record<Section, string>>,
  query: string,
): readonly FoundSection[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return SECTIONS.flatMap((section) => {
    const own = entries.filter(({ item }) => SECTION_OF[item] === section);
    const named = own.filter(({ label }) => hasWords(label, words));
    const rest = own.filter(
      (entry) =>
        !named.includes(entry) &&
        hasWords([entry.label, entry.hint, ...entry.words, sectionNames[section]].join(' '), words),
    );
    return named.length + rest.length === 0 ? [] : [{ section, entries: [...named, ...rest] }];
  });
}

/** Returns a label as the text before the query, the query as written there, and the text after it. */
export function markQuery(label: string, query: string): readonly [string, string, string] {
  const sought = query.trim().toLowerCase();
  const small = label.toLowerCase();
  const at = small.length === label.length && sought !== '' ? small.indexOf(sought) : -1;
  if (at === -1) return [label, '', ''];
  return [label.slice(0, at), label.slice(at, at + sought.length), label.slice(at + sought.length)];
}

/** Words of fewer letters must begin a word of the text, because they are parts of too many. */
const FEWEST_LETTERS_WITHIN = 3;

function hasWords(text: string, words: readonly string[]): boolean {
  const folded = ` ${wordsOf(text).join(' ')}`;
  return words.every((word) => folded.includes(word.length < FEWEST_LETTERS_WITHIN ? ` ${word}` : word));
}

/** Returns the words of a text in lower case, without accents, vowel points and punctuation. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
