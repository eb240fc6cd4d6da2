/** Loads the pages of the first run when they are needed. Most openings of the settings do without them. */
import type { FunctionComponent } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { SETUP_HASH } from '../../domain/account/first-run.ts';
import { logFailure } from '../app/send-command.ts';
import type { Setup } from './use-setup.ts';

type Wizard = FunctionComponent<{ readonly setup: Setup }>;

/** `failed`: the file of the first run could not be read. The settings then take its place. */
type Loaded = { readonly state: 'waiting' | 'failed' } | { readonly state: 'ready'; readonly View: Wizard };

const WAITING: Loaded = { state: 'waiting' };
let loading: Promise<Wizard> | null = null;

/** Loads the first run once, however often it is called. Rejects if its file cannot be read. */
function load(): Promise<Wizard> {
  loading ??= import('./setup.tsx').then(({ SetupWizard }) => SetupWizard);
  return loading;
}

// The address of a step says at once that the first run comes. Its file is then read beside the settings.
if (location.hash.startsWith(SETUP_HASH)) load().catch(() => undefined);

/** Returns the first run as soon as it is loaded. Loads nothing until `isWanted`. */
export function useWizard(isWanted: boolean): Loaded {
  const [loaded, setLoaded] = useState(WAITING);
  useLayoutEffect(() => {
    if (!isWanted || loaded.state !== 'waiting') return;
    const read = load().then(
      (View) => setLoaded({ state: 'ready', View }),
      (reason: unknown) => {
        setLoaded({ state: 'failed' });
        throw reason;
      },
    );
    logFailure('first run not loaded', read);
  }, [isWanted, loaded]);
  return loaded;
}
