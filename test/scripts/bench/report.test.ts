import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../scripts/bench/arguments.ts';
import { chartOf } from '../../../scripts/bench/chart.ts';
import { holds, reportOf } from '../../../scripts/bench/report.ts';
import { keyOf, type Results, type Series } from '../../../scripts/bench/series.ts';
import { figureVerdicts } from '../../../scripts/bench/targets.ts';

const results = (series: Readonly<Record<string, Series>>): Results => ({
  machine: { cpu: 'CPU', cores: 2, memory: '8 GB', system: 'Linux' },
  build: 'b',
  versions: { chromium: 'Chromium 1' },
  series,
});
const times = (ms: number, count = 60): Series => ({ times: Array.from({ length: count }, () => ms) });
const panel = (ours: number, x: number, count = 60): Results =>
  results({
    [keyOf('chromium', 'panel', 'ours')]: times(ours, count),
    [keyOf('chromium', 'panel', 'x')]: times(x, count),
  });

describe('the table', () => {
  it('says how much slower we are than the anchor, and whether the target is met', () => {
    expect(reportOf(panel(15, 10), 'npm run bench')).toContain(
      '| 15 | 15 | – | X, open page | 10 | 1.5 | 1.5 | median ≤ 1.5×: yes; p95 ≤ 2×: yes |',
    );
    expect(holds(panel(15, 10))).toBe(true);
    expect(reportOf(panel(16, 10), 'npm run bench')).toContain('median ≤ 1.5×: **no**');
    expect(holds(panel(16, 10))).toBe(false);
  });

  it('shows a p99 only from 300 samples on', () => {
    expect(reportOf(panel(15, 10, 299), '')).toContain('| 15 | 15 | – |');
    expect(reportOf(panel(15, 10, 300), '')).toContain('| 15 | 15 | 15 |');
  });

  it('contains no target if the anchor was not measured', () => {
    const alone = results({ [keyOf('chromium', 'panel', 'ours')]: times(900) });
    expect(holds(alone)).toBe(true);
    expect(reportOf(alone, '')).not.toContain('≤');
  });

  it('allows a late ring 50 ms more than one whose window is created', () => {
    const late = (ms: number): Results =>
      results({
        [keyOf('firefox', 'created', 'ours')]: times(100),
        [keyOf('firefox', 'killed', 'ours')]: times(ms),
      });
    expect([holds(late(150)), holds(late(151))]).toEqual([true, false]);
  });

  it.each<[string, string, string, number, number]>([
    ['the card on top by the page of X on the same desktop', 'on-top ours', 'on-top x', 6, 7],
    ['a ring with contacts by one without', 'contacts ours', 'contacts ours without', 4.12, 4.13],
  ])('measures %s', (_, ours, anchor, most, more) => {
    const measured = (ms: number): Results =>
      results({ [`firefox ${ours}`]: times(ms), [`firefox ${anchor}`]: times(4) });
    expect([holds(measured(most)), holds(measured(more))]).toEqual([true, false]);
  });
});

describe('a target for figures', () => {
  it.each<[string, Readonly<Record<string, Series>>, boolean]>([
    [
      'the name of a contact after 15 ms, and a search of 5 ms',
      { 'chromium contacts ours named': times(15), 'chromium contacts ours looked up': times(5) },
      true,
    ],
    ['the name of a contact after more', { 'chromium contacts ours named': times(15.1) }, false],
    ['a search of more', { 'chromium contacts ours looked up': times(5.1) }, false],
    [
      'an idle hour of 1.5 times X’s',
      {
        'chromium idle ours worker': { figures: { memory: 15e6, cpuSeconds: 3 } },
        'chromium idle x worker': { figures: { memory: 10e6, cpuSeconds: 2 } },
      },
      true,
    ],
    [
      'more memory than that',
      {
        'chromium idle ours worker': { figures: { memory: 16e6, cpuSeconds: 3 } },
        'chromium idle x worker': { figures: { memory: 10e6, cpuSeconds: 2 } },
      },
      false,
    ],
    [
      'a flood that leaves 3 MB',
      { 'chromium flood ours 500': { figures: { heapGrowth: 3e6, foreignWrites: 0 } } },
      false,
    ],
    [
      'a flood that writes for others',
      { 'chromium flood ours 500': { figures: { heapGrowth: 0, foreignWrites: 1 } } },
      false,
    ],
    [
      'a flood of both kept',
      { 'chromium flood ours 500': { figures: { heapGrowth: 2e6, foreignWrites: 0 } } },
      true,
    ],
    [
      'an import of 15 s that leaves 20 MB in the page and 3 MB in the worker',
      {
        'chromium import ours': {
          figures: { seconds: 15, pageBefore: 1e6, pageAfter: 21e6, workerBefore: 1e6, workerAfter: 4e6 },
        },
      },
      true,
    ],
    [
      'an import that leaves more in the worker',
      {
        'chromium import ours': {
          figures: { seconds: 1, pageBefore: 1e6, pageAfter: 2e6, workerBefore: 1e6, workerAfter: 4.1e6 },
        },
      },
      false,
    ],
    [
      'a slower import, where memory is not measured',
      { 'chromium import ours': { figures: { seconds: 16 } } },
      false,
    ],
    [
      '25 µs for a colleague’s event',
      { 'chromium decode ours 50': { figures: { others: 25, own: 100 } } },
      false,
    ],
  ])('is evaluated for %s', (_, series, kept) => {
    const verdicts = figureVerdicts(results(series), 'chromium');
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.every((verdict) => verdict.holds)).toBe(kept);
  });
});

describe('the chart', () => {
  it('has a dot for each time, and does not exist without times', () => {
    expect(chartOf(results({}))).toBeNull();
    expect(chartOf(panel(15, 10))?.match(/<circle/g)).toHaveLength(120);
  });
});

describe('the command line', () => {
  it('selects everything unless rows or a browser are named', () => {
    expect(readArguments([])).toMatchObject({
      browsers: ['chromium', 'firefox'],
      samples: 300,
      minutes: 10,
      seconds: 60,
      again: false,
    });
    expect(readArguments(['--browser', 'firefox', '--only', 'panel,cold', '--samples', '5'])).toMatchObject({
      browsers: ['firefox'],
      rows: ['panel', 'cold'],
      samples: 5,
    });
  });

  it.each([
    ['--only', 'speed'],
    ['--browser', 'opera'],
    ['--samples', '0'],
    ['--samples', '1.5'],
    ['--minutes', 'ten'],
  ])('refuses %s %s with a sentence', (name, value) => {
    expect(() => readArguments([name, value])).toThrow(/^--\w+ /);
  });
});
