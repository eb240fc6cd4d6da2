/** Reads from the call history of the signed-in user. The page reads again after each write of the worker. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { historyLossItem, historyRevision } from '../../platform/storage/items.ts';
import type { Millis } from '../../domain/common/types.ts';
import { useDeferredCalls } from './page.tsx';
import { readUntilDone } from './read-with-retry.ts';
import { useStoredItem } from './use-stored-item.ts';

/** What a page knows of the history. */
export interface HistoryRead<T> {
  /** The last result. Null before the first one. */
  readonly value: T | null;
  /** True while the history cannot be read. `value` may then be out of date. The page keeps trying. */
  readonly hasFailed: boolean;
}

/**
 * Returns the result of `read` and follows the changes of the history. `read` must keep its identity while
 * its query stays the same. `whose` is null while no user is signed in.
 */
export function useHistory<T>(read: (whose: string | null) => Promise<T>): HistoryRead<T> {
  const { who: whose } = useDeferredCalls();
  const [seen, setSeen] = useState<HistoryRead<T> & { readonly whose: string | null }>({
    whose,
    value: null,
    hasFailed: false,
  });
  useLayoutEffect(() => {
    const failed = (): void =>
      setSeen((last) => ({ whose, value: last.whose === whose ? last.value : null, hasFailed: true }));
    const load = (): (() => void) =>
      readUntilDone(
        'history not read',
        () => read(whose),
        (value) => setSeen({ whose, value, hasFailed: false }),
        failed,
      );
    let stopLoading = load();
    const stopWatching = historyRevision.watch(() => {
      stopLoading();
      stopLoading = load();
    });
    return () => {
      stopLoading();
      stopWatching();
    };
  }, [read, whose]);
  // Hides the history of the previous user while the history of the next user is being read.
  return seen.whose === whose ? seen : { value: null, hasFailed: false };
}

/** Returns whether a row of the history could not be written since a time, so that rows may be missing. */
export function useHasLost(since: Millis): boolean {
  const lostAt = useStoredItem(historyLossItem)?.value ?? null;
  return lostAt !== null && lostAt >= since;
}
