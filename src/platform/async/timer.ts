/** One timer, which may run for longer than the browser's own. */

export interface Timer {
  /** Calls back after `ms`, and forgets what it was set for before. */
  set(ms: number, callback: () => void): void;
  clear(): void;
}

/** Browsers hold a pause in 32 bits: a longer one would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer that is not set. */
export function createTimer(): Timer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => clearTimeout(timer);
  const set = (ms: number, callback: () => void): void => {
    clear();
    const rest = ms - LONGEST_MS;
    timer = rest > 0 ? setTimeout(() => set(rest, callback), LONGEST_MS) : setTimeout(callback, ms);
  };
  return { set, clear };
}
