/** The contact list that the policy names: how long it is, when it was checked, and what is wrong. */
import { listName } from '../../../domain/callers/company-list.ts';
import { type MessageKey, plural } from '../../../domain/common/messages.ts';
import type { CompanyFetches, DirectoryList } from '../../../platform/storage/directory-lists.ts';
import { formatMoment } from '../../app/format.ts';
import { usePage } from '../../app/page.tsx';
import { AllowHost } from '../crm/allow-host.tsx';

/**
 * The faults with a sentence of their own. The others are of the file itself, which only the administrator
 * can mend. The agent sees another sentence where the host is not allowed.
 */
const FAULTS = ['columns', 'status', 'redirect', 'slow', 'unreachable', 'not-stored'] as const;
/** Faults of which the sentence says what to do. The others may end by themselves. */
const SAYS_WHAT_TO_DO: readonly string[] = ['columns', 'not-stored'];

/** The sentences about a fault: what is wrong, that the former list stays, and whom to tell. */
function sentences(fault: string | null): readonly MessageKey[] {
  if (fault === null) return [];
  return [
    `contacts.company.${FAULTS.find((each) => each === fault) ?? 'file'}`,
    'contacts.company.kept',
    ...(SAYS_WHAT_TO_DO.includes(fault) ? [] : (['contacts.company.ask'] as const)),
  ];
}

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
  const wrong = sentences(fetches?.fault ?? null);
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
        {wrong.length > 0 && <p class="error">{wrong.map((key) => t(key)).join(' ')}</p>}
      </div>
      <AllowHost address={directoryUrl} />
    </div>
  );
}
