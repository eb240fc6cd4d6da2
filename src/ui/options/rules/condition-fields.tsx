/** The fields for editing the conditions of a rule. */
import { useId, useState } from 'preact/hooks';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { type Conditions, MOST_CALLED } from '../../../domain/rules/conditions.ts';
import type { Region } from '../../../domain/common/phone-number.ts';
import { countriesIn } from '../../app/countries.ts';
import { ariaFieldProps, FieldError, errorKey } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import type { Refusal } from '../../app/save-setting.ts';

/** A choice between yes and no. */
export function YesNo({
  label,
  hint,
  value,
  onPick,
}: {
  label: MessageKey;
  hint?: MessageKey;
  value: boolean;
  onPick: (value: boolean) => void;
}) {
  const { t } = usePage().translator;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <select
        id={id}
        value={String(value)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onPick(event.currentTarget.value === 'true')}
      >
        <option value="true">{t('rule.yes')}</option>
        <option value="false">{t('rule.no')}</option>
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {t(hint)}
        </p>
      )}
    </div>
  );
}

/** A text field for a list, with commas between the entries. It saves when the agent leaves the field. */
export function ListField({
  label,
  hint,
  refusal,
  list,
  onPick,
}: {
  label: MessageKey;
  hint: MessageKey;
  refusal: Refusal;
  list: readonly string[];
  onPick: (list: string[]) => void;
}) {
  const { t } = usePage().translator;
  const id = useId();
  const read = (text: string): string[] => [
    ...new Set(
      text
        .split(/[,،;\n]/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    ),
  ];
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <input
        id={id}
        type="text"
        dir="auto"
        spellcheck={false}
        autocomplete="off"
        defaultValue={list.join(', ')}
        {...ariaFieldProps(id, errorKey(refusal), true)}
        onChange={(event) => onPick(read(event.currentTarget.value))}
      />
      <FieldError id={id} text={errorKey(refusal)} />
      <p id={`${id}-hint`} class="hint">
        {t(hint)}
      </p>
    </div>
  );
}

/**
 * The name and value of a data field. If the agent types the value first, the value waits here until the name
 * is typed.
 */
export function DataField({
  data,
  refusal,
  onPick,
}: {
  data: { readonly name: string; readonly value: string };
  refusal: Refusal;
  onPick: (data: { name: string; value: string }) => void;
}) {
  const { t } = usePage().translator;
  const id = useId();
  const [typed, setTyped] = useState(data);
  const write = (part: 'name' | 'value', text: string): void => {
    const next = { ...typed, [part]: text.trim() };
    setTyped(next);
    onPick(next);
  };
  const field = (part: 'name' | 'value') => (
    <div class="field">
      <label for={`${id}-${part}`}>{t(`condition.data.${part}`)}</label>
      <input
        id={`${id}-${part}`}
        type="text"
        dir="auto"
        spellcheck={false}
        autocomplete="off"
        defaultValue={data[part]}
        {...ariaFieldProps(id, errorKey(refusal))}
        onChange={(event) => write(part, event.currentTarget.value)}
      />
    </div>
  );
  return (
    <div>
      <div class="pair">
        {field('name')}
        {field('value')}
      </div>
      <FieldError id={id} text={errorKey(refusal)} />
    </div>
  );
}

/** How often the number must have called before, and within how many hours. */
export function CalledBefore({
  value,
  refusal,
  onPick,
}: {
  value: CalledBeforeValue;
  refusal: Refusal;
  onPick: (value: CalledBeforeValue) => void;
}) {
  const { t } = usePage().translator;
  const id = useId();
  const [typed, setTyped] = useState(value);
  const write = (part: keyof CalledBeforeValue, text: string): void => {
    const next = { ...typed, [part]: Number(text) };
    setTyped(next);
    onPick(next);
  };
  return (
    <fieldset class="picks">
      <legend>{t('condition.calledBefore')}</legend>
      {(['times', 'hours'] as const).map((part) => (
        <div key={part} class="field">
          <label for={`${id}-${part}`}>{t(`condition.calledBefore.${part}`)}</label>
          <input
            id={`${id}-${part}`}
            type="number"
            min={1}
            max={MOST_CALLED[part]}
            defaultValue={value[part]}
            {...ariaFieldProps(id, errorKey(refusal))}
            onChange={(event) => write(part, event.currentTarget.value)}
          />
        </div>
      ))}
      <FieldError id={id} text={errorKey(refusal)} />
    </fieldset>
  );
}
type CalledBeforeValue = NonNullable<Conditions['calledBefore']>;

/** The picked countries, each with a button that removes it, and a list of countries to add. */
export function Countries({
  picked,
  refusal,
  onPick,
}: {
  picked: readonly Region[];
  refusal: Refusal;
  onPick: (code: Region, isOn: boolean) => void;
}) {
  const { t, language } = usePage().translator;
  const id = useId();
  const all = countriesIn(language);
  const nameOf = (wanted: Region): string => all.find(({ code }) => code === wanted)?.name ?? wanted;
  return (
    <div class="field">
      <label for={id}>{t('condition.countries')}</label>
      {picked.length > 0 && (
        <ul class="picks">
          {picked.map((code) => (
            <li key={code}>
              <button
                type="button"
                class="button small"
                aria-label={t({ key: 'rule.removeCondition', params: { condition: nameOf(code) } })}
                onClick={() => onPick(code, false)}
              >
                {nameOf(code)} ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        id={id}
        value=""
        {...ariaFieldProps(id, errorKey(refusal))}
        onChange={(event) => onPick(event.currentTarget.value as Region, true)}
      >
        <option value="">{t('condition.addCountry')}</option>
        {all
          .filter(({ code }) => !picked.includes(code))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {t({ raw: name })}
            </option>
          ))}
      </select>
      <FieldError id={id} text={errorKey(refusal)} />
    </div>
  );
}
