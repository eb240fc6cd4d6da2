/** Formats the results of a run as Markdown tables. Pure. */
import type { BrowserName } from '../find-browsers.mjs';
import { LEAST_FOR_P99, percentile, type Results } from './series.ts';
import { figureVerdicts, type Line, linesOf, round } from './targets.ts';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

/** Returns the whole report. `command` is the command line that produced it. */
export function reportOf(results: Results, command: string): string {
  const { cpu, cores, memory, system } = results.machine;
  const versions = BROWSERS.flatMap((name) => results.versions[name] ?? []).join(', ');
  return [
    `\`${command}\` on ${cpu}, ${String(cores)} cores, ${memory}, ${system}; ${versions}. Times in ms.`,
    ...section(
      '',
      [
        'browser',
        'from the server’s emit to',
        'n',
        'median',
        'p95',
        'p99',
        'anchor',
        'its median',
        'ratio',
        'ratio p95',
        'promised',
      ],
      BROWSERS.flatMap((browser) => linesOf(results, browser).map(timesRow)),
    ),
    ...section(
      'Flood: 2,000 events a second',
      [
        'browser',
        'lines',
        'ours shown p50',
        'p99',
        'CPU µs an event',
        'heap MB before',
        'after',
        'stored writes a second',
        'of them nobody’s of ours',
      ],
      BROWSERS.flatMap((browser) => floodRows(results, browser)),
    ),
    ...section(
      'Import of 50,000 contacts',
      ['browser', 's', 'shares shown', 'page MB before', 'after', 'worker MB before', 'after'],
      BROWSERS.flatMap((browser) => importRows(results, browser)),
    ),
    ...section(
      'An idle hour',
      ['browser', 'what', 'CPU s', 'browser’s CPU s', 'wakeups', 'kB on the wire', 'memory MB'],
      BROWSERS.flatMap((browser) => idleRows(results, browser)),
    ),
    ...section(
      'One event: decode and reduce, µs of CPU',
      ['lines', 'a colleague’s', 'ours'],
      decodeRows(results),
    ),
    ...section(
      'Sizes, kB',
      ['bundle', 'minified', 'gzip', 'libraries, gzip', 'own code, gzip'],
      sizeRows(results),
    ),
    ...section(
      'Promises about figures',
      ['browser', 'what', 'holds'],
      BROWSERS.flatMap((browser) =>
        figureVerdicts(results, browser).map(({ promise, holds }) => [browser, promise, yes(holds)]),
      ),
    ),
    '',
  ].join('\n');
}

/** Returns true when every measured target is met. */
export const holds = (results: Results): boolean =>
  BROWSERS.every((browser) =>
    [
      ...linesOf(results, browser).flatMap(({ verdicts }) => verdicts),
      ...figureVerdicts(results, browser),
    ].every((verdict) => verdict.holds),
  );

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '',
    ...(title === '' ? [] : [`**${title}**`, '']),
    line(head),
    `|${'---|'.repeat(head.length)}`,
    ...rows.map(line),
  ];
}

const yes = (holds: boolean): string => (holds ? 'yes' : '**no**');
const ms = (times: readonly number[], percent: number): string =>
  percent === 99 && times.length < LEAST_FOR_P99 ? '–' : round(percentile(times, percent));

function timesRow({ browser, title, times, anchor, verdicts }: Line): string[] {
  const ratio = (percent: number): string =>
    anchor === null ? '' : round(percentile(times, percent) / percentile(anchor.times, percent));
  return [
    browser,
    title,
    String(times.length),
    ms(times, 50),
    ms(times, 95),
    ms(times, 99),
    anchor?.name ?? '',
    anchor === null ? '' : ms(anchor.times, 50),
    ratio(50),
    ratio(95),
    verdicts.map(({ promise, holds }) => `${promise}: ${yes(holds)}`).join('; '),
  ];
}

/**
 * Returns the figures of one row in the order of measurement. The key is the rest of the series key: subject
 * and variant.
 */
function figuresOf(
  { series }: Results,
  prefix: string,
): (readonly [rest: string, figures: Readonly<Record<string, number>>])[] {
  return Object.entries(series).flatMap(([key, each]) =>
    key.startsWith(`${prefix} `) && 'figures' in each
      ? [[key.slice(prefix.length + 1), each.figures] as const]
      : [],
  );
}

const WHO: Readonly<Record<string, string>> = { ours: 'Ringside', x: 'X', v: 'V' };
const named = (rest: string): string => rest.replace(/^\w+/, (who) => WHO[who] ?? who);
const mega = (bytes: number | undefined): string => (bytes === undefined ? '–' : round(bytes / 1e6));
const kilo = (bytes: number | undefined): string => (bytes === undefined ? '–' : round(bytes / 1e3));
const plain = (value: number | undefined): string => (value === undefined ? '–' : round(value));

function floodRows(results: Results, browser: BrowserName): string[][] {
  return figuresOf(results, `${browser} flood`).map(([rest, figures]) => {
    const shown = results.series[`${browser} flood ${rest} shown`];
    const times = shown !== undefined && 'times' in shown ? shown.times : [];
    return [
      browser,
      named(rest),
      ms(times, 50),
      ms(times, 99),
      plain(figures.cpuPerEvent),
      mega(figures.heapBefore),
      mega(figures.heapAfter),
      plain(figures.writesPerSecond),
      plain(figures.foreignWrites),
    ];
  });
}

const idleRows = (results: Results, browser: BrowserName): string[][] =>
  figuresOf(results, `${browser} idle`).map(([rest, figures]) => [
    browser,
    named(rest),
    plain(figures.cpuSeconds),
    plain(figures.browserCpuSeconds),
    plain(figures.wakeups),
    kilo(figures.bytes),
    mega(figures.memory),
  ]);

const importRows = (results: Results, browser: BrowserName): string[][] =>
  figuresOf(results, `${browser} import`).map(([, figures]) => [
    browser,
    plain(figures.seconds),
    plain(figures.shares),
    mega(figures.pageBefore),
    mega(figures.pageAfter),
    mega(figures.workerBefore),
    mega(figures.workerAfter),
  ]);

const decodeRows = (results: Results): string[][] =>
  figuresOf(results, 'chromium decode ours').map(([lines, figures]) => [
    lines,
    plain(figures.others),
    plain(figures.own),
  ]);

const sizeRows = (results: Results): string[][] =>
  figuresOf(results, 'chromium sizes ours').map(([bundle, { minified, gzip, libraries, own }]) => [
    bundle,
    kilo(minified),
    kilo(gzip),
    kilo(libraries),
    kilo(own),
  ]);
