/** Promises that are waited for no longer than they are worth. */

/** Waits for `work`, but no longer than `ms`. Never rejects: whoever waits like this goes on either way. */
export const atMost = (work: Promise<unknown>, ms: number): Promise<unknown> =>
  withinTime(work, ms).catch(() => undefined);

/** The result of `work`; rejects when it takes longer than `ms`. */
export async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
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
