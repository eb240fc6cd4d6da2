/** The navigation of the options page: search, the sections, and how the connection stands. */
import { SECTIONS, type Section } from '../../domain/settings/sections.ts';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { Mark } from '../components/icons.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { SectionIcon } from '../components/settings-icons.tsx';
import { DiagnosticsLink } from '../components/page-link.tsx';
import { StatusLine } from '../components/status-line.tsx';
import { SECTION_TITLES } from './section-frame.tsx';

interface SettingsNavProps {
  /** The shown section. Null while a search is shown. */
  readonly section: Section | null;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Called when the agent presses Enter in the search. */
  readonly onEnter: () => void;
  /** Called when the agent follows a link to a section. */
  readonly onPick: (hash: string) => void;
}

/** The column beside the settings. On a narrow page it stands above them. */
export function SettingsNav({ section, query, onQuery, onEnter, onPick }: SettingsNavProps) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onEnter();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onQuery('');
  };
  return (
    <nav class="nav" aria-label={t('panel.settings')}>
      <p class="bar lead">
        <Mark />
        {t('panel.settings')}
      </p>
      <SearchBox label="settings.search" query={query} onQuery={onQuery} onKeyDown={press} />
      <div class="nav-links">
        {SECTIONS.map((each) => (
          <a
            key={each}
            class="bar"
            href={`#${each}`}
            {...(each === section ? { 'aria-current': 'page' as const } : {})}
            onClick={() => onPick(`#${each}`)}
          >
            <SectionIcon section={each} />
            <span class="grow">{t(SECTION_TITLES[each])}</span>
            {each === 'rules' && settings.rules.length > 0 && (
              <span class="chip">{formatNumber(settings.rules.length, language)}</span>
            )}
          </a>
        ))}
      </div>
      <div class="nav-foot bar wrap">
        <StatusLine />
        <DiagnosticsLink />
      </div>
    </nav>
  );
}
