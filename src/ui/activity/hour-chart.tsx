/**
 * The rings of a day by the hour, as stacked bars. Each kind of end has its own pattern. Screen readers get
 * the same figures as a table. The time axis runs in the direction of the language.
 */
import { byHour, chartHours, type HourCounts } from '../../domain/history/day-figures.ts';
import { type LoggedRing, RING_ENDS, type RingEnd } from '../../domain/history/logged-rings.ts';
import type { Outage } from '../../domain/history/ring-log.ts';
import type { MessageKey } from '../../domain/common/messages.ts';
import type { Millis } from '../../domain/common/types.ts';
import { formatNumber, hourName } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { hourDigits, minuteOfDay } from './formats.ts';

/** The words of the ends, in the legend and in the table. */
const END_WORDS: Readonly<Record<RingEnd, MessageKey>> = {
  answered: 'recent.answered',
  missed: 'outcome.missed',
  elsewhere: 'outcome.answered-elsewhere',
  quiet: 'activity.noAlert',
  other: 'activity.otherEnd',
};

interface ChartProps {
  readonly rings: readonly LoggedRing[];
  /** Cut to the day. */
  readonly outages: readonly Outage[];
  /** The present time. Null on another day. */
  readonly now: Millis | null;
  /** The end of the day. */
  readonly until: Millis;
}

/** The chart with its legend. */
export function HourChart({ rings, outages, now, until }: ChartProps) {
  const { t, language } = usePage().translator;
  const hours = byHour(rings, hourOf);
  const gaps = outages
    .filter(({ isOnTopEnd }) => isOnTopEnd !== true)
    .map(({ from, to }) => ({ from, to: to ?? now ?? until }));
  const shown = chartHours(hours, [
    ...(now === null ? [] : [hourOf(now)]),
    // An outage that ends at midnight ends in the last hour of the day.
    ...gaps.flatMap(({ from, to }) => [hourOf(from), hourOf(Math.max(from, to - 1))]),
  ]);
  const most = Math.max(1, ...shown.map(({ all }) => all));
  const first = shown[0]?.hour ?? 0;
  const place = (at: Millis): number => (100 * (clock(at) - first)) / shown.length;
  const occurs = RING_ENDS.filter((end) => end !== 'other' || shown.some(({ ends }) => ends.other > 0));
  return (
    <section class="sheet pad chart" aria-labelledby="by-hour">
      <header class="bar wrap">
        <h2 id="by-hour">{t('day.byHour')}</h2>
        <ul class="facts hint end" aria-hidden="true">
          {occurs.map((end) => (
            <li key={end}>
              <span class={`swatch ring-${end}`} />
              {t(END_WORDS[end])}
            </li>
          ))}
          {gaps.length > 0 && (
            <li>
              <span class="swatch chart-gap" />
              {t('activity.noConnection')}
            </li>
          )}
        </ul>
      </header>
      <div class="chart-plot" aria-hidden="true">
        {gaps.map(({ from, to }) => (
          <span
            key={from}
            class="chart-gap"
            style={{
              insetInlineStart: `${String(place(from))}%`,
              inlineSize: `${String(place(to - 1) - place(from))}%`,
            }}
          />
        ))}
        {now !== null && (
          <span
            class={place(now) > 50 ? 'chart-now late' : 'chart-now'}
            style={{ insetInlineStart: `${String(place(now))}%` }}
          >
            <span class="clock">{minuteOfDay(now, language)}</span>
          </span>
        )}
        {shown.map(({ hour, all, ends }) => (
          <div key={hour} class="chart-hour clock">
            <div class="chart-bars">
              {all > 0 && <span>{formatNumber(all, language)}</span>}
              {RING_ENDS.toReversed().map(
                (end) =>
                  ends[end] > 0 && (
                    <i
                      key={end}
                      class={`ring-${end}`}
                      style={{ flexBasis: `${String((100 * ends[end]) / most)}%` }}
                    />
                  ),
              )}
            </div>
            <span>{hourDigits(hour, language)}</span>
          </div>
        ))}
      </div>
      <HourTable hours={shown} ends={occurs} />
    </section>
  );
}

/** The figures of the chart for screen readers. Hours without a ring are left out. */
function HourTable({ hours, ends }: { hours: readonly HourCounts[]; ends: readonly RingEnd[] }) {
  const { t, language } = usePage().translator;
  return (
    <div class="unseen">
      <table>
        <caption>{t('day.byHour')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ledger.time')}</th>
            <th scope="col">{t('activity.rang')}</th>
            {ends.map((end) => (
              <th key={end} scope="col">
                {t(END_WORDS[end])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours
            .filter(({ all }) => all > 0)
            .map(({ hour, all, ends: counts }) => (
              <tr key={hour}>
                <th scope="row">{hourName(hour, language)}</th>
                <td>{formatNumber(all, language)}</td>
                {ends.map((end) => (
                  <td key={end}>{formatNumber(counts[end], language)}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

const hourOf = (at: Millis): number => new Date(at).getHours();

/** Returns the time of day in hours, with fractions. */
function clock(at: Millis): number {
  const date = new Date(at);
  return date.getHours() + date.getMinutes() / 60 + date.getSeconds() / 3600;
}
