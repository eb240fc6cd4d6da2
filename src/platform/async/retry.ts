/** Repeats work that must succeed at last, such as reading a store. */
import { logThrown } from '../log.ts';
import { backoffMs } from './backoff.ts';
import { pause } from './timeout.ts';

/** What a repeated work needs. */
export interface RetryOptions {
  /** Returns false when the result is no longer wanted. */
  readonly isWanted: () => boolean;
  /** The log text for each failure. */
  readonly trouble: string;
  /** Called after each failure, with their number and the pause before the next try, in ms. */
  readonly onFailure?: (failures: number, pauseMs: number) => void;
  /** A random number in [0, 1), for the pauses. */
  readonly random: () => number;
}

/**
 * Resolves to the result of `work`. Repeats `work` with growing pauses while it rejects. Resolves to null
 * once the result is no longer wanted. Never rejects.
 */
export async function retryForever<T>(
  { isWanted, trouble, onFailure, random }: RetryOptions,
  work: () => Promise<T>,
): Promise<T | null> {
  for (let failures = 1; isWanted(); failures++) {
    try {
      return await work();
    } catch (thrown) {
      logThrown('error', trouble)(thrown);
      const pauseMs = backoffMs(failures, random());
      if (isWanted()) onFailure?.(failures, pauseMs);
      await pause(pauseMs);
    }
  }
  return null;
}
