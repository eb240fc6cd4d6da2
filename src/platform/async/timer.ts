/** One timer, which may run longer than the browser's timers can. */

/** A timer with at most one callback. */
export interface Timer {
  /** Calls `callback` after `ms`. Replaces an earlier setting. */
  set(ms: number, callback: () => void): void;
  clear(): void;
}

/** Browsers store a pause in 32 bits. A longer pause would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Creates a timer that is not set. */
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
