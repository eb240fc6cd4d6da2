/** Work that is asked for more often than it can be done: the newest state is enough. */

/**
 * At most one run of `work` at a time; what is asked for during one is done by one more after it.
 * Resolves when a run that began after the asking has ended. `work` must not reject.
 */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> =>
    (current = work().finally(() => {
      current = null;
    }));
  return () => {
    if (next !== null) return next;
    if (current === null) return start();
    next = current.then(() => {
      next = null;
      return start();
    });
    return next;
  };
}
