/** The search over settings in each language: every item is found by its label, and common words find theirs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { searchSettings } from '../../../../src/domain/settings/settings-search.ts';
import { SETTINGS_ITEMS } from '../../../../src/domain/settings/sections.ts';
import type { Language } from '../../../../src/platform/i18n.ts';

vi.mock('webextension-polyfill', async () => {
  const { fakeExtension, newFakeBrowser } = await import('../../../support/fake-extension.ts');
  return { default: fakeExtension(newFakeBrowser) };
});
const { createTranslator } = await import('../../../../src/platform/i18n.ts');
const { searchEntries, sectionNames } = await import('../../../../src/ui/options/search/search-entries.ts');

function search(language: Language, query: string): readonly string[] {
  const catalogue = JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8')) as never;
  const translator = createTranslator(language, catalogue);
  return searchSettings(searchEntries(translator), sectionNames(translator), query).flatMap(({ entries }) =>
    entries.map(({ item }) => item),
  );
}

describe.each<Language>(['en', 'he', 'ar', 'ru'])('in %s', (language) => {
  const catalogue = JSON.parse(readFileSync(`src/locales/${language}.json`, 'utf8')) as never;
  const translator = createTranslator(language, catalogue);

  it.each(SETTINGS_ITEMS)('%s is found by its label', (item) => {
    const label = searchEntries(translator).find((entry) => entry.item === item)?.label ?? '';
    expect(search(language, label)).toContain(item);
  });
});

it.each<[Language, string, string]>([
  ['en', 'popup', 'callWindow'],
  ['en', 'ringtone', 'soundName'],
  ['en', 'do not disturb', 'quietTalking'],
  ['en', 'hubspot', 'crmLink'],
  ['en', 'backup', 'settingsFile'],
  ['en', 'hotkey', 'shortcuts'],
  ['en', 'country', 'region'],
  ['en', 'excel', 'activity'],
  ['he', 'רינגטון', 'soundName'],
  ['he', 'גיבוי', 'settingsFile'],
  ['ar', 'نغمة', 'sound'],
  ['ru', 'не беспокоить', 'quietHidden'],
  ['ru', 'резервная', 'settingsFile'],
])('in %s, "%s" finds %s', (language, query, item) => {
  expect(search(language, query)).toContain(item);
});
