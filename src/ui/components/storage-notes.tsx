/** What the agent has to know about a store that fails, each with its remedy. */
import { notKeptItem } from '../../platform/storage/items.ts';
import { usePage } from '../app/page.tsx';
import { useStoredItem } from '../app/use-stored-item.ts';
import { DiagnosticsLink } from './page-link.tsx';

/** Says that past calls cannot be read. Without it, a page would claim that there are none. */
export function HistoryUnread() {
  const { t } = usePage().translator;
  return (
    <div class="alert">
      <p role="alert">{t('history.unread')}</p>
      <p>
        <DiagnosticsLink />
      </p>
    </div>
  );
}

/** Says that the sign-in ends with the browser although the user wants to keep it. Else renders nothing. */
export function NotKeptNote() {
  const { t } = usePage().translator;
  const notKeptAt = useStoredItem(notKeptItem)?.value ?? null;
  return notKeptAt === null ? null : (
    <div class="alert">
      <p role="alert">{t('account.notKept')}</p>
    </div>
  );
}
