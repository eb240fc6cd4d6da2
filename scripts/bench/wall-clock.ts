/** The wall clock of this machine, as sender and page read it both. */

/** Ms since 1970 with fractions, for what takes 3 ms is not told in whole ones. Firefox's own fractions lie up to 2 ms beside its clock: there whole ms. */
export const wallClock = (isFirefox: boolean): number =>
  isFirefox ? Date.now() : performance.timeOrigin + performance.now();
