/** How long to wait before the next try. */

const CAP_MS = 30_000;

/**
 * Pause in ms before try number `attempt` (1 is the first after a failure): within 2 s at first, then growing to 30 s, with
 * jitter so that 500 agents do not come back in one moment. `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(CAP_MS, 2_000 * 2 ** Math.min(attempt - 1, 10));
  return attempt <= 1 ? ceiling * random : ceiling / 2 + (ceiling / 2) * random;
}
