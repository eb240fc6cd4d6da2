/**
 * The three totals of the day: rang, shown and suppressed. Rings that were neither shown nor suppressed
 * appear as failed.
 */
import { type RingRecord, tally } from '../../domain/history/ring-log.ts';
import { useFrame } from '../app/page.tsx';

export function Tally({ rings }: { rings: readonly RingRecord[] }) {
  const { t } = useFrame().translator;
  const { rang, shown, quiet } = tally(rings);
  const missing = rang - shown - quiet;
  return (
    <ul class="tally">
      <li>{t({ counted: 'today.rang', count: rang, type: 'cardinal' })}</li>
      <li>{t({ counted: 'today.shown', count: shown, type: 'cardinal' })}</li>
      <li>{t({ counted: 'today.quiet', count: quiet, type: 'cardinal' })}</li>
      {missing > 0 && <li class="bad">{t({ counted: 'today.failed', count: missing, type: 'cardinal' })}</li>}
    </ul>
  );
}
