/**
 * Compares Ringside with its baselines on this machine:
 *
 *   npm run bench -- [--browser chromium|firefox|both] [--only panel,cold] [--samples 300]
 *                    [--minutes 10] [--seconds 60] [--again]
 *
 * It prints tables and saves them with all samples in dist/bench. It continues an interrupted run. It exits
 * with an error when a target is missed.
 */
import { readArguments } from './arguments.ts';
import { chartOf } from './chart.ts';
import { holds, reportOf } from './report.ts';
import { runBench } from './run.ts';
import type { Results } from './series.ts';
import { loadResults, saveResults, writeWhole } from './store.ts';

const words = process.argv.slice(2);
const asked = readArguments(words);
const command = ['npm run bench', ...(words.length === 0 ? [] : ['--', ...words])].join(' ');
if (process.platform !== 'linux')
  console.log(
    'CPU, wakeups and memory are read from /proc, which this system has not: the rows flood and idle will fail.',
  );

async function keep(results: Results): Promise<void> {
  await saveResults(results);
  await writeWhole('bench.md', reportOf(results, command));
  const chart = chartOf(results);
  if (chart !== null) await writeWhole('bench.svg', chart);
}

const begun = await loadResults();
const known = Object.keys(begun.series).length;
if (known > 0)
  console.log(`Going on with ${String(known)} series of this build; --again measures them anew.`);
const results = await runBench(begun, { asked, keep, say: (text) => console.log(text) });
await keep(results);
console.log(reportOf(results, command));
process.exit(holds(results) ? 0 : 1);
