/**
 * The customer's lookup result for a caller, or the reason why there is no result. The links from the
 * settings work in any case.
 */
import { usePage } from '../app/page.tsx';
import { Name } from '../components/phrase.tsx';
import type { Lookup } from '../../domain/calls/lookup-result.ts';

export function LookupNote({ lookup }: { lookup: Lookup | null }) {
  const { t } = usePage().translator;
  if (lookup === null) return null;
  if (lookup.kind === 'asking') return <p class="hint lookup">{t('lookup.asking')}</p>;
  if (lookup.kind === 'failed')
    return (
      <p class="hint lookup">{t({ key: 'lookup.failed', params: { why: t(`lookup.why.${lookup.why}`) } })}</p>
    );
  const count = lookup.total;
  return (
    <p class="lookup">
      {lookup.company !== '' && <Name>{lookup.company}</Name>}
      {count === 0 && <span class="chip">{t('lookup.unknown')}</span>}
      {count !== null && count > 1 && (
        <span class="chip">{t({ counted: 'lookup.several', count, type: 'cardinal' })}</span>
      )}
      {lookup.urlRefused && <span class="hint">{t('lookup.urlRefused')}</span>}
    </p>
  );
}
