/** What a page reads from the history of whoever is signed in: read anew whenever the worker has written to it. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { historyRevision } from '../../platform/storage/items.ts';
import { letGo } from './send-command.ts';
import { useShownBook } from './page.tsx';

/** The result of `read`, which has to keep its identity while it asks for the same; null until it was read. `whose` is null while nobody is signed in. */
export function useHistory<T>(read: (whose: string | null) => Promise<T>): T | null {
  const { who: whose } = useShownBook();
  const [seen, setSeen] = useState<{ readonly whose: string | null; readonly value: T } | null>(null);
  useLayoutEffect(() => {
    let latest = 0;
    const load = async (): Promise<void> => {
      const mine = (latest += 1);
      const value = await read(whose);
      if (mine === latest) setSeen({ whose, value });
    };
    letGo('history not read', load());
    const stop = historyRevision.watch(() => letGo('history not read', load()));
    return () => {
      latest = -1;
      stop();
    };
  }, [read, whose]);
  // What the one before has called is not shown while the next one's is being read.
  return seen?.whose === whose ? seen.value : null;
}
