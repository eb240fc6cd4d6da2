/** How many cases each fuzz tries: the one place that says it. `npm run test:long` sets RINGSIDE_FUZZ (vitest.config.ts). */

export const IS_LONG = process.env.RINGSIDE_FUZZ === 'long';
export const CASES = IS_LONG ? 1_000_000 : 20_000;
/** For a fuzz of so many cases, in ms, on a busy machine. */
export const FUZZ_TIMEOUT_MS = IS_LONG ? 3_600_000 : 120_000;
