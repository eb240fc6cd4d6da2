/**
 * Keeps the first moment of a worker free for its socket, and for a ring that was missed while no worker ran.
 * Other requests to the browser wait.
 */

/** Longer than both take, and too short for a user to notice. In ms. */
const FIRST_MOMENT_MS = 300;

/** Resolves when the first moment of the worker is over. */
export const afterStartupDelay = new Promise<void>((resolve) => {
  setTimeout(resolve, FIRST_MOMENT_MS);
});
