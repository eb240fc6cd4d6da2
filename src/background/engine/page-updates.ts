/** Keeps the open pages up to date without the store, which may be slow. */
import type { CallState } from '../../domain/calls/state.ts';

/** Pages are told of so many states at most in so many ms. A flood of calls must not flood the pages. */
const MOST_TOLD = 3;
const MOST_TOLD_IN_MS = 100;

/** What is needed to tell pages. */
export interface PageUpdatesDeps {
  /** True while a page is open. */
  readonly isWatched: () => boolean;
  /** Sends all open pages a state. */
  readonly tell: (callState: CallState) => void;
}

/**
 * Returns a function that tells the open pages of a new state at once. After `MOST_TOLD` states it waits, and
 * then tells the newest one. It does nothing for the state that the pages were told last.
 */
export function createPageUpdates({ isWatched, tell }: PageUpdatesDeps): (callState: CallState) => void {
  let told: CallState | null = null;
  let newest: CallState | null = null;
  /** How often pages were told since the timer was set. */
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function update(callState: CallState): void {
    newest = callState;
    if (!isWatched() || callState === told || count === MOST_TOLD) return;
    told = callState;
    tell(callState);
    count += 1;
    timer ??= setTimeout(() => {
      timer = undefined;
      count = 0;
      if (newest !== null) update(newest);
    }, MOST_TOLD_IN_MS);
  }
  return update;
}
