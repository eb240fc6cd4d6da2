/**
 * The activity of a day: its figures, its rings by the hour, and every ring with its outcome, or why it was
 * not shown. It shows when calls may be missing, and exports the stored calls to a file.
 */
import type { ComponentChild } from 'preact';
import { useCallback } from 'preact/hooks';
import { allCalls, outagesSince, ringsBetween } from '../../platform/storage/history-db.ts';
import type { MessageKey } from '../../domain/common/messages.ts';
import { localTime, toCsv } from '../../domain/common/csv.ts';
import { dayFigures, outagesWithin } from '../../domain/history/day-figures.ts';
import { callbacksOf } from '../../domain/history/callbacks.ts';
import { createNumberKeys } from '../../domain/history/same-caller.ts';
import { joinRings } from '../../domain/history/logged-rings.ts';
import type { ShownDay } from '../../domain/history/shown-day.ts';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { download } from '../app/download.ts';
import { mount, useDeferredCalls, usePage } from '../app/page.tsx';
import { sendCommand } from '../app/send-command.ts';
import { useDoneMarks } from '../app/use-done-marks.ts';
import { useHasLost, useHistory } from '../app/use-history.ts';
import { OnwardIcon } from '../components/action-icons.tsx';
import { DownloadIcon, PreviousIcon } from '../components/day-icons.tsx';
import { Mark } from '../components/icons.tsx';
import { StatusLine } from '../components/status-line.tsx';
import { HistoryUnread } from '../components/storage-notes.tsx';
import { callTable, LIST_SEPARATORS } from './csv-rows.ts';
import { Figures } from './figures.tsx';
import { weekdayAndDay, weekdayOf, wholeDay } from './formats.ts';
import { HourChart } from './hour-chart.tsx';
import { RingLog } from './ring-log.tsx';
import { useMinute, useShownDay } from './use-shown-day.ts';

function Day() {
  const { settings, translator } = usePage();
  const { who } = useDeferredCalls();
  const day = useShownDay(settings);
  const callsRead = useHistory(allCalls);
  const { t, language } = translator;
  return (
    <main class="stack page day">
      <header class="bar page-head">
        <Mark />
        <h1>{day.isToday ? t('activity.today') : weekdayOf(day.from, language)}</h1>
        <span class="soft">
          {day.isToday ? weekdayAndDay(day.from, language) : wholeDay(day.from, language)}
        </span>
        <span class="bar">
          <DayButton to={day.before} text="activity.before">
            <PreviousIcon />
          </DayButton>
          <DayButton to={day.after} text="activity.after">
            <OnwardIcon />
          </DayButton>
        </span>
        <StatusLine />
        <span class="end" />
        <ExportButton calls={callsRead.value ?? []} />
      </header>
      {who === null ? (
        <p class="hint">{t('day.signedOut')}</p>
      ) : (
        <Ledger day={day} calls={callsRead.value} hasFailed={callsRead.hasFailed} />
      )}
    </main>
  );
}

interface DayButtonProps {
  /** The hash of the day; null if there is none. */
  readonly to: string | null;
  readonly text: MessageKey;
  readonly children: ComponentChild;
}

/** Goes to another day. */
function DayButton({ to, text, children }: DayButtonProps) {
  const { t } = usePage().translator;
  const go = (): void => {
    location.hash = to ?? '';
  };
  return (
    <button
      type="button"
      class="button plain only"
      aria-label={t(text)}
      title={t(text)}
      disabled={to === null}
      onClick={go}
    >
      {children}
    </button>
  );
}

/** Saves the stored calls of all days as a file. */
function ExportButton({ calls }: { calls: readonly CallSummary[] }) {
  const { settings, translator } = usePage();
  const save = (): void =>
    download(
      `ringside-${localTime(new Date()).slice(0, 10)}.csv`,
      toCsv(callTable(calls, settings.region, translator), LIST_SEPARATORS[translator.language]),
    );
  return (
    <button type="button" class="button" disabled={calls.length === 0} onClick={save}>
      <DownloadIcon />
      {translator.t('day.export')}
    </button>
  );
}

interface LedgerProps {
  readonly day: ShownDay;
  /** All stored calls; null until they are read. */
  readonly calls: readonly CallSummary[] | null;
  readonly hasFailed: boolean;
}

/** The figures, the chart and the ring log. Renders nothing until all of them are read. */
function Ledger({ day: { from, until, isToday }, calls, hasFailed }: LedgerProps) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const ringsRead = useHistory(
    useCallback((whose: string | null) => ringsBetween(whose, from, until), [from, until]),
  );
  const outagesRead = useHistory(useCallback((whose: string | null) => outagesSince(whose, from), [from]));
  const hasLost = useHasLost(from);
  const now = useMinute();
  const done = useDoneMarks();
  const erase = (): void => {
    if (confirm(t('day.eraseSure'))) sendCommand({ type: 'erase-history' });
  };
  const eraseButton = (
    <button type="button" class="button small" onClick={erase}>
      {t('day.erase')}
    </button>
  );
  // Empty tables would claim that it has not rung.
  if (hasFailed || ringsRead.hasFailed || outagesRead.hasFailed)
    return (
      <>
        <HistoryUnread />
        <div class="bar">{eraseButton}</div>
      </>
    );
  if (calls === null || ringsRead.value === null || outagesRead.value === null || done === null) return null;
  const rings = joinRings(ringsRead.value, calls);
  const outages = outagesWithin(outagesRead.value, { from, until });
  return (
    <>
      {isToday && hasLost && <p class="bad">{t('history.incomplete')}</p>}
      <Figures
        figures={dayFigures(rings, settings.region)}
        toCallBack={
          isToday
            ? callbacksOf(calls, { keyOf: createNumberKeys(settings.region), done, since: from }).open.length
            : 0
        }
      />
      <HourChart rings={rings} outages={outages} now={isToday ? now : null} until={until} />
      <RingLog rings={rings} outages={outages} isToday={isToday} />
      <section class="sheet pad bar day-foot" aria-label={t('day.history')}>
        <p class="hint">{t({ counted: 'day.kept', count: calls.length, type: 'cardinal' })}</p>
        <span class="end" />
        {eraseButton}
      </section>
    </>
  );
}

mount(Day, 'day.name');
