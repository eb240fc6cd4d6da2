/** What a page reads from the history: read anew whenever the worker has written to it. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { historyRevision } from '../platform/storage.ts';
import { letGo } from './ask.ts';

/** The result of `read`, which has to keep its identity while it asks for the same; null until it was read. */
export function useHistory<T>(read: () => Promise<T>): T | null {
  const [seen, setSeen] = useState<{ readonly value: T } | null>(null);
  useLayoutEffect(() => {
    let latest = 0;
    const load = async (): Promise<void> => {
      const mine = (latest += 1);
      const value = await read();
      if (mine === latest) setSeen({ value });
    };
    letGo('history not read', load());
    const stop = historyRevision.watch(() => letGo('history not read', load()));
    return () => {
      latest = -1;
      stop();
    };
  }, [read]);
  return seen?.value ?? null;
}
