/** When rings keep quiet. They are listed all the same, with the reason. */
import { useId } from 'preact/hooks';
import type { WorkHours } from '../domain/work-hours.ts';
import { Toggle } from './field.tsx';
import { timeField } from './formats.ts';
import { useShared } from './page.tsx';
import { saveParsed } from './save-parsed.ts';
import { NAMED_STATUSES, statusName } from './status-names.ts';

/** What is offered first: Sunday to Thursday, nine to six. */
const USUAL: WorkHours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080 };
const LOGGED_IN = 1;

export function QuietSettings() {
  const { t } = useShared().translator;
  return (
    <section aria-labelledby="quiet">
      <h2 id="quiet">{t('quiet.title')}</h2>
      <p class="hint">{t('quiet.hint')}</p>
      <Toggle name="quietInternal" label="quiet.setInternal" />
      <Toggle name="quietHidden" label="quiet.setHidden" />
      <Toggle name="quietTalking" label="quiet.setTalking" />
      <Statuses />
      <Hours />
    </section>
  );
}

function Statuses() {
  const { settings, translator } = useShared();
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
          onPick={(isOn) => saveParsed('quietStatuses', isOn ? [...picked, statusId] : picked.filter((other) => other !== statusId))}
        />
      ))}
    </fieldset>
  );
}

function Hours() {
  const { settings, translator } = useShared();
  const { t, language } = translator;
  const hours = settings.workHours;
  const names = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 4 January 1970 was a Sunday.
  const dayName = (day: number): string => names.format(new Date(Date.UTC(1970, 0, 4 + day)));
  return (
    <>
      <Choice text={t('quiet.setHours')} isOn={hours !== null} onPick={(isOn) => saveParsed('workHours', isOn ? USUAL : null)} />
      {hours !== null && (
        <div class="hours">
          <fieldset class="choices">
            <legend class="legend">{t('quiet.days')}</legend>
            {[0, 1, 2, 3, 4, 5, 6].map((day) => (
              <Choice key={day} text={dayName(day)} isOn={hours.days.includes(day)} onPick={(isOn) => saveParsed('workHours', { ...hours, days: isOn ? [...hours.days, day] : hours.days.filter((other) => other !== day) })} />
            ))}
          </fieldset>
          <div class="pair">
            <Time label={t('quiet.from')} minute={hours.from} onPick={(from) => saveParsed('workHours', { ...hours, from })} />
            <Time label={t('quiet.to')} minute={hours.to} onPick={(to) => saveParsed('workHours', { ...hours, to })} />
          </div>
        </div>
      )}
    </>
  );
}

function Choice({ text, isOn, onPick }: { text: string; isOn: boolean; onPick: (isOn: boolean) => void }) {
  const id = useId();
  return (
    <div class="toggle">
      <input id={id} type="checkbox" checked={isOn} onChange={(event) => onPick(event.currentTarget.checked)} />
      <label for={id}>{text}</label>
    </div>
  );
}

/** Minutes from midnight as a time field. */
function Time({ label, minute, onPick }: { label: string; minute: number; onPick: (minute: number) => void }) {
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
