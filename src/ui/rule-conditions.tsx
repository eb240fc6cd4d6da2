/** The conditions of a rule: each with an editor of its own kind. */
import { getCountries } from 'libphonenumber-js/min';
import { useId, useState } from 'preact/hooks';
import type { MessageKey } from '../domain/messages.ts';
import type { Region } from '../domain/phone-number.ts';
import type { ConditionName, Conditions } from '../domain/rules.ts';
import { Choice, HoursFields, USUAL_HOURS } from './choice.tsx';
import { useShared } from './page.tsx';
import { NAMED_STATUSES, statusName } from './status-names.ts';

const NAMES: readonly ConditionName[] = ['queues', 'dialed', 'numbers', 'countries', 'internal', 'hidden', 'data', 'lines', 'statuses', 'hours'];

type Write = <N extends ConditionName>(name: N, value: Conditions[N] | undefined) => void;

/** All conditions that the rule has or is about to get, and the way to another one. */
export function RuleConditions({ when, onChange }: { when: Conditions; onChange: (when: Conditions) => void }) {
  const { t } = useShared().translator;
  const id = useId();
  /** Begun, but not filled in yet: a list without an entry is no condition. */
  const [begun, setBegun] = useState<readonly ConditionName[]>([]);
  const present = NAMES.filter((name) => when[name] !== undefined || begun.includes(name));
  const write: Write = (name, value) => {
    const others = Object.fromEntries(Object.entries(when).filter(([other]) => other !== name)) as Conditions;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  const begin = (name: ConditionName): void => {
    setBegun([...begun, name]);
    if (name === 'internal' || name === 'hidden') write(name, true);
    if (name === 'hours') write(name, USUAL_HOURS);
  };
  const remove = (name: ConditionName): void => {
    setBegun(begun.filter((other) => other !== name));
    write(name, undefined);
  };
  return (
    <fieldset class="conditions">
      <legend class="legend">{t('rule.when')}</legend>
      {present.length === 0 && <p class="hint">{t('rule.always')}</p>}
      {present.map((name) => (
        <div key={name} class="condition">
          <Editor name={name} when={when} write={write} />
          <button type="button" class="button small quiet" aria-label={t({ key: 'rule.removeCondition', params: { condition: t(`condition.${name}`) } })} onClick={() => remove(name)}>{t('rule.remove')}</button>
        </div>
      ))}
      {present.length < NAMES.length && (
        <div class="field">
          <label for={id} class="unseen">{t('rule.addCondition')}</label>
          <select id={id} value="" onChange={(event) => begin(event.currentTarget.value as ConditionName)}>
            <option value="">{t('rule.addCondition')}</option>
            {NAMES.filter((name) => !present.includes(name)).map((name) => <option key={name} value={name}>{t(`condition.${name}`)}</option>)}
          </select>
        </div>
      )}
    </fieldset>
  );
}

function Editor({ name, when, write }: { name: ConditionName; when: Conditions; write: Write }) {
  const { t } = useShared().translator;
  switch (name) {
    case 'queues':
    case 'dialed':
    case 'numbers':
    case 'lines':
      return <ListField label={`condition.${name}`} hint={`condition.${name}Hint`} list={when[name] ?? []} onPick={(list) => write(name, list.length === 0 ? undefined : list)} />;
    case 'countries':
      return <Countries picked={when.countries ?? []} onPick={(picked) => write('countries', picked.length === 0 ? undefined : picked)} />;
    case 'internal':
    case 'hidden':
      return <YesNo label={`condition.${name}`} value={when[name] ?? true} onPick={(value) => write(name, value)} />;
    case 'data':
      return <DataField data={when.data ?? { name: '', value: '' }} onPick={(data) => write('data', data.name === '' ? undefined : data)} />;
    case 'statuses':
      return (
        <fieldset class="choices">
          <legend>{t('condition.statuses')}</legend>
          {NAMED_STATUSES.map((statusId) => {
            const picked = when.statuses ?? [];
            const pick = (isOn: boolean): void => {
              const next = isOn ? [...picked, statusId] : picked.filter((other) => other !== statusId);
              write('statuses', next.length === 0 ? undefined : next);
            };
            return <Choice key={statusId} text={t(statusName(statusId))} isOn={picked.includes(statusId)} onPick={pick} />;
          })}
        </fieldset>
      );
    case 'hours':
      return <HoursFields hours={when.hours ?? USUAL_HOURS} onPick={(hours) => write('hours', hours)} />;
  }
}

function YesNo({ label, value, onPick }: { label: MessageKey; value: boolean; onPick: (value: boolean) => void }) {
  const { t } = useShared().translator;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <select id={id} value={String(value)} onChange={(event) => onPick(event.currentTarget.value === 'true')}>
        <option value="true">{t('rule.yes')}</option>
        <option value="false">{t('rule.no')}</option>
      </select>
    </div>
  );
}

/** Entries with commas between them; kept when the field is left. */
function ListField({ label, hint, list, onPick }: { label: MessageKey; hint: MessageKey; list: readonly string[]; onPick: (list: string[]) => void }) {
  const { t } = useShared().translator;
  const id = useId();
  const read = (text: string): string[] => [...new Set(text.split(/[,،;\n]/).map((entry) => entry.trim()).filter((entry) => entry !== ''))];
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <input id={id} type="text" dir="auto" spellcheck={false} autocomplete="off" defaultValue={list.join(', ')} aria-describedby={`${id}-hint`} onChange={(event) => onPick(read(event.currentTarget.value))} />
      <p id={`${id}-hint`} class="hint">{t(hint)}</p>
    </div>
  );
}

function DataField({ data, onPick }: { data: { readonly name: string; readonly value: string }; onPick: (data: { name: string; value: string }) => void }) {
  const { t } = useShared().translator;
  const id = useId();
  const field = (part: 'name' | 'value') => (
    <div class="field">
      <label for={`${id}-${part}`}>{t(`condition.data.${part}`)}</label>
      <input id={`${id}-${part}`} type="text" dir="auto" spellcheck={false} autocomplete="off" defaultValue={data[part]} onChange={(event) => onPick({ ...data, [part]: event.currentTarget.value.trim() })} />
    </div>
  );
  return <div class="pair">{field('name')}{field('value')}</div>;
}

function Countries({ picked, onPick }: { picked: readonly Region[]; onPick: (picked: Region[]) => void }) {
  const { t, language } = useShared().translator;
  const id = useId();
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const others = getCountries().filter((code) => !picked.includes(code)).map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => new Intl.Collator(language).compare(a.name, b.name));
  return (
    <div class="field">
      <label for={id}>{t('condition.countries')}</label>
      {picked.length > 0 && (
        <ul class="picked">
          {picked.map((code) => (
            <li key={code}>
              <button type="button" class="chip" aria-label={t({ key: 'rule.removeCondition', params: { condition: names.of(code) ?? code } })} onClick={() => onPick(picked.filter((other) => other !== code))}>{names.of(code)} ×</button>
            </li>
          ))}
        </ul>
      )}
      <select id={id} value="" onChange={(event) => onPick([...picked, event.currentTarget.value as Region])}>
        <option value="">{t('condition.addCountry')}</option>
        {others.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
      </select>
    </div>
  );
}
