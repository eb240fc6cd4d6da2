/** The settings that suppress rings. Suppressed rings are still listed, with the reason. */
import { toggleItem } from '../../domain/common/list-edits.ts';
import { Choice, HoursFields, USUAL_HOURS } from '../components/checkbox.tsx';
import { Toggle } from '../components/field.tsx';
import { Lockable } from '../components/locked.tsx';
import { usePage } from '../app/page.tsx';
import { saveSetting } from '../app/save-setting.ts';
import { NAMED_STATUSES, statusName } from '../app/agent-status-names.ts';

const LOGGED_IN = 1;

/** The options section for suppressed rings. */
export function QuietSettings() {
  const { t } = usePage().translator;
  return (
    <section aria-labelledby="quiet">
      <h2 id="quiet">{t('quiet.title')}</h2>
      <p class="hint">{t('quiet.hint')}</p>
      <Toggle name="quietInternal" label="quiet.setInternal" />
      <Toggle name="quietHidden" label="quiet.setHidden" />
      <Toggle name="quietTalking" label="quiet.setTalking" />
      <Lockable name="quietStatuses">
        <Statuses />
      </Lockable>
      <Lockable name="workHours">
        <Hours />
      </Lockable>
    </section>
  );
}

/** The agent statuses that suppress rings. */
function Statuses() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const picked = settings.quietStatuses;
  const known: readonly number[] = NAMED_STATUSES.filter((statusId) => statusId !== LOGGED_IN);
  return (
    <fieldset class="choices">
      <legend class="legend">{t('quiet.setStatuses')}</legend>
      {[...new Set([...known, ...picked])].map((statusId) => (
        <Choice
          key={statusId}
          text={t(statusName(statusId))}
          isOn={picked.includes(statusId)}
          onPick={(isOn) =>
            saveSetting(settings, 'quietStatuses', (statuses) => toggleItem(statuses, statusId, isOn))
          }
        />
      ))}
    </fieldset>
  );
}

/** The work hours. Null means that the hours are not limited. */
function Hours() {
  const { settings, translator } = usePage();
  const hours = settings.workHours;
  return (
    <>
      <Choice
        text={translator.t('quiet.setHours')}
        isOn={hours !== null}
        onPick={(isOn) => saveSetting(settings, 'workHours', () => (isOn ? USUAL_HOURS : null))}
      />
      {hours !== null && (
        <HoursFields
          hours={hours}
          onChange={(change) => saveSetting(settings, 'workHours', (stored) => change(stored ?? hours))}
        />
      )}
    </>
  );
}
