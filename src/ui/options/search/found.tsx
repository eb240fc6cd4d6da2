/** The result of a search over settings: links to what was found, section by section. */
import { useMemo } from 'preact/hooks';
import { hashOf } from '../../../domain/settings/sections.ts';
import { type FoundSection, markQuery, searchSettings } from '../../../domain/settings/settings-search.ts';
import type { Translator } from '../../../platform/i18n.ts';
import { formatNumber } from '../../app/format.ts';
import { usePage } from '../../app/page.tsx';
import { SECTION_TITLES } from '../section-frame.tsx';
import { searchEntries, sectionNames } from './search-entries.ts';

/** Returns what a query finds, in the agent's language. */
export function useFound(translator: Translator, query: string): readonly FoundSection[] {
  const entries = useMemo(() => searchEntries(translator), [translator]);
  const names = useMemo(() => sectionNames(translator), [translator]);
  return useMemo(() => searchSettings(entries, names, query), [entries, names, query]);
}

/** The number of results and the results. `onPick` is called when the agent follows a link. */
export function Found({
  found,
  query,
  onPick,
}: {
  found: readonly FoundSection[];
  query: string;
  onPick: (hash: string) => void;
}) {
  const { t, language } = usePage().translator;
  const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <section class="stack" aria-labelledby="found">
      <header>
        <h1 id="found">{t('settings.search')}</h1>
        <p class="soft" aria-live="polite">
          {count === 0
            ? t('settings.notFound')
            : t({ key: 'settings.found', params: { count: formatNumber(count, language) } })}
        </p>
      </header>
      {found.map(({ section, entries }) => (
        <div key={section} class="stack group" role="group" aria-labelledby={`found-${section}`}>
          <h2 id={`found-${section}`}>{t(SECTION_TITLES[section])}</h2>
          <div class="sheet lined">
            {entries.map(({ item, label, hint }) => (
              <a key={item} class="set found" href={hashOf(item)} onClick={() => onPick(hashOf(item))}>
                <Marked text={label} query={query} />
                {hint !== null && <span class="hint">{hint}</span>}
              </a>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}

/** A label with the query marked in it. */
function Marked({ text, query }: { text: string; query: string }) {
  const [before, hit, after] = markQuery(text, query);
  return (
    <span>
      {before}
      {hit !== '' && <mark>{hit}</mark>}
      {after}
    </span>
  );
}
