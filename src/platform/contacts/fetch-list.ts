/** Fetches the file of the company's contact list. */
import { MAX_FILE_BYTES } from '../../domain/callers/contacts/contact.ts';
import { readBytes } from '../read-bytes.ts';

/** What a server says of a version of a file. Null if it says nothing. */
export interface FileVersion {
  readonly etag: string | null;
  readonly modified: string | null;
}

/** No version: the file is needed whatever it is. */
export const NO_VERSION: FileVersion = { etag: null, modified: null };

/** Why no list was fetched. `too-big`: the file has more than 30 MB. */
export type FetchFault = 'status' | 'redirect' | 'slow' | 'unreachable' | 'too-big';

/** An answer: a file, the word that it has not changed, or why there is neither. */
export type FetchedList =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly version: FileVersion }
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly fault: FetchFault };

/** Longest fetch, in ms. */
const LIMIT_MS = 60_000;
/** Longest version that is kept, in characters. */
const MAX_VERSION = 500;

/**
 * Fetches a file, unless it still is the version `known`. Never rejects. Sends no cookies and follows no
 * redirect, because the administrator named this one host. Call it where `mayReach` was true.
 */
export async function fetchList(url: string, known: FileVersion): Promise<FetchedList> {
  const failed = (fault: FetchFault): FetchedList => ({ kind: 'failed', fault });
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const response = await fetch(url, {
      headers: conditionOf(known),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal,
    });
    const { type, status, ok } = response;
    if (ok) {
      const bytes = await readBytes(response, MAX_FILE_BYTES);
      return bytes === null ? failed('too-big') : { kind: 'file', bytes, version: versionOf(response) };
    }
    await response.body?.cancel();
    if (status === 304)
      return Object.keys(conditionOf(known)).length > 0 ? { kind: 'same' } : failed('status');
    // Browsers report a redirect that is not followed as an answer with status 0.
    return failed(type === 'opaqueredirect' || (status >= 300 && status <= 399) ? 'redirect' : 'status');
  } catch {
    return failed(signal.aborted ? 'slow' : 'unreachable');
  }
}

function conditionOf({ etag, modified }: FileVersion): Record<string, string> {
  if (etag !== null) return { 'If-None-Match': etag };
  return modified === null ? {} : { 'If-Modified-Since': modified };
}

function versionOf({ headers }: Response): FileVersion {
  const read = (name: string): string | null => {
    const value = headers.get(name);
    return value === null || value.length > MAX_VERSION ? null : value;
  };
  return { etag: read('ETag'), modified: read('Last-Modified') };
}
