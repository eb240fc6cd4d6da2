/** The benchmark's targets, and whether they are met. Pure. */
import type { BrowserName } from '../find-browsers.mjs';
import { keyOf, LEAST_FOR_P99, percentile, type Results, type RowName, type Who } from './series.ts';

/** One table line: a subject's times compared with its baseline's. */
export interface Line {
  readonly browser: BrowserName;
  readonly row: RowName;
  readonly title: string;
  readonly times: readonly number[];
  /** The baseline's name and times. */
  readonly anchor: { readonly name: string; readonly times: readonly number[] } | null;
  /** Empty where there is no target. */
  readonly verdicts: readonly Verdict[];
}

export interface Verdict {
  readonly promise: string;
  readonly holds: boolean;
}

/**
 * A row's title, its baseline, and its limits: the largest allowed ratio to the baseline's median and to its
 * p95.
 */
interface Pledge {
  readonly row: RowName;
  readonly title: string;
  readonly anchor: {
    readonly row: RowName;
    readonly who: Who;
    readonly circumstance?: string;
    readonly name: string;
  };
  readonly median?: number;
  readonly p95?: number;
  /** In ms, added to the allowed median. */
  readonly slack?: number;
}

export const TIMED: readonly Pledge[] = [
  {
    row: 'panel',
    title: 'caller painted, desk open',
    anchor: { row: 'panel', who: 'x', name: 'X, open page' },
    median: 1.5,
    p95: 2,
  },
  {
    row: 'window',
    title: 'caller painted, call window open',
    anchor: { row: 'panel', who: 'x', name: 'X, open page' },
    median: 1.5,
    p95: 2,
  },
  {
    row: 'on-top',
    title: 'caller painted, card on top open',
    anchor: { row: 'on-top', who: 'x', name: 'X, open page' },
    median: 1.5,
    p95: 2,
  },
  {
    row: 'created',
    title: 'caller painted, call window created',
    anchor: { row: 'created', who: 'x', name: 'X, window of one line' },
    median: 1.3,
  },
  {
    row: 'notified',
    title: 'notification created',
    anchor: { row: 'notified', who: 'x', name: 'X, notification' },
    median: 1.3,
  },
  {
    row: 'killed',
    title: 'socket reopened → missed ring painted in a new window',
    anchor: { row: 'created', who: 'ours', name: 'our window created' },
    median: 1,
    slack: 50,
  },
  {
    row: 'cold',
    title: 'worker booted → snapshot applied',
    anchor: { row: 'cold', who: 'x', name: 'X' },
    median: 1.25,
  },
  {
    row: 'load',
    title: 'caller painted, desk open, under 10,000 hostile events a second',
    anchor: { row: 'load', who: 'x', name: 'X, the same' },
    median: 1.5,
    p95: 3,
  },
  {
    row: 'history',
    title: 'panel opened → newest of 5,000 past calls painted',
    anchor: { row: 'history', who: 'ours', circumstance: 'short', name: 'of 20' },
    median: 1.5,
  },
  {
    row: 'contacts',
    title: 'caller painted, desk open, 50,000 contacts',
    anchor: { row: 'contacts', who: 'ours', circumstance: 'without', name: 'without contacts' },
    median: 1.03,
  },
];

/** Returns the lines of one browser for which there are samples. */
export function linesOf({ series }: Results, browser: BrowserName): Line[] {
  const timesOf = (row: RowName, who: Who, circumstance = ''): readonly number[] => {
    const found = series[keyOf(browser, row, who, circumstance)];
    return found !== undefined && 'times' in found ? found.times : [];
  };
  const lines = TIMED.flatMap((promise): Line[] => {
    const times = timesOf(promise.row, 'ours');
    const anchorTimes = timesOf(promise.anchor.row, promise.anchor.who, promise.anchor.circumstance);
    if (times.length === 0) return [];
    return [
      {
        browser,
        row: promise.row,
        title: promise.title,
        times,
        anchor: anchorTimes.length === 0 ? null : { name: promise.anchor.name, times: anchorTimes },
        verdicts: anchorTimes.length === 0 ? [] : judge(promise, times, anchorTimes),
      },
    ];
  });
  const bare = (
    [
      ['panel', 'v', '', 'V: the vendor’s sample page'],
      ['panel', 'x', 'message', 'X, open page by a message'],
      ['contacts', 'ours', 'named', 'caller painted → name of the contact painted'],
      ['contacts', 'ours', 'looked up', 'search for the contact in the worker'],
      ['cold', 'ours', 'opened', 'of it: worker booted → socket open'],
      ['cold', 'x', 'opened', 'the same of X'],
    ] as const
  ).flatMap(([row, who, circumstance, title]): Line[] => {
    const times = timesOf(row, who, circumstance);
    return times.length === 0 ? [] : [{ browser, row, title, times, anchor: null, verdicts: [] }];
  });
  return [...lines, ...bare];
}

function judge(
  { median, p95, slack = 0 }: Pledge,
  times: readonly number[],
  anchor: readonly number[],
): Verdict[] {
  const check = (percent: number, share: number | undefined): Verdict[] => {
    if (share === undefined) return [];
    const most = share * percentile(anchor, percent) + slack;
    const added = slack === 0 ? '' : ` + ${String(slack)} ms`;
    return [
      {
        promise: `${percent === 50 ? 'median' : `p${String(percent)}`} ≤ ${String(share)}×${added}`,
        holds: percentile(times, percent) <= most,
      },
    ];
  };
  return [...check(50, median), ...check(95, p95)];
}

/** Returns the results for the targets about figures, as far as they were measured. */
export function figureVerdicts({ series }: Results, browser: BrowserName): Verdict[] {
  const figures = (row: RowName, who: Who, circumstance: string): Readonly<Record<string, number>> | null => {
    const found = series[keyOf(browser, row, who, circumstance)];
    return found !== undefined && 'figures' in found ? found.figures : null;
  };
  const verdicts: Verdict[] = [];
  const check = (promise: string, value: number | undefined, most: number | undefined): void => {
    if (value !== undefined && most !== undefined && !Number.isNaN(value))
      verdicts.push({
        promise: `${promise}: ${round(value)} of at most ${round(most)}`,
        holds: value <= most,
      });
  };
  for (const [circumstance, what, most] of [
    ['named', 'caller painted → name of the contact painted', 15],
    ['looked up', 'search for the contact in the worker', 5],
  ] as const) {
    const found = series[keyOf(browser, 'contacts', 'ours', circumstance)];
    if (found !== undefined && 'times' in found) check(`${what}: p95, ms`, percentile(found.times, 95), most);
  }
  const imported = figures('import', 'ours', '');
  const growth = (of: 'page' | 'worker'): number =>
    ((imported?.[`${of}After`] ?? NaN) - (imported?.[`${of}Before`] ?? NaN)) / 1e6;
  check('import of 50,000 contacts: s', imported?.seconds, 15);
  check('import of 50,000 contacts: page, MB more', growth('page'), 20);
  check('import of 50,000 contacts: worker, MB more', growth('worker'), 3);
  const unloaded = series[keyOf(browser, 'panel', 'ours')];
  for (const lines of ['50', '500', '5000']) {
    const flood = figures('flood', 'ours', lines);
    const shown = series[keyOf(browser, 'flood', 'ours', `${lines} shown`)];
    if (flood === null) continue;
    if (
      unloaded !== undefined &&
      'times' in unloaded &&
      shown !== undefined &&
      'times' in shown &&
      Math.min(unloaded.times.length, shown.times.length) >= LEAST_FOR_P99
    )
      check(
        `flood, ${lines} lines: p99 of ours, ms`,
        percentile(shown.times, 99),
        3 * percentile(unloaded.times, 99),
      );
    if (flood.heapGrowth !== undefined)
      check(`flood, ${lines} lines: heap after it, MB more`, flood.heapGrowth / 1e6, 2);
    check(`flood, ${lines} lines: stored writes that no ring of ours asked for`, flood.foreignWrites, 0);
  }
  for (const page of ['worker', 'page']) {
    const [ours, x] = [figures('idle', 'ours', page), figures('idle', 'x', page)];
    if (ours === null || x === null) continue;
    check(`idle, ${page}: memory, MB`, (ours.memory ?? NaN) / 1e6, (1.5 * (x.memory ?? NaN)) / 1e6);
    check(`idle, ${page}: CPU, s an hour`, ours.cpuSeconds, 1.5 * (x.cpuSeconds ?? NaN));
  }
  for (const lines of ['50', '500', '5000'])
    check(
      `decode and reduce, ${lines} lines: a colleague’s event, µs`,
      figures('decode', 'ours', lines)?.others,
      20,
    );
  check('decode and reduce: an event of ours, µs', figures('decode', 'ours', '50')?.own, 200);
  const size = (bundle: string, part: string): number | undefined => figures('sizes', 'ours', bundle)?.[part];
  check('worker, libraries, kB gzip', kilo(size('background.js', 'libraries')), 70);
  check('worker, own code, kB gzip', kilo(size('background.js', 'own')), 30);
  for (const page of ['panel.js', 'call.js', 'options.js', 'day.js', 'doctor.js', 'import.js']) {
    check(`${page}, own code, kB gzip`, kilo(size(page, 'own')), 25);
  }
  return verdicts;
}

const kilo = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : bytes / 1000;
/** Rounds to three significant digits, because the measurements are no more precise. */
export const round = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–';
