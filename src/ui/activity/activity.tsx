/**
 * The ring log of the day. It lists every ring with its way and latency, or why it was not shown. It shows
 * when calls may be missing, and exports the calls to a file.
 */
import { useCallback } from 'preact/hooks';
import { allCalls, outagesSince, ringsSince } from '../../platform/storage/history-db.ts';
import { sendCommand } from '../app/send-command.ts';
import { callTable, LIST_SEPARATORS } from './csv-rows.ts';
import { HourlyChart } from './hourly-chart.tsx';
import { download } from '../app/download.ts';
import { dayName } from '../app/format.ts';
import { Mark } from '../components/icons.tsx';
import { OutageTable, RingTable } from './ring-table.tsx';
import { mount, usePage, useDeferredCalls } from '../app/page.tsx';
import { StatusLine } from '../components/status-line.tsx';
import { RingTotals } from '../components/ring-totals.tsx';
import { HistoryUnread } from '../components/storage-notes.tsx';
import { useHasLost, useHistory } from '../app/use-history.ts';
import { useDay } from '../app/use-stored-item.ts';
import { localTime, toCsv } from '../../domain/common/csv.ts';
import type { Millis } from '../../domain/common/types.ts';

function Day() {
  const { t, language } = usePage().translator;
  const { who } = useDeferredCalls();
  const since = useDay();
  return (
    <main class="day">
      <header class="options-head">
        <Mark />
        <h1>{t({ key: 'day.title', params: { date: dayName(since, language) } })}</h1>
        <StatusLine />
      </header>
      {who === null ? <p class="hint">{t('day.signedOut')}</p> : <Ledger since={since} />}
    </main>
  );
}

/** The totals, the outages, the rings and the stored calls. `since` is the start of the day. */
function Ledger({ since }: { since: Millis }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const ringsRead = useHistory(useCallback((whose: string | null) => ringsSince(whose, since), [since]));
  const outagesRead = useHistory(useCallback((whose: string | null) => outagesSince(whose, since), [since]));
  const callsRead = useHistory(allCalls);
  const hasLost = useHasLost(since);
  const calls = callsRead.value;
  const rings = ringsRead.value ?? [];
  const exportCalls = (): void =>
    download(
      `ringside-${localTime(new Date()).slice(0, 10)}.csv`,
      toCsv(callTable(calls ?? [], settings.region, translator), LIST_SEPARATORS[translator.language]),
    );
  const erase = (): void => {
    if (confirm(t('day.eraseSure'))) sendCommand({ type: 'erase-history' });
  };
  const eraseButton = (
    <button type="button" class="button" onClick={erase}>
      {t('day.erase')}
    </button>
  );
  // Empty tables would claim that it has not rung.
  if ([ringsRead, outagesRead, callsRead].some(({ hasFailed }) => hasFailed))
    return (
      <>
        <HistoryUnread />
        <div class="bar wrap">{eraseButton}</div>
      </>
    );
  return (
    <>
      <section aria-labelledby="tally">
        <h2 id="tally" class="unseen">
          {t('day.tally')}
        </h2>
        <RingTotals rings={rings} />
        {hasLost && <p class="bad">{t('history.incomplete')}</p>}
        <HourlyChart rings={rings} />
      </section>
      <section aria-labelledby="outages">
        <h2 id="outages">{t('day.outages')}</h2>
        <OutageTable outages={outagesRead.value ?? []} since={since} />
      </section>
      <section aria-labelledby="rings">
        <h2 id="rings">{t('day.rings')}</h2>
        {calls !== null && <RingTable rings={rings} calls={calls} />}
      </section>
      <section aria-labelledby="history">
        <h2 id="history">{t('day.history')}</h2>
        <p class="hint">{t({ counted: 'day.kept', count: calls?.length ?? 0, type: 'cardinal' })}</p>
        <div class="bar wrap">
          <button
            type="button"
            class="button"
            disabled={calls === null || calls.length === 0}
            onClick={exportCalls}
          >
            {t('day.export')}
          </button>
          {eraseButton}
        </div>
      </section>
    </>
  );
}

mount(Day, 'day.name');
