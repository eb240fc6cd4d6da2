/** The number of cases of each fuzz test. `npm run test:long` sets RINGSIDE_FUZZ (vitest.config.ts). */

export const IS_LONG = process.env.RINGSIDE_FUZZ === 'long';
export const CASES = IS_LONG ? 1_000_000 : 20_000;
/** The timeout in ms for that many cases on a busy machine. */
export const FUZZ_TIMEOUT_MS = IS_LONG ? 3_600_000 : 600_000;
