/** The settings that suppress rings. Suppressed rings are still listed, with the reason. */
import { toggleItem } from '../../domain/common/list-edits.ts';
import { Choice, HoursFields, USUAL_HOURS } from '../components/checkbox.tsx';
import { Checkbox, Toggle } from '../components/field.tsx';
import { Lockable, useLocked } from '../components/locked.tsx';
import { usePage } from '../app/page.tsx';
import { saveSetting } from '../app/save-setting.ts';
import { NAMED_STATUSES, statusName } from '../app/agent-status-names.ts';
import { Group, SectionFrame } from './section-frame.tsx';

const LOGGED_IN = 1;

/** The options section for suppressed rings. */
export function QuietSettings() {
  return (
    <SectionFrame section="quiet">
      <Group>
        <Toggle name="quietInternal" label="quiet.setInternal" />
        <Toggle name="quietHidden" label="quiet.setHidden" />
        <Toggle name="quietTalking" label="quiet.setTalking" />
      </Group>
      <Group title="quiet.setStatuses">
        <Lockable name="quietStatuses">
          <Statuses />
        </Lockable>
      </Group>
      <Group>
        <Hours />
      </Group>
    </SectionFrame>
  );
}

/** The agent statuses that suppress rings. */
function Statuses() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const picked = settings.quietStatuses;
  const known: readonly number[] = NAMED_STATUSES.filter((statusId) => statusId !== LOGGED_IN);
  return (
    <div class="set">
      <div class="picks wide">
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
      </div>
    </div>
  );
}

/** The work hours. Null means that the hours are not limited. */
function Hours() {
  const { settings } = usePage();
  const isLocked = useLocked('workHours');
  const hours = settings.workHours;
  return (
    <>
      <Checkbox
        item="workHours"
        label="quiet.setHours"
        isOn={hours !== null}
        isLocked={isLocked}
        onToggle={(isOn) => void saveSetting(settings, 'workHours', () => (isOn ? USUAL_HOURS : null))}
      />
      {hours !== null && (
        <fieldset class="lockable" disabled={isLocked}>
          <div class="set">
            <HoursFields
              hours={hours}
              onChange={(change) => saveSetting(settings, 'workHours', (stored) => change(stored ?? hours))}
            />
          </div>
        </fieldset>
      )}
    </>
  );
}
