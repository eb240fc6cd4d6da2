/** A box to tick, and hours of the week: parts that several settings share. */
import { useId } from 'preact/hooks';
import { toggled } from '../../domain/common/list-edits.ts';
import type { WorkHours } from '../../domain/rules/work-hours.ts';
import { timeField, weekday } from '../app/format.ts';
import { useFrame } from '../app/page.tsx';

/** What is offered first: Sunday to Thursday, nine to six. */
export const USUAL_HOURS: WorkHours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080 };

export function Choice({
  text,
  isOn,
  onPick,
}: {
  text: string;
  isOn: boolean;
  onPick: (isOn: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="toggle">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={(event) => onPick(event.currentTarget.checked)}
      />
      <label for={id}>{text}</label>
    </div>
  );
}

/** `onChange` gets what a click or a typed time makes of hours. */
export function HoursFields({
  hours,
  onChange,
}: {
  hours: WorkHours;
  onChange: (change: (hours: WorkHours) => WorkHours) => void;
}) {
  const { t, language } = useFrame().translator;
  return (
    <div class="hours">
      <fieldset class="choices">
        <legend class="legend">{t('quiet.days')}</legend>
        {[0, 1, 2, 3, 4, 5, 6].map((day) => (
          <Choice
            key={day}
            text={weekday(day, language)}
            isOn={hours.days.includes(day)}
            onPick={(isOn) => onChange((before) => ({ ...before, days: toggled(before.days, day, isOn) }))}
          />
        ))}
      </fieldset>
      <div class="pair">
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

/** Minutes from midnight as a time field. */
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
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
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
