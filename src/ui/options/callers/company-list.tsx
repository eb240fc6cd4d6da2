/** The contact list that the policy names: how long it is, when it was checked, and what is wrong. */
import { listName } from '../../../domain/callers/company-list.ts';
import { type MessageKey, plural } from '../../../domain/common/messages.ts';
import type { CompanyFetches, DirectoryList } from '../../../platform/storage/directory-lists.ts';
import { formatMoment } from '../../app/format.ts';
import { usePage } from '../../app/page.tsx';
import { AllowHost } from '../crm/allow-host.tsx';

/** The sentence for each fault. The agent sees another one where the host is not allowed. */
const FAULTS: Readonly<Record<string, MessageKey>> = {
  columns: 'contacts.company.columns',
  status: 'contacts.company.status',
  redirect: 'contacts.company.redirect',
  slow: 'contacts.company.slow',
  unreachable: 'contacts.company.unreachable',
  empty: 'contacts.refused.empty',
  'too-big': 'contacts.refused.too-big',
  'too-many': 'contacts.refused.too-many',
  'web-page': 'contacts.refused.web-page',
  'old-excel': 'contacts.refused.old-excel',
  'no-contacts': 'contacts.refused.no-contacts',
  'damaged-workbook': 'contacts.refused.damaged-workbook',
  'no-sheet': 'contacts.refused.no-sheet',
  'not-stored': 'contacts.refused.not-stored',
};

interface Props {
  readonly list: DirectoryList | undefined;
  readonly fetches: CompanyFetches | null;
}

/** The row of the list. Renders nothing if the policy names none. It has no button to remove it. */
export function CompanyList({ list, fetches }: Props) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { directoryUrl } = settings;
  if (directoryUrl === '') return null;
  const fault = FAULTS[fetches?.fault ?? ''];
  const goodAt = fetches?.goodAt ?? null;
  return (
    <div class="set" data-item="directoryUrl">
      <div>
        <bdi>{list?.name ?? listName(directoryUrl)}</bdi>
        <p class="hint">{t('contacts.company.hint')}</p>
        <p class="hint">
          {list !== undefined && t(plural('contacts.count', list.entries))}
          {list !== undefined && ' · '}
          {goodAt === null
            ? t('contacts.company.never')
            : t({
                key: 'contacts.company.checked',
                params: { when: formatMoment(goodAt, Date.now(), language) },
              })}
        </p>
        {fault !== undefined && (
          <p class="error">
            {t(fault)} {t('contacts.company.kept')}
          </p>
        )}
      </div>
      <AllowHost address={directoryUrl} />
    </div>
  );
}
