/** A checkbox and the fields for weekly hours. Several settings share these parts. */
import { useId } from 'preact/hooks';
import { toggleItem } from '../../domain/common/list-edits.ts';
import type { WorkHours } from '../../domain/rules/work-hours.ts';
import { timeField, weekday } from '../app/format.ts';
import { usePage } from '../app/page.tsx';

/**
 * The default hours that the page offers: Sunday to Thursday, 9:00 to 18:00. Times are in minutes from
 * midnight.
 */
export const USUAL_HOURS: WorkHours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080 };

/** A checkbox within its label: one of several that stand beside each other. */
export function Choice({
  text,
  isOn,
  onPick,
}: {
  text: string;
  isOn: boolean;
  onPick: (isOn: boolean) => void;
}) {
  return (
    <label class="pick">
      <input type="checkbox" checked={isOn} onChange={(event) => onPick(event.currentTarget.checked)} />
      {text}
    </label>
  );
}

/** `onChange` receives a function that applies a click or a typed time to the hours. */
export function HoursFields({
  hours,
  onChange,
}: {
  hours: WorkHours;
  onChange: (change: (hours: WorkHours) => WorkHours) => void;
}) {
  const { t, language } = usePage().translator;
  return (
    <div class="hours">
      <fieldset class="picks">
        <legend class="unseen">{t('quiet.days')}</legend>
        {[0, 1, 2, 3, 4, 5, 6].map((day) => (
          <Choice
            key={day}
            text={weekday(day, language)}
            isOn={hours.days.includes(day)}
            onPick={(isOn) => onChange((before) => ({ ...before, days: toggleItem(before.days, day, isOn) }))}
          />
        ))}
      </fieldset>
      <div class="bar wrap">
        <Time
          label={t('quiet.from')}
          minute={hours.from}
          onPick={(from) => onChange((before) => ({ ...before, from }))}
        />
        <Time
          label={t('quiet.to')}
          minute={hours.to}
          onPick={(to) => onChange((before) => ({ ...before, to }))}
        />
      </div>
    </div>
  );
}

/** A time field. Its value is in minutes from midnight. */
function Time({
  label,
  minute,
  onPick,
}: {
  label: string;
  minute: number;
  onPick: (minute: number) => void;
}) {
  const id = useId();
  return (
    <div class="bar">
      <label for={id} class="hint">
        {label}
      </label>
      <input
        id={id}
        class="input"
        type="time"
        value={timeField(minute)}
        onChange={(event) => {
          const [hour, minutes] = event.currentTarget.value.split(':').map(Number);
          if (hour !== undefined && minutes !== undefined) onPick(hour * 60 + minutes);
        }}
      />
    </div>
  );
}
