/** Keeps the results on disk after each measurement, so that a run that broke off goes on. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { distOf } from '../build.ts';
import { TARGETS } from '../manifest.ts';
import type { Machine, Results, Series } from './series.ts';

export const OUT = fileURLToPath(new URL('../../dist/bench', import.meta.url));
const FILE = path.join(OUT, 'results.json');

export const thisMachine = (): Machine => ({
  cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
  cores: os.cpus().length,
  memory: `${String(Math.round(os.totalmem() / 2 ** 30))} GB`,
  system: `${os.type()} ${os.release()}, Node ${process.versions.node}`,
});

/** Tells one build from another by what it ships. */
export async function buildId(): Promise<string> {
  const hash = createHash('sha256');
  for (const target of TARGETS)
    for (const bundle of ['background.js', 'panel.js', 'call.js'])
      hash.update(await readFile(path.join(distOf(target), bundle)));
  return hash.digest('hex').slice(0, 12);
}

/** What was measured of this very build on this very machine; an empty run where there is none. */
export async function loadResults(): Promise<Results> {
  const empty: Results = { machine: thisMachine(), build: await buildId(), versions: {}, series: {} };
  const text = await readFile(FILE, 'utf8').catch((reason: unknown) => {
    if ((reason as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw reason;
  });
  if (text === null) return empty;
  // Written by this very program: whoever changes it by hand gets what they deserve.
  const kept = JSON.parse(text) as Results;
  return kept.build === empty.build && JSON.stringify(kept.machine) === JSON.stringify(empty.machine)
    ? kept
    : empty;
}

/** Writes a file whole, or not at all. */
export async function writeWhole(name: string, content: string): Promise<void> {
  await mkdir(OUT, { recursive: true });
  const file = path.join(OUT, name);
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}

export const saveResults = (results: Results): Promise<void> =>
  writeWhole('results.json', JSON.stringify(results));

export const withSeries = (results: Results, key: string, series: Series): Results => ({
  ...results,
  series: { ...results.series, [key]: series },
});
