/** Pauses, and time limits for promises. */

/** Resolves after `ms`. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits for `work`, but no longer than `ms`. Never rejects, because the caller continues either way. Resolves
 * to undefined on a failure or timeout.
 */
export const waitUpTo = (work: Promise<unknown>, ms: number): Promise<unknown> =>
  withTimeout(work, ms).catch(() => undefined);

/** Resolves to the result of `work`. Rejects when `work` rejects or takes longer than `ms`. */
export async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('timed out'));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
