/** How long to wait before the next try. */

const CAP_MS = 30_000;

/**
 * Returns the pause before a try, in ms. `attempt` is 1 for the first try after a failure. The pause is at
 * most 2 s at first and grows to 30 s. The jitter prevents 500 agents from returning in the same moment.
 * `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(CAP_MS, 2_000 * 2 ** Math.min(attempt - 1, 10));
  return attempt <= 1 ? ceiling * random : ceiling / 2 + (ceiling / 2) * random;
}
