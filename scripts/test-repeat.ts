/**
 * Repeats the tests, or one file of them, and says which ever failed: `npm run test:repeat -- --times 8 [--file ring.test.ts] [--busy]`.
 * `--busy` runs beside a process that keeps one core busy. Ends with code 1 when anything failed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = path.join(root, 'dist/test-repeat');
const PROJECTS = ['unit', 'unit-apart', 'fuzz', 'chromium', 'firefox', 'desktop', 'alone'];
const VITEST = path.join(root, 'node_modules/vitest/vitest.mjs');

const resultSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
});

interface Run {
  readonly seconds: number;
  /** Names of the tests that failed; of a file that broke outside of its tests the file. */
  readonly failed: readonly string[];
}

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '8' },
    file: { type: 'string' },
    busy: { type: 'boolean', default: false },
  },
});
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1)
  throw new Error(`--times is a whole number above 0, not "${values.times}".`);

await mkdir(FOLDER, { recursive: true });
const load = values.busy ? spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }) : null;
let current: ChildProcess | null = null;
process.once('exit', () => {
  load?.kill();
  current?.kill();
});
// Without a handler a signal ends this process before it can end the others.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const runs: Run[] = [];
for (let number = 1; number <= times; number += 1) {
  const run = await runOnce(number);
  runs.push(run);
  console.log(
    `run ${String(number)} of ${String(times)}: ${run.seconds.toFixed(0)} s, ${run.failed.length === 0 ? 'all passed' : `${String(run.failed.length)} failed, see ${path.relative(root, logOf(number))}`}`,
  );
}
load?.kill();
console.log(['', ...table(runs)].join('\n'));
process.exitCode = runs.every(({ failed }) => failed.length === 0) ? 0 : 1;

function logOf(number: number): string {
  return path.join(FOLDER, `run-${String(number)}.log`);
}

async function runOnce(number: number): Promise<Run> {
  const report = path.join(FOLDER, `run-${String(number)}.json`);
  const words = [
    VITEST,
    'run',
    ...PROJECTS.flatMap((project) => ['--project', project]),
    '--passWithNoTests',
    '--reporter',
    './test/support/run/reporter.ts',
    '--reporter',
    'json',
    '--outputFile.json',
    report,
    ...(values.file === undefined ? [] : [values.file]),
  ];
  const begun = performance.now();
  const log = createWriteStream(logOf(number));
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  current = child;
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const [code] = (await once(child, 'exit')) as [number | null];
  const failed = await failuresIn(report);
  return {
    seconds: (performance.now() - begun) / 1000,
    // A run that breaks off before its first test reports no failed test.
    failed: code !== 0 && failed.length === 0 ? ['outside of any test'] : failed,
  };
}

async function failuresIn(report: string): Promise<string[]> {
  const { testResults } = v.parse(resultSchema, JSON.parse(await readFile(report, 'utf8')));
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(root, name);
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName }) => `${file}: ${fullName}`);
    return status === 'failed' && tests.length === 0 ? [file] : tests;
  });
  return failed;
}

/** The runs in Markdown: how many, how long, and how often each test failed. */
function table(all: readonly Run[]): string[] {
  const seconds = all.map((run) => run.seconds).sort((a, b) => a - b);
  const at = (share: number): string => (seconds[Math.round(share * (seconds.length - 1))] ?? NaN).toFixed(0);
  const counts = new Map<string, number>();
  for (const name of all.flatMap(({ failed }) => failed)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const broken = all.filter(({ failed }) => failed.length > 0).length;
  return [
    '| runs | runs with a failure | min s | median s | max s |',
    '|--:|--:|--:|--:|--:|',
    `| ${String(all.length)} | ${String(broken)} | ${at(0)} | ${at(0.5)} | ${at(1)} |`,
    ...(counts.size === 0
      ? []
      : [
          '',
          '| failures | test |',
          '|--:|---|',
          ...[...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `| ${String(count)} | ${name} |`),
        ]),
  ];
}
