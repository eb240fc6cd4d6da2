/**
 * "Rang 42, shown 42": the totals of the day in one line, with a link to the ring log. They prove whether
 * every ring was announced. Rings of which only the system knows whether they were shown are counted apart.
 */
import { useCallback } from 'preact/hooks';
import { ringTotals } from '../../domain/history/ring-log.ts';
import { ringsSince } from '../../platform/storage/history-db.ts';
import { DiagnosticsLink, PageLink } from '../components/page-link.tsx';
import { usePage } from '../app/page.tsx';
import { useHasLost, useHistory } from '../app/use-history.ts';
import { useDay } from '../app/use-stored-item.ts';

export function Today() {
  const { t } = usePage().translator;
  const since = useDay();
  const { value: rings, hasFailed } = useHistory(
    useCallback((whose: string | null) => ringsSince(whose, since), [since]),
  );
  const hasLost = useHasLost(since);
  // A total would be wrong. The list of calls says what to do.
  if (hasFailed)
    return (
      <p class="today">
        <span class="bad">{t('history.unreadToday')}</span>
        <DiagnosticsLink />
      </p>
    );
  if (rings === null) return null;
  const { rang, shown, sent, suppressed } = ringTotals(rings);
  const shownText = t({ counted: 'today.shown', count: shown, type: 'cardinal' });
  const sentText = t({ counted: 'today.sent', count: sent, type: 'cardinal' });
  const announced = (): string => {
    if (sent === 0) return shownText;
    if (shown === 0) return sentText;
    return t({ key: 'today.shownAndSent', params: { shown: shownText, sent: sentText } });
  };
  return (
    <p class="today">
      <PageLink to="day">
        {t({
          key: 'today.line',
          params: {
            rang: t({ counted: 'today.rang', count: rang, type: 'cardinal' }),
            shown: announced(),
          },
        })}
      </PageLink>
      <DiagnosticsLink />
      {hasLost && <span class="bad">{t('history.incomplete')}</span>}
      {suppressed > 0 && (
        <span class="hint">{t({ counted: 'today.quiet', count: suppressed, type: 'cardinal' })}</span>
      )}
    </p>
  );
}
