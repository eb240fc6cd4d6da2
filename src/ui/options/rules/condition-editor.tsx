/** The editors for a rule's conditions, one for each kind. */
import { toggleItem } from '../../../domain/common/list-edits.ts';
import type { ConditionName, Conditions } from '../../../domain/rules/conditions.ts';
import { Choice, HoursFields, USUAL_HOURS } from '../../components/checkbox.tsx';
import { usePage } from '../../app/page.tsx';
import type { Refusal } from '../../app/save-setting.ts';
import { NAMED_STATUSES, statusName } from '../../app/agent-status-names.ts';
import { CalledBefore, ListField, Countries, YesNo, DataField } from './condition-fields.tsx';

/** Saves the result of an edit of one condition. An edit that returns undefined removes the condition. */
export type Write = <N extends ConditionName>(
  name: N,
  edit: (before: Conditions[N] | undefined) => Conditions[N] | undefined,
) => void;

/** What the condition `calledBefore` says at first: the number has called within a day. */
export const USUAL_CALLED = { times: 1, hours: 24 } as const;

/** Returns undefined for an empty list, because a list without an entry is no condition. */
const orNone = <T,>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

/** The editor for the condition `name`. `refusal` is why the last change was not saved, or null. */
export function ConditionEditor({
  name,
  when,
  write,
  refusal,
}: {
  name: ConditionName;
  when: Conditions;
  write: Write;
  refusal: Refusal;
}) {
  const { t } = usePage().translator;
  switch (name) {
    case 'queues':
    case 'dialed':
    case 'numbers':
    case 'lines':
    case 'tags':
    case 'companies':
      return (
        <ListField
          label={`condition.${name}`}
          hint={`condition.${name}Hint`}
          refusal={refusal}
          list={when[name] ?? []}
          onPick={(list) => write(name, () => orNone(list))}
        />
      );
    case 'countries':
      return (
        <Countries
          refusal={refusal}
          picked={when.countries ?? []}
          onPick={(code, isOn) => write('countries', (before = []) => orNone(toggleItem(before, code, isOn)))}
        />
      );
    case 'internal':
    case 'hidden':
      return (
        <YesNo
          label={`condition.${name}`}
          value={when[name] ?? true}
          onPick={(value) => write(name, () => value)}
        />
      );
    case 'known':
      return (
        <YesNo
          label="condition.known"
          hint="condition.knownHint"
          value={when.known ?? true}
          onPick={(value) => write('known', () => value)}
        />
      );
    case 'calledBefore':
      return (
        <CalledBefore
          value={when.calledBefore ?? USUAL_CALLED}
          refusal={refusal}
          onPick={(value) => write('calledBefore', () => value)}
        />
      );
    case 'data':
      return (
        <DataField
          refusal={refusal}
          data={when.data ?? { name: '', value: '' }}
          onPick={(data) => write('data', () => (data.name === '' ? undefined : data))}
        />
      );
    case 'statuses':
      return (
        <fieldset class="picks">
          <legend>{t('condition.statuses')}</legend>
          {NAMED_STATUSES.map((statusId) => {
            const pick = (isOn: boolean): void =>
              write('statuses', (before = []) => orNone(toggleItem(before, statusId, isOn)));
            return (
              <Choice
                key={statusId}
                text={t(statusName(statusId))}
                isOn={when.statuses?.includes(statusId) === true}
                onPick={pick}
              />
            );
          })}
        </fieldset>
      );
    case 'hours':
      return (
        <HoursFields
          hours={when.hours ?? USUAL_HOURS}
          onChange={(change) => write('hours', (before) => change(before ?? USUAL_HOURS))}
        />
      );
  }
}
