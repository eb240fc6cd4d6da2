/** The steps of an import: a file is chosen and opened, looked at, and stored. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ImportReport } from '../../../domain/callers/contacts/collect.ts';
import type { ColumnRole } from '../../../domain/callers/contacts/columns.ts';
import { type FileFault, MAX_FILE_BYTES, type ReadRow } from '../../../domain/callers/contacts/contact.ts';
import type { ContactFile } from '../../../domain/callers/contacts/contact-file.ts';
import type { Encoding } from '../../../domain/callers/contacts/encodings.ts';
import { digitsWithCountry, type Region } from '../../../domain/common/phone-number.ts';
import { type ContactsReader, readContacts } from '../../../platform/contacts/read-contacts.ts';
import { log, messageOf } from '../../../platform/log.ts';
import {
  choiceFor,
  directoryListsItem,
  type FileChoice,
  rememberChoice,
} from '../../../platform/storage/directory-lists.ts';
import { storeList } from '../../../platform/storage/directory-writer.ts';

/** A file that waits for "Import". */
export interface Draft {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly file: ContactFile;
  /** What has opened the file. */
  readonly reader: ContactsReader;
  /** What each column holds. Null for cards. */
  readonly roles: readonly ColumnRole[] | null;
  /** The encoding that a person chose, or null. */
  readonly encoding: Encoding | null;
  /** The hash of the header as it was first read. */
  readonly hash: string | null;
  readonly first: readonly ReadRow[];
  /** The list that it replaces, or null. */
  readonly replaced: string | null;
}

/** Why nothing was imported. */
export type ImportFault = FileFault | 'not-readable' | 'not-stored';

/** Where an import is. */
export type ImportStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'running'; readonly share: number }
  | { readonly kind: 'failed'; readonly fault: ImportFault; readonly report: ImportReport | null }
  | { readonly kind: 'done'; readonly report: ImportReport };

/** Rows of the preview. */
const SHOWN_ROWS = 5;
/** Reading the file is the first part of an import, and storing the rows is the rest. */
const READING_SHARE = 0.4;

/** The step, and what the agent can do in it. */
export function useContactImport(region: Region) {
  const [step, setStep] = useState<ImportStep>({ kind: 'idle' });
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  const restart = (): AbortSignal => {
    running.current.abort();
    running.current = new AbortController();
    return running.current.signal;
  };

  /**
   * Opens a file. `replaced` is the list that it shall replace, or null. Resolves to the next step, or to
   * null if something else was begun meanwhile.
   */
  async function choose(file: File, replaced: string | null): Promise<ImportStep | null> {
    const signal = restart();
    setStep({ kind: 'opening' });
    const next = await opened(file, replaced, region);
    if (signal.aborted) return null;
    setStep(next);
    return next;
  }

  /** Changes what the agent chose for the file. */
  async function change(draft: Draft, choice: Partial<Draft>): Promise<void> {
    const signal = restart();
    const changed = { ...draft, ...choice };
    const next =
      choice.encoding === undefined
        ? ({ kind: 'draft', draft: withFirstRows(changed) } as const)
        : await reopened(changed, null, region);
    if (!signal.aborted) setStep(next);
  }

  /** Imports the file. Nothing changes if it fails. */
  async function run(draft: Draft): Promise<void> {
    const signal = restart();
    const show = (share: number): void => {
      if (!signal.aborted) setStep({ kind: 'running', share });
    };
    show(0);
    const next = await imported(draft, show, signal);
    if (next !== null && !signal.aborted) setStep(next);
  }

  return {
    step,
    choose,
    change,
    run,
    cancel: (): void => {
      restart();
      setStep({ kind: 'idle' });
    },
  };
}

async function opened(file: File, replaced: string | null, region: Region): Promise<ImportStep> {
  if (file.size > MAX_FILE_BYTES) return { kind: 'failed', fault: 'too-big', report: null };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const lists = await directoryListsItem.get();
    const before =
      lists.find(({ fileName, isCompanys }) => fileName === file.name && isCompanys !== true)?.id ?? null;
    const start = { name: file.name, bytes, encoding: null, hash: null, replaced: replaced ?? before };
    const first = await reopened(start, null, region);
    if (first.kind !== 'draft' || first.draft.hash === null) return first;
    const choice = await choiceFor(first.draft.hash);
    return choice === null ? first : await reopened(first.draft, choice, region);
  } catch (thrown) {
    log('warn', 'contacts file not read', { why: messageOf(thrown) });
    return { kind: 'failed', fault: 'not-readable', report: null };
  }
}

/** Opens the bytes of a file, with what was chosen for files with the same header. */
async function reopened(
  draft: Pick<Draft, 'name' | 'bytes' | 'encoding' | 'hash' | 'replaced'>,
  choice: FileChoice | null,
  region: Region,
): Promise<ImportStep> {
  const reader = await import('../../../platform/contacts/contacts-reader.ts');
  const encoding = draft.encoding ?? ((choice?.encoding ?? null) as Encoding | null);
  const { file, fault } = await reader.open(draft.bytes, encoding, {
    region,
    readNumber: digitsWithCountry,
  });
  if (file === null) return { kind: 'failed', fault, report: null };
  const detected = file.layout?.roles ?? null;
  const roles = choice?.roles.length === detected?.length ? rolesOf(choice) : null;
  const hash = draft.hash ?? file.layout?.hash ?? null;
  const next = { ...draft, file, reader, encoding, hash, roles: roles ?? detected, first: [] };
  return { kind: 'draft', draft: withFirstRows(next) };
}

const rolesOf = (choice: FileChoice | null): readonly ColumnRole[] | null =>
  choice?.roles.map((role) => (role === '' ? null : (role as ColumnRole))) ?? null;

const withFirstRows = (draft: Draft): Draft => ({
  ...draft,
  first: draft.reader.firstOf(draft.file.read(draft.roles), SHOWN_ROWS),
});

async function imported(
  { name, file, reader, roles, encoding, hash, replaced }: Draft,
  show: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportStep | null> {
  const read = await readContacts(reader, file, roles, (share) => show(READING_SHARE * share), signal);
  if (read === null) return null;
  if (read.fault !== null) return { kind: 'failed', fault: read.fault, report: read.report };
  const { rows, report } = read;
  const list = {
    name: name.replace(/\.\w{1,5}$/, '').slice(0, 60),
    fileName: name,
    entries: report.contacts,
    importedAt: Date.now(),
  };
  try {
    const left = 1 - READING_SHARE;
    await storeList(
      list,
      rows,
      replaced,
      (written) => show(READING_SHARE + (left * written) / rows.length),
      signal,
    );
    if (hash !== null && (encoding !== null || file.layout?.isKnown === false))
      await rememberChoice(hash, { roles: (roles ?? []).map((role) => role ?? ''), encoding });
    return { kind: 'done', report };
  } catch (thrown) {
    log('warn', 'contacts not stored', { why: messageOf(thrown) });
    return { kind: 'failed', fault: 'not-stored', report };
  }
}
