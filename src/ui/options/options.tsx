/**
 * The options page: one section of the settings at a time. The address names it (sections.ts in the domain).
 * A section that was shown once stays in the page, so that half-typed texts are kept.
 */
import type { FunctionComponent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { hashOf, placeOf, SECTIONS, type Section } from '../../domain/settings/sections.ts';
import { flushOnClose } from '../app/save-settings.ts';
import { logFailure } from '../app/send-command.ts';
import { mount, usePage } from '../app/page.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountSection } from './account/sign-in.tsx';
import { AfterSection } from './after-section.tsx';
import { AlertSettings } from './alert-settings.tsx';
import { CrmSection } from './crm/crm-section.tsx';
import { CallersSection } from './callers/callers-section.tsx';
import { DataSection } from './data-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { QuietSettings } from './quiet-settings.tsx';
import { RulesSection } from './rules/rules-section.tsx';
import { Found, useFound } from './search/found.tsx';
import { SECTION_TITLES } from './section-frame.tsx';
import { SettingsNav } from './settings-nav.tsx';
import { useLater } from '../setup/load-later.ts';
import { useSetup } from '../setup/use-setup.ts';
import { UnsavedNotice } from './unsaved-notice.tsx';
import { focusItem, useFocusAt, usePlace } from './use-place.ts';

const SECTION_VIEWS: Readonly<Record<Section, FunctionComponent>> = {
  account: AccountSection,
  crm: CrmSection,
  callers: CallersSection,
  alerts: AlertSettings,
  quiet: QuietSettings,
  rules: RulesSection,
  after: AfterSection,
  language: LanguageSection,
  data: DataSection,
  about: AboutSection,
};

/**
 * The first run, or the settings. Draws nothing until it is known which. Settings that are shown stay until
 * the first run is loaded.
 */
function Options() {
  const setup = useSetup();
  const later = useLater(setup?.isShown === true);
  const areSettingsDrawn = useRef(false);
  if (setup === null) return null;
  if (setup.isShown && later !== null) return <later.SetupWizard setup={setup} />;
  if (setup.isShown && !areSettingsDrawn.current) return null;
  areSettingsDrawn.current = true;
  return <SettingsPage />;
}

function SettingsPage() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const [query, setQuery] = useState('');
  const place = usePlace(() => setQuery(''));
  const found = useFound(translator, query);
  const isSearching = query.trim() !== '';
  const visited = useRef(new Set<Section>());
  visited.current.add(place.section);
  useFocusAt(place);
  const title = `${t(SECTION_TITLES[place.section])} · ${t('options.title')}`;
  // A plain effect, because it has to come after the page has set its own title.
  useEffect(() => {
    document.title = title;
  }, [title]);
  // Saves on `pagehide`, because the agent may close the tab right after flipping a switch.
  useEffect(() => {
    const flush = (): void => logFailure('setting not saved', flushOnClose(settings));
    addEventListener('pagehide', flush);
    return () => removeEventListener('pagehide', flush);
  }, [settings]);
  // A link to the place where the agent is already changes no address.
  const pick = (hash: string): void => {
    setQuery('');
    const { item } = placeOf(hash);
    if (hash === location.hash && item !== null) setTimeout(() => focusItem(item));
  };
  const first = found[0]?.entries[0];
  const enter = (): void => {
    if (first === undefined) return;
    pick(hashOf(first.item));
    location.hash = hashOf(first.item);
  };
  return (
    <div class="options">
      <SettingsNav
        section={isSearching ? null : place.section}
        query={query}
        onQuery={setQuery}
        onEnter={enter}
        onPick={pick}
      />
      <main>
        {isSearching && <Found found={found} query={query} onPick={pick} />}
        {SECTIONS.filter((section) => visited.current.has(section)).map((section) => {
          const View = SECTION_VIEWS[section];
          return (
            <div key={section} hidden={isSearching || section !== place.section}>
              <View />
            </div>
          );
        })}
        <UnsavedNotice />
      </main>
    </div>
  );
}

mount(Options, 'options.title', 'directory');
