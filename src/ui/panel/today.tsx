/** Today's numbers in one line at the foot. They lead to the activity page. */
import { useCallback } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { keepsCalls } from '../../domain/history/bounds.ts';
import { dayTotals } from '../../domain/history/day-totals.ts';
import { ringsSince } from '../../platform/storage/history-db.ts';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { useHasLost, useHistory } from '../app/use-history.ts';
import { useDay } from '../app/use-stored-item.ts';
import { DiagnosticsLink, PageLink } from '../components/page-link.tsx';
import { Fact } from '../components/phrase.tsx';
import { OnwardIcon } from '../components/action-icons.tsx';

/**
 * `calls` are the past calls, newest first, or null while they are not read. The line has its height from the
 * first frame on.
 */
export function Today({ calls }: { calls: readonly CallSummary[] | null }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const since = useDay();
  const { value: rings, hasFailed } = useHistory(
    useCallback((whose: string | null) => ringsSince(whose, since), [since]),
  );
  const hasLost = useHasLost(since);
  // A total would be wrong. The list of calls says what to do.
  if (hasFailed)
    return (
      <p class="bar strip">
        <span class="bad">{t('history.unreadToday')}</span>
        <DiagnosticsLink />
      </p>
    );
  const totals = calls === null ? null : dayTotals(calls, since);
  const isKept = keepsCalls(settings);
  return (
    <div class="strip">
      {hasLost && <p class="hint bad">{t('history.incomplete')}</p>}
      <PageLink to="day" class="bar hint">
        <Fact>{t('panel.today')}</Fact>
        <Total label="panel.rang" count={rings?.length ?? null} />
        {isKept && <Total label="panel.answered" count={totals?.answered ?? null} />}
        {isKept && <Total label="panel.missed" count={totals?.missed ?? null} />}
        <OnwardIcon />
      </PageLink>
    </div>
  );
}

function Total({
  label,
  count,
}: {
  label: 'panel.rang' | 'panel.answered' | 'panel.missed';
  count: number | null;
}) {
  const { t, language } = usePage().translator;
  return (
    <Fact>
      {t(label)} <b>{count === null ? '' : formatNumber(count, language)}</b>
    </Fact>
  );
}
