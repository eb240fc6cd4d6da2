/** The contact lists: the import of a file, the imported lists, and their deletion. */
import { useId, useRef, useState } from 'preact/hooks';
import {
  type CompanyFetches,
  companyListItem,
  directoryListsItem,
  type DirectoryList,
} from '../../../platform/storage/directory-lists.ts';
import { eraseDirectory } from '../../../platform/storage/directory-writer.ts';
import { logFailure } from '../../app/send-command.ts';
import { usePage } from '../../app/page.tsx';
import { useStoredItem } from '../../app/use-stored-item.ts';
import { formatPercent } from '../../app/format.ts';
import { Toggle } from '../../components/field.tsx';
import { Group } from '../section-frame.tsx';
import { CompanyList } from './company-list.tsx';
import { ContactLists } from './contact-lists.tsx';
import { ContactPreview } from './contact-preview.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { type Draft, useContactImport } from './use-contact-import.ts';

/** The group for contact lists. It is drawn once the lists are known, so that nothing moves. */
export function ContactsGroup() {
  const lists = useStoredItem(directoryListsItem)?.value ?? null;
  const fetches = useStoredItem(companyListItem);
  return lists === null || fetches === null ? null : <Contacts all={lists} fetches={fetches.value} />;
}

function Contacts({ all, fetches }: { all: readonly DirectoryList[]; fetches: CompanyFetches | null }) {
  const lists = all.filter(({ isCompanys }) => isCompanys !== true);
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  /** The list whose "Replace" was clicked, until a file is chosen. */
  const [replacing, setReplacing] = useState<string | null>(null);
  const { step, choose, change, run, cancel } = useContactImport(settings.region);
  const draft = step.kind === 'draft' ? step.draft : null;
  const isBusy = step.kind === 'opening' || step.kind === 'running';
  const hasNumbers = draft?.roles?.includes('number') ?? true;
  /** True if "Import" was clicked while the file was still being opened. */
  const isWanted = useRef(false);
  const isOpening = useRef(false);
  const begin = (ready: Draft): void => {
    logFailure('contacts not imported', run(ready));
    // The same file can be chosen again after it was corrected.
    if (field.current !== null) field.current.value = '';
  };
  const open = async (file: File): Promise<void> => {
    isOpening.current = true;
    const next = await choose(file, replacing);
    if (next === null) return;
    isOpening.current = false;
    if (isWanted.current && next.kind === 'draft' && isAsExpected(next.draft, replacing)) begin(next.draft);
    isWanted.current = false;
  };
  const pick = (): void => {
    const file = field.current?.files?.[0];
    setReplacing(null);
    if (file !== undefined) logFailure('contacts file not opened', open(file));
  };
  const stop = (): void => {
    if (field.current !== null) field.current.value = '';
    isOpening.current = false;
    isWanted.current = false;
    cancel();
  };
  const start = (): void => {
    if (draft !== null) begin(draft);
    else if (isOpening.current) isWanted.current = true;
    else field.current?.click();
  };
  const replaced = lists.find((list) => list.id === draft?.replaced);
  const erase = (): void => {
    if (confirm(t('contacts.eraseSure'))) logFailure('contacts not erased', eraseDirectory());
  };
  return (
    <Group title="contacts.title">
      <div class="set">
        <p class="hint">{t('contacts.hint')}</p>
      </div>
      <div class="set" data-item="contacts">
        <div>
          <label for={id}>{t('contacts.file')}</label>
          <p id={`${id}-hint`} class="hint">
            {t('contacts.fileHint')}
          </p>
        </div>
        <input
          id={id}
          ref={field}
          class="wide"
          type="file"
          accept=".csv,.tsv,.txt,.vcf,.vcard,.xlsx,.xls,text/csv,text/vcard"
          aria-describedby={`${id}-hint`}
          disabled={isBusy}
          onChange={pick}
          onCancel={() => setReplacing(null)}
        />
        <div class="bar wrap wide">
          <button
            type="button"
            class="button primary"
            disabled={step.kind === 'running' || !hasNumbers}
            onClick={start}
          >
            {t('file.import')}
          </button>
          {(draft !== null || isBusy) && (
            <button type="button" class="button" onClick={stop}>
              {t('file.cancel')}
            </button>
          )}
        </div>
        {/* Always there, so that screen readers notice what comes into it. */}
        <div role="status" class={step.kind === 'idle' || (draft !== null && !replaced) ? '' : 'wide'}>
          {replaced !== undefined && (
            <p>{t({ key: 'contacts.replaces', params: { name: replaced.name } })}</p>
          )}
          {step.kind === 'opening' && <p>{t('contacts.opening')}</p>}
          {step.kind === 'running' && (
            <p>
              {t({ key: 'contacts.running', params: { percent: formatPercent(100 * step.share, language) } })}
            </p>
          )}
          {(step.kind === 'done' || step.kind === 'failed') && <ImportOutcome step={step} />}
        </div>
      </div>
      {draft !== null && (
        <ContactPreview
          draft={draft}
          lists={lists}
          onChange={(choice) => logFailure('contacts not shown', change(draft, choice))}
        />
      )}
      <CompanyList list={all.find(({ isCompanys }) => isCompanys)} fetches={fetches} />
      <ContactLists
        lists={lists}
        onReplace={(list) => {
          setReplacing(list);
          field.current?.click();
        }}
      />
      <Toggle name="eraseContacts" label="contacts.eraseAtSignOut" hint="contacts.eraseAtSignOutHint" />
      {all.length > 0 && (
        <div class="set">
          <button type="button" class="button small" onClick={erase}>
            {t('contacts.eraseAll')}
          </button>
        </div>
      )}
    </Group>
  );
}

/**
 * True if nothing in the preview needs a decision: the columns are known, and the file replaces the list that
 * the agent `asked` to replace, or none if that is null.
 */
const isAsExpected = ({ file, replaced }: Draft, asked: string | null): boolean =>
  file.layout?.isKnown !== false && replaced === asked;
