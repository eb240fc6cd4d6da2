/**
 * The CRM link: its template, the placeholders that it may contain, and the resulting URL for a sample
 * caller.
 */
import { useId, useRef } from 'preact/hooks';
import { fillTemplate, type Placeholder, PLACEHOLDERS, sampleValues } from '../../../domain/crm/crm-url.ts';
import { linkPolicyOf } from '../../../domain/crm/url-policy.ts';
import { errorKey, TextField } from '../../components/field.tsx';
import { Lockable, useLocked } from '../../components/locked.tsx';
import { MoreLinks, Opening } from './more-links.tsx';
import { usePage } from '../../app/page.tsx';
import { ForeignTemplate, PresetPicker } from './preset-picker.tsx';
import { useAutosaveField } from '../use-autosave-field.ts';

/** The placeholders that most links need. The agent opens the others with one click. */
const COMMON: readonly Placeholder[] = [
  'phone',
  'e164',
  'national',
  'bare',
  'digits',
  'international',
  'name',
  'did',
  'queue',
  'callId',
];

/** The options section for the CRM link, its placeholders, presets and further links. */
export function CrmLinkSection() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const template = useAutosaveField('crmLink');
  const isLocked = useLocked('crmLink');
  const input = useRef<HTMLInputElement>(null);
  const samples = sampleValues(settings.region);
  const insert = (name: Placeholder): void => {
    const field = input.current;
    if (field === null) return;
    field.setRangeText(
      `{${name}}`,
      field.selectionStart ?? field.value.length,
      field.selectionEnd ?? field.value.length,
      'end',
    );
    field.focus();
    template.type(field.value);
  };
  return (
    <section aria-labelledby="crm">
      <h2 id="crm">{t('crm.title')}</h2>
      <TextField
        name="crmLink"
        label="crm.link"
        hint="crm.hint"
        placeholder="crm.example"
        type="text"
        autocomplete="off"
        field={input}
        value={template.text}
        error={errorKey(template.fault)}
        onText={template.type}
        onLeave={template.settle}
      >
        <Preview
          url={
            template.parsed.ok ? fillTemplate(template.parsed.value, samples, linkPolicyOf(settings)) : null
          }
          isSaved={template.isSaved}
        />
      </TextField>
      {!isLocked && (
        <>
          <ForeignTemplate text={template.text} onTake={template.type} />
          <PresetPicker onPick={template.type} />
          <p class="legend" id="placeholders">
            {t('crm.placeholders')}
          </p>
          <ul class="placeholders" aria-labelledby="placeholders">
            {COMMON.map((name) => (
              <Chip key={name} name={name} sample={samples[name]} onInsert={insert} />
            ))}
          </ul>
          <details>
            <summary>{t('crm.morePlaceholders')}</summary>
            <ul class="placeholders">
              {PLACEHOLDERS.filter((name) => !COMMON.includes(name)).map((name) => (
                <Chip key={name} name={name} sample={samples[name]} onInsert={insert} />
              ))}
            </ul>
            <p class="hint">{t('crm.moreHint')}</p>
          </details>
        </>
      )}
      <Opening />
      <Lockable name="moreLinks">
        <MoreLinks />
      </Lockable>
    </section>
  );
}

/** A button that inserts one placeholder, with its sample value and meaning. */
function Chip({
  name,
  sample,
  onInsert,
}: {
  name: Placeholder;
  sample: string;
  onInsert: (name: Placeholder) => void;
}) {
  const { t } = usePage().translator;
  const id = useId();
  return (
    <li>
      {/* Prevents the default, so that the field keeps its focus and cursor while the agent clicks a
          placeholder. */}
      <button
        type="button"
        class="button small"
        dir="ltr"
        aria-describedby={id}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onInsert(name)}
      >{`{${name}}`}</button>
      <span class="chip-sample" dir="auto">
        {sample}
      </span>
      <p id={id} class="chip-meaning">
        {t(`crm.placeholder.${name}`)}
      </p>
    </li>
  );
}

/** Shows the filled link. Renders nothing while the template is invalid or yields no link. */
function Preview({ url, isSaved }: { url: ReturnType<typeof fillTemplate> | null; isSaved: boolean }) {
  const { t } = usePage().translator;
  if (url?.kind !== 'link') return null;
  return (
    <div class="preview">
      <p class="hint">
        {t('crm.preview')}
        {isSaved && <span class="saved">{t('options.saved')}</span>}
      </p>
      <p class="preview-url" dir="ltr">
        {url.url}
      </p>
    </div>
  );
}
