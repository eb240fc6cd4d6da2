/**
 * The totals of the day: rang, shown, only sent to the system, and suppressed. The other rings appear as
 * failed.
 */
import { type RingRecord, ringTotals } from '../../domain/history/ring-log.ts';
import { usePage } from '../app/page.tsx';

export function RingTotals({ rings }: { rings: readonly RingRecord[] }) {
  const { t } = usePage().translator;
  const { rang, shown, sent, suppressed } = ringTotals(rings);
  const missing = rang - shown - sent - suppressed;
  return (
    <>
      <ul class="tally">
        <li>{t({ counted: 'today.rang', count: rang, type: 'cardinal' })}</li>
        <li>{t({ counted: 'today.shown', count: shown, type: 'cardinal' })}</li>
        {sent > 0 && <li>{t({ counted: 'today.sent', count: sent, type: 'cardinal' })}</li>}
        <li>{t({ counted: 'today.quiet', count: suppressed, type: 'cardinal' })}</li>
        {missing > 0 && (
          <li class="bad">{t({ counted: 'today.failed', count: missing, type: 'cardinal' })}</li>
        )}
      </ul>
      {sent > 0 && <p class="hint">{t('day.sentHint')}</p>}
    </>
  );
}
