import type { Browser } from 'webextension-polyfill';

declare global {
  /** What anchors and probes use of the browser: both call it `chrome`, and both answer by promises. */
  const chrome: Browser;
  /** Where stamps go and commands come from: put in by build-subject.ts. */
  const BENCH_URL: string;
}
