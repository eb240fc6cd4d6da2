/** The ring log of a day: filters, search, and a table of the rings and the times without a connection. */
import { useState } from 'preact/hooks';
import type { MessageKey } from '../../domain/common/messages.ts';
import {
  filterCounts,
  type LoggedRing,
  logRows,
  RING_FILTERS,
  type RingFilter,
} from '../../domain/history/logged-rings.ts';
import type { Outage } from '../../domain/history/ring-log.ts';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { OnTopEndRow, OutageRow, RingRow } from './ring-row.tsx';

/** How many rows are shown at first, and how many more with each click. */
const SHOWN = 100;

const FILTER_WORDS: Readonly<Record<RingFilter, MessageKey>> = {
  all: 'activity.all',
  missed: 'outcome.missed',
  quiet: 'activity.noAlert',
  late: 'card.late',
};
const COLUMNS = [
  'ledger.time',
  'ledger.caller',
  'csv.queue',
  'csv.outcome',
  'ledger.way',
  'ledger.where',
  'ledger.delay',
] as const satisfies readonly MessageKey[];

interface RingLogProps {
  readonly rings: readonly LoggedRing[];
  /** Cut to the day. */
  readonly outages: readonly Outage[];
  readonly isToday: boolean;
}

/** The section with the table, the newest ring first. */
export function RingLog({ rings, outages, isToday }: RingLogProps) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const [filter, setFilter] = useState<RingFilter>('all');
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(SHOWN);
  const rows = logRows(rings, outages, { filter, search }, settings.region);
  const counts = filterCounts(rings);
  const isEmpty = rings.length === 0 && outages.length === 0;
  const showAll = (): void => {
    setFilter('all');
    setSearch('');
  };
  return (
    <section class="sheet" aria-labelledby="rings">
      <header class="bar wrap pad log-head">
        <h2 id="rings">{t('day.rings')}</h2>
        <div class="segments" role="group" aria-label={t('activity.filter')}>
          {RING_FILTERS.map((each) => (
            <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
              {t(FILTER_WORDS[each])} <span class="clock">{formatNumber(counts[each], language)}</span>
            </button>
          ))}
        </div>
        <SearchBox
          label="activity.search"
          hint="activity.searchHint"
          query={search}
          onQuery={setSearch}
          look="end"
        />
      </header>
      {isEmpty && <p class="pad hint">{t(isToday ? 'day.noRings' : 'activity.noRings')}</p>}
      {!isEmpty && rows.length === 0 && (
        <p class="pad bar">
          <span class="hint">{t('activity.notFound')}</span>
          <button type="button" class="button small" onClick={showAll}>
            {t('activity.showAll')}
          </button>
        </p>
      )}
      {rows.length > 0 && <Table rows={rows.slice(0, most)} />}
      {rows.length > most && (
        <p class="pad">
          <button type="button" class="button small" onClick={() => setMost(most + SHOWN)}>
            {t({ key: 'ledger.more', params: { count: formatNumber(rows.length - most, language) } })}
          </button>
        </p>
      )}
    </section>
  );
}

/**
 * The table. The roles keep it a table for the browser: on a narrow page the style sheet (day.css) changes
 * how the rows are displayed, and the browser would no longer treat them as table rows.
 */
function Table({ rows }: { rows: ReturnType<typeof logRows> }) {
  const { t } = usePage().translator;
  return (
    <table class="ledger" role="table" aria-labelledby="rings">
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((key) => (
            <th key={key} scope="col" role="columnheader" class={key === 'ledger.delay' ? 'ms' : ''}>
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => {
          if (row.kind === 'ring')
            return (
              <RingRow
                key={`${row.logged.ring.callId} ${String(row.logged.ring.heardAt)}`}
                logged={row.logged}
              />
            );
          const { from, isOnTopEnd } = row.outage;
          return isOnTopEnd === true ? (
            <OnTopEndRow key={from} at={from} columns={COLUMNS.length} />
          ) : (
            <OutageRow key={from} outage={row.outage} columns={COLUMNS.length} />
          );
        })}
      </tbody>
    </table>
  );
}
