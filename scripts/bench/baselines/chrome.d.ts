import type { Browser } from 'webextension-polyfill';

declare global {
  /**
   * The browser API that baselines and probes use. Both browsers call it `chrome`, and both return promises.
   */
  const chrome: Browser;
  /** Address of the collector: it receives timestamps and hands out commands. build-subject.ts inserts it. */
  const BENCH_URL: string;
}
