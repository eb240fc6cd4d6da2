/** Reads a contact file without holding up the page. */
import type { ColumnRole } from '../../domain/callers/contacts/columns.ts';
import type { ContactFile } from '../../domain/callers/contacts/contact-file.ts';
import type { DirectoryRow, ImportReport } from '../../domain/callers/contacts/collect.ts';
import type * as reader from './contacts-reader.ts';
import { type FileFault, MAX_ROWS } from '../../domain/callers/contacts/contact.ts';

/** How long the file is read at a stretch, in ms. A frame must not be late. */
const SLICE_MS = 10;

/** What reads files. Pages load it when they need it. */
export type ContactsReader = typeof reader;

/** What a file holds, or why none of it is taken. */
export type ReadFile =
  | { readonly fault: FileFault; readonly report: ImportReport }
  | { readonly fault: null; readonly report: ImportReport; readonly rows: readonly DirectoryRow[] };

/**
 * Reads all contacts. `onProgress` receives the share that is read, from 0 to 1. Resolves to null if `signal`
 * stops it.
 */
export async function readContacts(
  { createCollector }: ContactsReader,
  file: ContactFile,
  roles: readonly ColumnRole[] | null,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ReadFile | null> {
  const collector = createCollector();
  let until = performance.now() + SLICE_MS;
  for (const row of file.read(roles)) {
    collector.add(row);
    // The readers give one row more than the most.
    if (collector.isFull() || row.row > MAX_ROWS) return { fault: 'too-many', report: collector.report() };
    if (performance.now() < until) continue;
    onProgress(Math.min(1, row.row / Math.max(1, file.size)));
    await nextTask();
    if (signal.aborted) return null;
    until = performance.now() + SLICE_MS;
  }
  const report = collector.report();
  return report.contacts === 0
    ? { fault: 'no-contacts', report }
    : { fault: null, report, rows: collector.rows() };
}

/** Resolves in the next task. A timer would take a second in a tab that is not shown. */
const nextTask = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
