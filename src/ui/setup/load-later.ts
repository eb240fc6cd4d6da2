/** Loads later.ts when it is needed. Most openings of the settings do without it. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { SETUP_HASH } from '../../domain/account/first-run.ts';
import { logFailure } from '../app/send-command.ts';
import type * as later from './later.ts';

type Later = typeof later;

let loading: Promise<Later> | null = null;

/** Loads the file once, however often it is called. */
function load(): Promise<Later> {
  loading ??= import('./later.ts');
  return loading;
}

// Some addresses say at once that the file is needed. It is then read beside the settings.
if ([SETUP_HASH, '#crm', '#callers'].some((hash) => location.hash.startsWith(hash)))
  logFailure('page not loaded', load());

/** Returns what the file exports, or null until it is loaded. Loads nothing until `isWanted`. */
export function useLater(isWanted: boolean): Later | null {
  const [loaded, setLoaded] = useState<Later | null>(null);
  useLayoutEffect(() => {
    if (isWanted && loaded === null) logFailure('page not loaded', load().then(setLoaded));
  }, [isWanted, loaded]);
  return loaded;
}
