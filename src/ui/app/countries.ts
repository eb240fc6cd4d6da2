/** The countries of telephone numbers, with their names. */
import { getCountries } from 'libphonenumber-js/min';
import type { Region } from '../../domain/common/phone-number.ts';

/** A country and its name in one language. */
export interface Country {
  readonly code: Region;
  readonly name: string;
}

const lists = new Map<string, readonly Country[]>();

/**
 * Returns all countries, named and sorted in the given language. The list is made once per language, because
 * about a hundred names take time.
 */
export function countriesIn(language: string): readonly Country[] {
  const known = lists.get(language);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const byName = new Intl.Collator(language);
  const list = getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => byName.compare(a.name, b.name));
  lists.set(language, list);
  return list;
}
