/** The form in which measurements are stored. */
import type { BrowserName } from '../find-browsers.mjs';
import type { SubjectName } from './build-subject.ts';

/** Either samples of a time in ms, or figures by name. */
export type Series =
  { readonly times: readonly number[] } | { readonly figures: Readonly<Record<string, number>> };

export const ROWS = [
  'panel',
  'window',
  'on-top',
  'created',
  'notified',
  'killed',
  'cold',
  'flood',
  'load',
  'history',
  'contacts',
  'import',
  'idle',
  'sizes',
  'decode',
] as const;
export type RowName = (typeof ROWS)[number];

/** The measured subject. `v` is the vendor's sample page. */
export type Who = SubjectName | 'v';

/** Key of one measurement: "chromium panel x" or, with a variant, "firefox flood ours 5000". */
export const keyOf = (browser: BrowserName, row: RowName, who: Who, circumstance = ''): string =>
  `${browser} ${row} ${who} ${circumstance}`.trim();

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
}

/** The results of a run, complete or interrupted. */
export interface Results {
  readonly machine: Machine;
  /** Identifies the build of the product. Times of two builds must not be mixed in one run. */
  readonly build: string;
  readonly versions: Readonly<Partial<Record<BrowserName, string>>>;
  readonly series: Readonly<Record<string, Series>>;
}

/** Returns the nearest-rank percentile, or NaN when there are no times. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** The least number of samples for which a p99 is reported. */
export const LEAST_FOR_P99 = 300;
