/** The wall clock of this machine. Sender and page both read it. */

/**
 * Returns ms since 1970. In Chromium it has fractions, because a duration of 3 ms needs them. In Firefox it
 * has whole ms, because the fractions there differ from the clock by up to 2 ms.
 */
export const wallClock = (isFirefox: boolean): number =>
  isFirefox ? Date.now() : performance.timeOrigin + performance.now();
