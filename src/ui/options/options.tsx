/** The options page: a section for each part of the settings. */
import { useEffect } from 'preact/hooks';
import { AlertSettings } from './alert-settings.tsx';
import { logFailure } from '../app/send-command.ts';
import { countriesIn, type Country } from '../app/countries.ts';
import { CrmLinkSection } from './crm/crm-link-field.tsx';
import { Select } from '../components/field.tsx';
import { HistorySettings } from './history-settings.tsx';
import { Mark } from '../components/icons.tsx';
import { LinePicker } from './account/line-picker.tsx';
import { LookupSection } from './crm/lookup-section.tsx';
import { DiagnosticsLink } from '../components/page-link.tsx';
import { mount, usePage } from '../app/page.tsx';
import { QuietSettings } from './quiet-settings.tsx';
import { RulesSection } from './rules/rules-section.tsx';
import { UnsavedNotice } from './unsaved-notice.tsx';
import { flushOnClose } from '../app/save-settings.ts';
import { saveSetting } from '../app/save-setting.ts';
import { SettingsFile } from './settings-file.tsx';
import { AccountSection } from './account/sign-in.tsx';
import { StatusLine } from '../components/status-line.tsx';
import { LANGUAGES } from '../../domain/settings/choices.ts';

/** The regions of most Voicenter customers. The list shows them before all others. */
const COMMON: readonly string[] = ['IL', 'US', 'GB', 'CY'];

function Options() {
  const { policy, settings, translator } = usePage();
  const { t } = translator;
  // Saves on `pagehide`, because the agent may close the tab right after flipping a switch.
  useEffect(() => {
    const flush = (): void => logFailure('setting not saved', flushOnClose(settings));
    addEventListener('pagehide', flush);
    return () => removeEventListener('pagehide', flush);
  }, [settings]);
  return (
    <main class="options">
      <header class="options-head">
        <Mark />
        <h1>{t('app.name')}</h1>
        <StatusLine />
        <DiagnosticsLink />
      </header>
      {/* Before the policy is loaded, the agent can still type. That text is stored as the agent's choice,
          even if the policy then locks the setting. */}
      {policy === null && <p class="hint">{t('policy.loading')}</p>}
      <AccountSection />
      <LinePicker />
      <CrmLinkSection />
      <LookupSection />
      <AlertSettings />
      <QuietSettings />
      <RulesSection />
      <section aria-labelledby="place">
        <h2 id="place">{t('place.title')}</h2>
        <div class="pair">
          <LanguageSelect />
          <RegionSelect />
        </div>
      </section>
      <HistorySettings />
      <SettingsFile />
      <UnsavedNotice />
    </main>
  );
}

function LanguageSelect() {
  const { settings, translator } = usePage();
  return (
    <Select
      name="language"
      label="place.language"
      value={settings.language}
      onPick={(raw) => saveSetting(settings, 'language', () => raw)}
    >
      {LANGUAGES.map((language) => (
        <option key={language} value={language}>
          {translator.t(`language.${language}`)}
        </option>
      ))}
    </Select>
  );
}

function RegionSelect() {
  const { settings, translator } = usePage();
  const { language, t } = translator;
  const all = countriesIn(language);
  const common = COMMON.flatMap((code) => all.filter((country) => country.code === code));
  const others = all.filter(({ code }) => !COMMON.includes(code));
  const options = (regions: readonly Country[]) =>
    regions.map(({ code, name }) => (
      <option key={code} value={code}>
        {t({ raw: name })}
      </option>
    ));
  return (
    <Select
      name="region"
      label="place.region"
      hint="place.regionHint"
      value={settings.region}
      onPick={(raw) => saveSetting(settings, 'region', () => raw)}
    >
      {options(common)}
      <optgroup label={t('place.otherRegions')}>{options(others)}</optgroup>
    </Select>
  );
}

mount(Options, 'options.title', 'directory');
