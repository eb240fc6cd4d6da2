/** A bar chart of rings per hour. Screen readers get the figures as a label. */
import { byHour, type RingRecord } from '../../domain/history/ring-log.ts';
import { formatNumber, hourName } from '../app/format.ts';
import { usePage } from '../app/page.tsx';

/** The height of the highest bar, the distance between bars and the width of a bar, in SVG units. */
const HEIGHT = 60;
const STEP = 24;
const BAR = 16;

/** The chart. A dashed bar counts the rings of an hour, a filled one the shown rings. */
export function HourlyChart({ rings }: { rings: readonly RingRecord[] }) {
  const { t, language, direction } = usePage().translator;
  if (rings.length === 0) return <p class="hint">{t('day.noRings')}</p>;
  const hours = byHour(rings, (at) => new Date(at).getHours());
  const most = Math.max(...hours.map(({ rang }) => rang));
  const x = (hour: number): number => (direction === 'rtl' ? 23 - hour : hour) * STEP;
  const high = (count: number): number => (count / most) * HEIGHT;
  const said = hours.flatMap(({ rang }, hour) =>
    rang === 0 ? [] : [`${hourName(hour, language)}: ${formatNumber(rang, language)}`],
  );
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${String(24 * STEP)} ${String(HEIGHT + 18)}`}
        role="img"
        aria-label={`${t('day.byHour')} ${said.join(', ')}`}
      >
        <line x1="0" x2={24 * STEP} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} class="chart-base" />
        {hours.map(({ rang, shown }, hour) => (
          <g key={hour}>
            {rang > shown && (
              <rect
                x={x(hour) + 4}
                y={HEIGHT - high(rang)}
                width={BAR}
                height={high(rang)}
                class="chart-rang"
              />
            )}
            {shown > 0 && (
              <rect
                x={x(hour) + 4}
                y={HEIGHT - high(shown)}
                width={BAR}
                height={high(shown)}
                class="chart-shown"
              />
            )}
            {hour % 3 === 0 && (
              <text x={x(hour) + 4 + BAR / 2} y={HEIGHT + 14}>
                {formatNumber(hour, language)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption class="hint">{t('day.byHour')}</figcaption>
    </figure>
  );
}
