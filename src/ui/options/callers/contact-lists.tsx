/** The imported lists, each with its age and what can be done with it. */
import type { DirectoryList } from '../../../platform/storage/directory-lists.ts';
import { removeList } from '../../../platform/storage/directory-writer.ts';
import { plural } from '../../../domain/common/messages.ts';
import { formatMoment } from '../../app/format.ts';
import { usePage } from '../../app/page.tsx';
import { logFailure } from '../../app/send-command.ts';

interface Props {
  readonly lists: readonly DirectoryList[];
  /** The agent wants to choose a file in place of this list. */
  readonly onReplace: (id: string) => void;
}

/** A row for each list. */
export function ContactLists({ lists, onReplace }: Props) {
  const { t, language } = usePage().translator;
  const remove = ({ id, name }: DirectoryList): void => {
    if (confirm(t({ key: 'contacts.removeSure', params: { name } })))
      logFailure('contact list not removed', removeList(id));
  };
  return (
    <>
      {lists.map((list) => (
        <div key={list.id} class="set">
          <div>
            <bdi>{list.name}</bdi>
            <p class="hint">
              {t(plural('contacts.count', list.entries))} ·{' '}
              {formatMoment(list.importedAt, Date.now(), language)}
            </p>
          </div>
          <div class="bar wrap">
            <button
              type="button"
              class="button small"
              aria-label={t({ key: 'contacts.replaceList', params: { name: list.name } })}
              onClick={() => onReplace(list.id)}
            >
              {t('contacts.replace')}
            </button>
            <button
              type="button"
              class="button small"
              aria-label={t({ key: 'contacts.removeList', params: { name: list.name } })}
              onClick={() => remove(list)}
            >
              {t('contacts.remove')}
            </button>
          </div>
        </div>
      ))}
    </>
  );
}
