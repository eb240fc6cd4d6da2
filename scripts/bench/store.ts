/** Saves the results to disk after each measurement, so that an interrupted run can continue. */
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

/** Returns a description of this machine. */
export const thisMachine = (): Machine => ({
  cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
  cores: os.cpus().length,
  memory: `${String(Math.round(os.totalmem() / 2 ** 30))} GB`,
  system: `${os.type()} ${os.release()}, Node ${process.versions.node}`,
});

/** Identifies a build by a hash of its shipped files. */
export async function buildId(): Promise<string> {
  const hash = createHash('sha256');
  for (const target of TARGETS)
    for (const bundle of ['background.js', 'panel.js', 'call.js'])
      hash.update(await readFile(path.join(distOf(target), bundle)));
  return hash.digest('hex').slice(0, 12);
}

/** Returns the saved results of this build on this machine, or an empty run. */
export async function loadResults(): Promise<Results> {
  const empty: Results = { machine: thisMachine(), build: await buildId(), versions: {}, series: {} };
  const text = await readFile(FILE, 'utf8').catch((reason: unknown) => {
    if ((reason as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw reason;
  });
  if (text === null) return empty;
  // Not validated, because only this program writes the file.
  const kept = JSON.parse(text) as Results;
  return kept.build === empty.build && JSON.stringify(kept.machine) === JSON.stringify(empty.machine)
    ? kept
    : empty;
}

/** Writes the file to a temporary name first, so that an interrupted run leaves no half-written file. */
export async function writeWhole(name: string, content: string): Promise<void> {
  await mkdir(OUT, { recursive: true });
  const file = path.join(OUT, name);
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}

/** Writes the results to dist/bench/results.json. */
export const saveResults = (results: Results): Promise<void> =>
  writeWhole('results.json', JSON.stringify(results));

/** Returns the results with one series added or replaced. */
export const withSeries = (results: Results, key: string, series: Series): Results => ({
  ...results,
  series: { ...results.series, [key]: series },
});
