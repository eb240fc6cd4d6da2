/** The first contacts of a file, before it is imported, and the choices that decide how it is read. */
import { useId } from 'preact/hooks';
import type { ColumnRole } from '../../../domain/callers/contacts/columns.ts';
import { ENCODINGS, type Encoding } from '../../../domain/callers/contacts/encodings.ts';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { displayNumber } from '../../../domain/common/phone-number.ts';
import { sanitize } from '../../../domain/common/sanitize.ts';
import type { DirectoryList } from '../../../platform/storage/directory-lists.ts';
import { usePage, useT } from '../../app/page.tsx';
import { Select } from '../../components/field.tsx';
import type { Draft } from './use-contact-import.ts';

const ROLES = [
  'number',
  'name',
  'first',
  'middle',
  'last',
  'company',
  'tag',
  'owner',
  'link',
] as const satisfies readonly ColumnRole[];

interface Props {
  readonly draft: Draft;
  readonly lists: readonly DirectoryList[];
  readonly onChange: (choice: Partial<Draft>) => void;
}

/** The preview of a file. */
export function ContactPreview({ draft, lists, onChange }: Props) {
  const { t } = usePage().translator;
  const { file, replaced } = draft;
  const pick = (choice: Partial<Draft>): null => {
    onChange(choice);
    return null;
  };
  return (
    <>
      {lists.length > 0 && (
        <Select
          label="contacts.as"
          value={replaced ?? ''}
          onPick={(id) => pick({ replaced: id === '' ? null : id })}
        >
          <option value="">{t('contacts.newList')}</option>
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {t({ key: 'contacts.replaceList', params: { name } })}
            </option>
          ))}
        </Select>
      )}
      {file.encoding !== null && (
        <Select
          label="contacts.encoding"
          hint="contacts.encodingHint"
          value={file.encoding}
          onPick={(encoding) => pick({ encoding: encoding as Encoding })}
        >
          {ENCODINGS.map((encoding) => (
            <option key={encoding} value={encoding}>
              {t(`contacts.encoding.${encoding}`)}
            </option>
          ))}
        </Select>
      )}
      <FirstRows draft={draft} />
      {file.layout !== null && <Columns draft={draft} onChange={onChange} />}
    </>
  );
}

function FirstRows({ draft: { first } }: { draft: Draft }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const shown = (key: string): string => (key.length > 6 ? displayNumber(`+${key}`, settings.region) : key);
  const heads: readonly MessageKey[] = [
    'contacts.role.name',
    'contacts.role.company',
    'contacts.role.number',
  ];
  return (
    <div class="set">
      <table>
        <caption>{t('contacts.preview')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first.map(({ row, contact, faults }) => (
            <tr key={row}>
              <td>
                <bdi>{contact?.name}</bdi>
              </td>
              <td>
                <bdi>{contact?.company}</bdi>
              </td>
              <td>
                {contact === null
                  ? faults.map((fault) => t(`contacts.fault.${fault}`)).join(' ')
                  : contact.numbers.map(({ key }) => (
                      <bdi key={key} dir="ltr">
                        {shown(key)}{' '}
                      </bdi>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What each column holds. It is open where the columns are not known. */
function Columns({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const t = useT();
  const id = useId();
  const { layout } = draft.file;
  const roles = draft.roles ?? [];
  const pick = (at: number, picked: string): void =>
    onChange({
      roles: roles.map((role, each) => {
        if (each !== at) return role;
        return ROLES.find((known) => known === picked) ?? null;
      }),
    });
  return (
    <details open={layout?.isKnown === false}>
      <summary class="set">{t('contacts.columns')}</summary>
      {layout?.isKnown === false && (
        <p class="set hint">
          {t(roles.includes('number') ? 'contacts.columnsHint' : 'contacts.columnsNeeded')}
        </p>
      )}
      {roles.map((role, at) => (
        <div key={at} class="set">
          <label for={`${id}-${String(at)}`}>
            {sanitize(layout?.header[at]?.slice(0, 60) ?? '') ||
              t({ key: 'contacts.column', params: { number: at + 1 } })}
          </label>
          <select
            id={`${id}-${String(at)}`}
            class="input"
            value={role ?? ''}
            onChange={(event) => pick(at, event.currentTarget.value)}
          >
            <option value="">{t('contacts.role.none')}</option>
            {ROLES.map((known) => (
              <option key={known} value={known}>
                {t(`contacts.role.${known}`)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </details>
  );
}
