/** The language of the texts, and the country whose numbers need no country code. */
import { LANGUAGES } from '../../domain/settings/choices.ts';
import { countriesIn, type Country } from '../app/countries.ts';
import { usePage } from '../app/page.tsx';
import { saveSetting } from '../app/save-setting.ts';
import { Select } from '../components/field.tsx';
import { Group, SectionFrame } from './section-frame.tsx';

/** The regions of most Voicenter customers. The list shows them before all others. */
const COMMON: readonly string[] = ['IL', 'US', 'GB', 'CY'];

/** The options section for language and region. */
export function LanguageSection() {
  return (
    <SectionFrame section="language">
      <Group>
        <LanguageSelect />
        <RegionSelect />
      </Group>
    </SectionFrame>
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
