/**
 * Reads contact files. The options page loads this when a file is chosen, because few people open it to
 * import contacts.
 */
import { createCollector } from '../../domain/callers/contacts/collect.ts';
import type { FileFault } from '../../domain/callers/contacts/contact.ts';
import {
  type ContactFile,
  firstOf,
  isArchive,
  openTable,
  openText,
  type Reading,
  refusalOf,
} from '../../domain/callers/contacts/contact-file.ts';
import type { Encoding } from '../../domain/callers/contacts/encodings.ts';
import { readWorkbook } from '../xlsx/workbook.ts';

export { createCollector, firstOf };

/** A file that can be read, or why it is refused. */
export type Opened =
  { readonly file: ContactFile; readonly fault: null } | { readonly file: null; readonly fault: FileFault };

const refused = (fault: FileFault): Opened => ({ file: null, fault });

/** Opens a file of any kind. `chosen` is the encoding that a person chose, or null. Never rejects. */
export async function open(bytes: Uint8Array, chosen: Encoding | null, reading: Reading): Promise<Opened> {
  const fault = refusalOf(bytes);
  if (fault !== null) return refused(fault);
  const file = isArchive(bytes) ? await openWorkbook(bytes, reading) : openText(bytes, chosen, reading);
  if (typeof file === 'string') return refused(file);
  // A header without rows is as empty as no file.
  const isEmpty = file.kind !== 'vcards' && firstOf(file.read(null), 1).length === 0;
  return isEmpty ? refused('empty') : { file, fault: null };
}

async function openWorkbook(bytes: Uint8Array, reading: Reading): Promise<ContactFile | FileFault> {
  try {
    const rows = await readWorkbook(bytes);
    if (rows === null) return 'no-sheet';
    return { ...openTable(() => rows, reading), kind: 'workbook', encoding: null, size: rows.length };
  } catch {
    return 'damaged-workbook';
  }
}
