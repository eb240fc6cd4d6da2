/** The first moment of a worker belongs to its socket and to the ring that was missed while there was none: what else it asks of the browser waits. */

/** Longer than both take, and too short for anybody to notice, in ms. */
const FIRST_MOMENT_MS = 300;

/** Resolves when that moment is over. */
export const afterFirstMoment = new Promise<void>((resolve) => {
  setTimeout(resolve, FIRST_MOMENT_MS);
});
