/** How long and how many past calls are kept, and a button that opens the activity page. */
import { openActivity } from '../../platform/extension-pages.ts';
import { logFailure } from '../app/send-command.ts';
import { Select, Toggle, includeCurrent } from '../components/field.tsx';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { saveSetting } from '../app/save-setting.ts';

/** How many days calls are kept. 0 keeps none. */
const DAYS = [0, 1, 7, 30, 90, 365] as const;
/** How many calls are kept at most. */
const CALLS = [100, 500, 1_000, 5_000, 20_000] as const;

/** The options section for the history of calls. */
export function HistorySettings() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{t('kept.title')}</h2>
      <div class="pair">
        <Select
          name="historyDays"
          label="kept.days"
          hint="kept.daysHint"
          value={String(settings.historyDays)}
          onPick={(raw) => saveSetting(settings, 'historyDays', () => Number(raw))}
        >
          {includeCurrent(DAYS, settings.historyDays).map((days) => (
            <option key={days} value={days}>
              {days === 0 ? t('kept.none') : t({ counted: 'kept.dayCount', count: days, type: 'cardinal' })}
            </option>
          ))}
        </Select>
        <Select
          name="historyCalls"
          label="kept.calls"
          value={String(settings.historyCalls)}
          onPick={(raw) => saveSetting(settings, 'historyCalls', () => Number(raw))}
        >
          {includeCurrent(CALLS, settings.historyCalls).map((calls) => (
            <option key={calls} value={calls}>
              {formatNumber(calls, language)}
            </option>
          ))}
        </Select>
      </div>
      <Toggle name="eraseAtSignOut" label="kept.erase" hint="kept.eraseHint" />
      <div class="bar wrap">
        <button type="button" class="button" onClick={() => logFailure('ledger not opened', openActivity())}>
          {t('kept.open')}
        </button>
      </div>
    </section>
  );
}
