/** The conditions of a rule. Each has an editor for its kind (condition-editor.tsx). */
import { useId, useState } from 'preact/hooks';
import type { ConditionName, Conditions } from '../../../domain/rules/conditions.ts';
import { USUAL_HOURS } from '../../components/checkbox.tsx';
import { ConditionEditor, USUAL_CALLED, type Write } from './condition-editor.tsx';
import { usePage } from '../../app/page.tsx';
import type { Refusal } from '../../app/save-setting.ts';

/** All kinds of conditions, in the order in which the page shows them. */
const NAMES: readonly ConditionName[] = [
  'queues',
  'dialed',
  'numbers',
  'countries',
  'internal',
  'hidden',
  'known',
  'tags',
  'companies',
  'calledBefore',
  'data',
  'lines',
  'statuses',
  'hours',
];

/**
 * Shows all conditions that the rule has or that the agent has started, and a list for adding another one.
 * `onChange` saves the result of an edit. It returns the fault if it does not.
 */
export function RuleConditions({
  when,
  onChange,
}: {
  when: Conditions;
  onChange: (edit: (when: Conditions) => Conditions) => Refusal;
}) {
  const { t } = usePage().translator;
  const id = useId();
  /**
   * Conditions that the agent has added but not filled in. They are not stored, because a list without an
   * entry is no condition.
   */
  const [begun, setBegun] = useState<readonly ConditionName[]>([]);
  const [refusals, setRefusals] = useState<Partial<Record<ConditionName, Refusal>>>({});
  const present = NAMES.filter((name) => when[name] !== undefined || begun.includes(name));
  const write: Write = (name, edit) => {
    const refusal = onChange((before) => {
      const others = Object.fromEntries(
        Object.entries(before).filter(([other]) => other !== name),
      ) as Conditions;
      const value = edit(before[name]);
      return value === undefined ? others : { ...others, [name]: value };
    });
    setRefusals({ ...refusals, [name]: refusal });
  };
  const begin = (name: ConditionName): void => {
    setBegun([...begun, name]);
    if (name === 'internal' || name === 'hidden' || name === 'known') write(name, () => true);
    if (name === 'calledBefore') write(name, () => USUAL_CALLED);
    if (name === 'hours') write(name, () => USUAL_HOURS);
  };
  const remove = (name: ConditionName): void => {
    setBegun(begun.filter((other) => other !== name));
    write(name, () => undefined);
  };
  return (
    <fieldset class="conditions">
      <legend class="legend">{t('rule.when')}</legend>
      {present.length === 0 && <p class="hint">{t('rule.always')}</p>}
      {present.map((name) => (
        <div key={name} class="condition">
          <ConditionEditor name={name} when={when} write={write} refusal={refusals[name] ?? null} />
          <button
            type="button"
            class="button small plain"
            aria-label={t({ key: 'rule.removeCondition', params: { condition: t(`condition.${name}`) } })}
            onClick={() => remove(name)}
          >
            {t('rule.remove')}
          </button>
        </div>
      ))}
      {present.length < NAMES.length && (
        <div class="field">
          <label for={id} class="unseen">
            {t('rule.addCondition')}
          </label>
          <select id={id} value="" onChange={(event) => begin(event.currentTarget.value as ConditionName)}>
            <option value="">{t('rule.addCondition')}</option>
            {NAMES.filter((name) => !present.includes(name)).map((name) => (
              <option key={name} value={name}>
                {t(`condition.${name}`)}
              </option>
            ))}
          </select>
        </div>
      )}
    </fieldset>
  );
}
