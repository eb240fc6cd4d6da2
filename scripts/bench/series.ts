/** What is kept of a measurement. */
import type { BrowserName } from '../find-browsers.mjs';
import type { SubjectName } from './build-subject.ts';

/** Samples of a time in ms, or figures by name. */
export type Series =
  { readonly times: readonly number[] } | { readonly figures: Readonly<Record<string, number>> };

export const ROWS = [
  'panel',
  'window',
  'created',
  'notified',
  'killed',
  'cold',
  'flood',
  'load',
  'history',
  'idle',
  'sizes',
  'decode',
] as const;
export type RowName = (typeof ROWS)[number];

/** Who was measured; `v` is the vendor's sample page. */
export type Who = SubjectName | 'v';

/** One measurement: "chromium panel x" or, with a circumstance, "firefox flood ours 5000". */
export const keyOf = (browser: BrowserName, row: RowName, who: Who, circumstance = ''): string =>
  `${browser} ${row} ${who} ${circumstance}`.trim();

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
}

/** A run, complete or broken off. */
export interface Results {
  readonly machine: Machine;
  /** Tells one build of the product from another: times of two builds are no run. */
  readonly build: string;
  readonly versions: Readonly<Partial<Record<BrowserName, string>>>;
  readonly series: Readonly<Record<string, Series>>;
}

/** The nearest-rank percentile; NaN of none. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** So many samples make a p99 worth quoting. */
export const LEAST_FOR_P99 = 300;
