/**
 * Sizes of the bundles, from esbuild's metafile of the shipped build. The gzip size is split in proportion to
 * the bytes.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { distOf, metafileOf } from '../build.ts';
import { importsOf } from '../build/pages.ts';
import type { Target } from '../manifest.ts';

/** All sizes are in bytes. */
export interface Size extends Readonly<Record<string, number>> {
  readonly minified: number;
  readonly gzip: number;
  readonly libraries: number;
  readonly own: number;
}

export const BUNDLES = [
  'background.js',
  'panel.js',
  'call.js',
  'float.js',
  'options.js',
  'later.js',
  'day.js',
  'doctor.js',
  'import.js',
  'contacts.js',
  'sound.js',
] as const;

/** Scripts that another one loads later, by their names. */
const LOADED_BY: Readonly<Record<string, string>> = { 'later.js': 'options.js' };

/**
 * Returns the size of a script with all files that it imports at its start. Files that are there already when
 * it is loaded do not count. `libraries` and `own` are gzipped. Rejects where the script was not built.
 */
export async function sizeOf(target: Target, script: string): Promise<Size> {
  const metafile = JSON.parse(await readFile(metafileOf(target), 'utf8')) as Metafile;
  const first = LOADED_BY[script];
  const loaded = new Set(first === undefined ? [] : [first, ...importsOf(metafile, first)]);
  const sizes = await Promise.all(
    [script, ...importsOf(metafile, script)]
      .filter((file) => !loaded.has(file))
      .map(async (file) => sizeOfFile(target, metafile, file)),
  );
  const sum = (part: string): number => sizes.reduce((all, size) => all + (size[part] ?? 0), 0);
  return { minified: sum('minified'), gzip: sum('gzip'), own: sum('own'), libraries: sum('libraries') };
}

async function sizeOfFile(target: Target, { outputs }: Metafile, file: string): Promise<Size> {
  const output = Object.entries(outputs).find(([name]) => path.basename(name) === file)?.[1];
  if (output === undefined) throw new Error(`no ${file} was built`);
  const content = await readFile(path.join(distOf(target), file));
  const gzip = gzipSync(content, { level: 9 }).length;
  const ownBytes = Object.entries(output.inputs).reduce(
    (all, [input, { bytesInOutput }]) => all + (input.startsWith('src/') ? bytesInOutput : 0),
    0,
  );
  const own = (gzip * ownBytes) / output.bytes;
  return { minified: content.length, gzip, own, libraries: gzip - own };
}
