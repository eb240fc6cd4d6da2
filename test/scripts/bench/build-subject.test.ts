/** The baselines of the bench can be built. A wrong path would show only when somebody measures. */
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { baselineV, buildSubject } from '../../../scripts/bench/build-subject.ts';

const BENCH_URL = 'http://127.0.0.1:1';

it.each(['chromium', 'firefox'] as const)('builds baseline X for %s with its probes', async (browser) => {
  const { dir, remove } = await buildSubject('x', browser, BENCH_URL);
  expect((await readdir(dir)).sort()).toEqual([
    'background.js',
    'bench.html',
    'bench.js',
    'icons',
    'manifest.json',
    'probe-page.js',
    'x-line.html',
    'x-page.html',
    'x-page.js',
  ]);
  await remove();
});

it('builds baseline V with its probe', async () => {
  const files = await baselineV(BENCH_URL);
  expect(files.map(([name]) => name)).toEqual(['v-page.html', 'v-page.js', 'probe-page.js']);
});
