/**
 * The three totals of the day: rang, shown and suppressed. Rings that were neither shown nor suppressed
 * appear as failed.
 */
import { type RingRecord, ringTotals } from '../../domain/history/ring-log.ts';
import { usePage } from '../app/page.tsx';

export function RingTotals({ rings }: { rings: readonly RingRecord[] }) {
  const { t } = usePage().translator;
  const { rang, shown, suppressed } = ringTotals(rings);
  const missing = rang - shown - suppressed;
  return (
    <ul class="tally">
      <li>{t({ counted: 'today.rang', count: rang, type: 'cardinal' })}</li>
      <li>{t({ counted: 'today.shown', count: shown, type: 'cardinal' })}</li>
      <li>{t({ counted: 'today.quiet', count: suppressed, type: 'cardinal' })}</li>
      {missing > 0 && <li class="bad">{t({ counted: 'today.failed', count: missing, type: 'cardinal' })}</li>}
    </ul>
  );
}
