/** Reads what this browser itself knows of a caller: the imported contacts and the past calls. */
import type { Call } from '../../domain/calls/call.ts';
import type { KnownCaller } from '../../domain/calls/lookup-result.ts';
import { needsCaller, needsEarlierCalls } from '../../domain/callers/needs.ts';
import { memoryKey } from '../../domain/callers/memory.ts';
import { MOST_CALLED } from '../../domain/rules/conditions.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Millis } from '../../domain/common/types.ts';
import { findInDirectory } from '../../platform/storage/directory-db.ts';
import { directoryListsItem } from '../../platform/storage/directory-lists.ts';
import { callTimes } from '../../platform/storage/history-db.ts';

const HOUR_MS = 3_600_000;

/**
 * Returns a function that says whether contacts are imported. It says so until it is known that there are
 * none. Reads after `start`, because a worker has better things to read first.
 */
export function watchContacts(start: Promise<unknown>): () => boolean {
  let has = true;
  const count = (lists: readonly unknown[]): void => void (has = lists.length > 0);
  directoryListsItem.watch(count);
  // An item that cannot be read says nothing.
  void start.then(() => directoryListsItem.get().then(count, () => undefined));
  return () => has;
}

/**
 * Returns what is known of the caller of a call of user `whose`. Null if that is nothing, and no rule asks
 * who is calling. `now` is in ms. Never rejects: a database that fails knows nothing.
 */
export async function findCaller(
  call: Pick<Call, 'callId' | 'caller' | 'direction' | 'isTest'>,
  whose: string | null,
  settings: Settings,
  now: Millis,
): Promise<KnownCaller | null> {
  const key = memoryKey(call, settings.region);
  if (key === null) return null;
  const since = now - MOST_CALLED.hours * HOUR_MS;
  const [contact, earlier] = await Promise.all([
    findInDirectory(key),
    // A history that fails does not make this the first call.
    needsEarlierCalls(settings)
      ? callTimes(whose, key, since, call.callId).catch(() => null)
      : Promise.resolve(null),
  ]);
  // Contacts that cannot be read do not make anybody unknown.
  if (contact === undefined) return null;
  return contact === null && !needsCaller(settings) ? null : { contact, earlier };
}
