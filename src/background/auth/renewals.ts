/** The renewal in progress. There is at most one. */

/** Keeps track of the renewal in progress. */
export interface Renewals {
  /** Takes over the work of a new renewal, and returns it. */
  run(attemptId: number, work: Promise<void>): Promise<void>;
  /**
   * Returns the work in progress, or null. A second renewal would discard its answer, and with it a refresh
   * token that the server accepts only once.
   */
  underWay(): Promise<void> | null;
}

/** Creates the tracker. `isCurrent` returns false once an attempt is obsolete. */
export function createRenewals(isCurrent: (attemptId: number) => boolean): Renewals {
  let renewing: { readonly attemptId: number; readonly work: Promise<void> } | null = null;
  return {
    run(attemptId, work) {
      const tracked = work.finally(() => {
        if (renewing?.attemptId === attemptId) renewing = null;
      });
      renewing = { attemptId, work: tracked };
      return tracked;
    },
    underWay: () => (renewing !== null && isCurrent(renewing.attemptId) ? renewing.work : null),
  };
}
