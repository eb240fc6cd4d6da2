/** Reads from the call history of the signed-in user. The page reads again after each write of the worker. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { historyRevision } from '../../platform/storage/items.ts';
import { logFailure } from './send-command.ts';
import { useDeferredCalls } from './page.tsx';

/**
 * Returns the result of `read`, or null until it is read. `read` must keep its identity while its query stays
 * the same. `whose` is null while no user is signed in.
 */
export function useHistory<T>(read: (whose: string | null) => Promise<T>): T | null {
  const { who: whose } = useDeferredCalls();
  const [seen, setSeen] = useState<{ readonly whose: string | null; readonly value: T } | null>(null);
  useLayoutEffect(() => {
    let latest = 0;
    const load = async (): Promise<void> => {
      const mine = (latest += 1);
      const value = await read(whose);
      if (mine === latest) setSeen({ whose, value });
    };
    logFailure('history not read', load());
    const stop = historyRevision.watch(() => logFailure('history not read', load()));
    return () => {
      latest = -1;
      stop();
    };
  }, [read, whose]);
  // Hides the history of the previous user while the history of the next user is being read.
  return seen?.whose === whose ? seen.value : null;
}
