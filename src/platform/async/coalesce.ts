/** Merges requests for work that come faster than the work can run. Only the newest state matters. */

/**
 * Returns a function that requests a run of `work`. At most one run is active. All requests during a run
 * share one more run after it. The promise resolves when a run that began after the request has ended. `work`
 * must not reject.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
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
