/** What is stored in this browser: past calls and their deletion, the settings file, and how much that is. */
import { useEffect, useState } from 'preact/hooks';
import { openActivity } from '../../platform/extension-pages.ts';
import { usedBytes } from '../../platform/storage/used-bytes.ts';
import { logFailure } from '../app/send-command.ts';
import { Select, Toggle, includeCurrent } from '../components/field.tsx';
import { formatMegabytes, formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { saveSetting } from '../app/save-setting.ts';
import { Group, SectionFrame } from './section-frame.tsx';
import { SettingsFile } from './settings-file.tsx';

/** How many days calls are kept. 0 keeps none. */
const DAYS = [0, 1, 7, 30, 90, 365] as const;
/** How many calls are kept at most. */
const CALLS = [100, 500, 1_000, 5_000, 20_000] as const;

/** The options section for stored data. */
export function DataSection() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  return (
    <SectionFrame section="data">
      <Group title="kept.title">
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
        <Toggle name="eraseAtSignOut" label="kept.erase" hint="kept.eraseHint" />
        <div class="set" data-item="activity">
          <span>{t('settings.exportOrDelete')}</span>
          <button
            type="button"
            class="button"
            onClick={() => logFailure('ledger not opened', openActivity())}
          >
            {t('kept.open')}
          </button>
        </div>
        <Storage />
      </Group>
      <SettingsFile />
    </SectionFrame>
  );
}

/** How much Ringside stores in this browser. The line is there before the browser has counted. */
function Storage() {
  const { t, language } = usePage().translator;
  const [used, setUsed] = useState<number | null>(null);
  useEffect(() => logFailure('storage not counted', usedBytes().then(setUsed)), []);
  return (
    <div class="set" data-item="storage">
      <span>{t('settings.storage')}</span>
      <span class="soft">{used === null ? '' : formatMegabytes(used, language)}</span>
    </div>
  );
}
