/** The lists of the ring log: the rings, and the times in which some may be missing. */
import { useState } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { confirmedOf, latencyOf, type Outage, type RingRecord } from '../../domain/history/ring-log.ts';
import { formatNumber, timeOfDay } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { Name, PhoneNumber } from '../components/phrase.tsx';
import type { Millis } from '../../domain/common/types.ts';
import { callerLines } from '../../domain/calls/labels.ts';

/** How many rings are shown at first, and how many more with each click. */
const SHOWN = 100;

/** The table of rings, the newest first. */
export function RingTable({ rings, calls }: { rings: readonly RingRecord[]; calls: readonly CallSummary[] }) {
  const { t, language } = usePage().translator;
  const [most, setMost] = useState(SHOWN);
  if (rings.length === 0) return <p class="hint">{t('day.noRings')}</p>;
  const byId = new Map(calls.map((call) => [call.callId, call]));
  const shown = rings.toReversed().slice(0, most);
  return (
    <>
      {/* The roles keep this a table for the browser. On a narrow page the style sheet (day.css) changes how
          the rows are displayed, and the browser would no longer treat them as table rows. */}
      <table class="ledger" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {(['ledger.time', 'ledger.caller', 'ledger.way', 'ledger.where', 'ledger.delay'] as const).map(
              (key) => (
                <th key={key} scope="col" role="columnheader">
                  {t(key)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((ring) => (
            <RingRow
              key={`${ring.callId} ${String(ring.heardAt)}`}
              ring={ring}
              call={byId.get(ring.callId)}
            />
          ))}
        </tbody>
      </table>
      {rings.length > most && (
        <button type="button" class="button small" onClick={() => setMost(most + SHOWN)}>
          {t({ key: 'ledger.more', params: { count: formatNumber(rings.length - most, language) } })}
        </button>
      )}
    </>
  );
}

/** One ring. `call` is undefined if the call is no longer stored. */
function RingRow({ ring, call }: { ring: RingRecord; call: CallSummary | undefined }) {
  const { t, language } = usePage().translator;
  const delay = latencyOf(ring);
  const confirmed = confirmedOf(ring);
  const isHidden = !confirmed.includes('window');
  return (
    <tr role="row" class={ring.shownAt === null ? 'not-shown' : ''}>
      <td role="cell" class="clock">
        {timeOfDay(ring.heardAt, language)}
      </td>
      <td role="cell">{call === undefined ? t('ledger.forgotten') : <Caller call={call} />}</td>
      <td role="cell">{t(ring.way === 'late' ? 'card.late' : 'ledger.live')}</td>
      <td role="cell">
        {ring.reason === null
          ? new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(
              ring.surfaces.map((surface) =>
                t(surface === 'window' && isHidden ? 'surface.window.hidden' : `surface.${surface}`),
              ),
            )
          : t(`quiet.${ring.reason}`)}
      </td>
      <td role="cell" class="clock">
        {delay === null ? '' : t({ key: 'ledger.ms', params: { ms: formatNumber(delay, language) } })}
      </td>
    </tr>
  );
}

function Caller({ call }: { call: CallSummary }) {
  const { settings, translator } = usePage();
  const { name, number } = callerLines(call, settings.region);
  return (
    <span class="ledger-caller">
      {name !== null && <Name>{translator.t(name)}</Name>}{' '}
      {number !== null && <PhoneNumber>{number}</PhoneNumber>}
    </span>
  );
}

/**
 * The times in which calls may be missing, like "14:02–14:05: calls may be missing". Times before `since` are
 * cut off.
 */
export function OutageTable({ outages, since }: { outages: readonly Outage[]; since: Millis }) {
  const { t, language } = usePage().translator;
  if (outages.length === 0) return <p class="hint">{t('day.noOutages')}</p>;
  return (
    <ul class="outages">
      {outages.map(({ from, to }) => {
        const begin = timeOfDay(Math.max(from, since), language);
        const time =
          to === null
            ? t({ key: 'outage.since', params: { from: begin } })
            : t({ key: 'outage.span', params: { from: begin, to: timeOfDay(to, language) } });
        return <li key={from}>{t({ key: 'outage.line', params: { time } })}</li>;
      })}
    </ul>
  );
}
