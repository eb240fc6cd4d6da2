/**
 * Templates for known CRMs: the agent picks a CRM and enters the part that differs between customers. Also
 * converts templates that were written for other tools.
 */
import { useId, useState } from 'preact/hooks';
import { importTemplate } from '../../../domain/crm/template-import.ts';
import { checkTemplate } from '../../../domain/crm/crm-url.ts';
import {
  type Ask,
  LOOKUP_ONLY,
  type Preset,
  PRESETS,
  type PresetResult,
  presetTemplate,
} from '../../../domain/crm/presets.ts';
import { ariaFieldProps, FieldError } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';

/**
 * The list of known CRMs, with the form of the picked one. `onPick` receives the template of a preset once it
 * is complete.
 */
export function PresetPicker({ onPick }: { onPick: (template: string) => void }) {
  const { t } = usePage().translator;
  const id = useId();
  const [picked, setPicked] = useState('');
  const preset = PRESETS.find((each) => each.id === picked);
  return (
    <>
      <div class="set">
        <div>
          <label for={id}>{t('preset.pick')}</label>
          {preset !== undefined && <p class="hint">{t(`preset.attested.${preset.attested}`)}</p>}
        </div>
        <select
          id={id}
          class="input"
          value={picked}
          onChange={(event) => setPicked(event.currentTarget.value)}
        >
          <option value="">{t('preset.none')}</option>
          {PRESETS.map((each) => (
            <option key={each.id} value={each.id}>
              {t({ raw: each.name })}
            </option>
          ))}
          <optgroup label={t('preset.lookupOnly')}>
            {LOOKUP_ONLY.map((name) => (
              <option key={name} value={name} disabled>
                {t({ raw: name })}
              </option>
            ))}
          </optgroup>
        </select>
      </div>
      {preset !== undefined && <PresetForm key={preset.id} preset={preset} onPick={onPick} />}
    </>
  );
}

/** The questions of one preset. Its button calls `onPick` if all answers are valid. */
export function PresetForm({ preset, onPick }: { preset: Preset; onPick: (template: string) => void }) {
  const { t } = usePage().translator;
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [result, setResult] = useState<PresetResult | null>(null);
  const take = (): void => {
    const made = presetTemplate(preset, answers);
    setResult(made);
    if (made.ok) onPick(made.template);
  };
  const faultOf = (ask: Ask) => (result?.ok === false && result.ask === ask.id ? result.fault : null);
  return (
    <>
      {preset.asks.map((ask) => (
        <AskField
          key={ask.id}
          ask={ask}
          fault={faultOf(ask)}
          onText={(text) => {
            setAnswers({ ...answers, [ask.id]: text });
            setResult(null);
          }}
        />
      ))}
      <div class="set">
        <button type="button" class="button" onClick={take}>
          {t('preset.take')}
        </button>
      </div>
    </>
  );
}

/** The field for one question of a preset. */
function AskField({
  ask,
  fault,
  onText,
}: {
  ask: Ask;
  fault: 'preset-missing' | 'preset-unfit' | null;
  onText: (text: string) => void;
}) {
  const { t } = usePage().translator;
  const id = useId();
  const text = fault === null ? null : (`error.${fault}` as const);
  return (
    <div class="set">
      <div>
        <label for={id}>{t(ask.label)}</label>
      </div>
      <input
        id={id}
        class="input"
        type="text"
        dir="ltr"
        spellcheck={false}
        autocomplete="off"
        placeholder={ask.example}
        {...ariaFieldProps(id, text)}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <FieldError id={id} text={text} />
    </div>
  );
}

/**
 * Offers to convert the placeholders of another tool into the placeholders of Ringside. Lists the
 * placeholders that are unknown. `onTake` receives the converted template.
 */
export function ForeignTemplate({ text, onTake }: { text: string; onTake: (template: string) => void }) {
  const { t, language } = usePage().translator;
  const { template, unknown: all } = importTemplate(text);
  // The field itself names a placeholder in braces.
  const unknown = all.filter((written) => !written.startsWith('{'));
  const changes = template !== text.trim();
  // `[callerid]` is valid in an address. It just never changes from call to call.
  if (!changes && (unknown.length === 0 || checkTemplate(text.trim()) === null)) return null;
  return (
    <div class="set">
      <div>
        {unknown.length > 0 && (
          <p class="hint">
            {t({
              key: 'import.unknown',
              params: {
                names: new Intl.ListFormat(language, { style: 'narrow' }).format(
                  unknown.map((name) => t({ raw: name })),
                ),
              },
            })}
          </p>
        )}
        {changes && (
          <>
            <p class="hint">{t('import.offer')}</p>
            <p class="code hint" dir="ltr">
              {template}
            </p>
          </>
        )}
      </div>
      {changes && (
        <button type="button" class="button small" onClick={() => onTake(template)}>
          {t('import.take')}
        </button>
      )}
    </div>
  );
}
