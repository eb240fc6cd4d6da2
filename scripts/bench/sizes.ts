/**
 * Sizes of the bundles, from esbuild's metafile of the shipped build. The gzip size is split in proportion to
 * the bytes.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { distOf, metafileOf } from '../build.ts';
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
  'options.js',
  'day.js',
  'doctor.js',
  'import.js',
  'contacts.js',
  'sound.js',
] as const;

/** Returns the size of one bundle. `libraries` and `own` are gzipped. Rejects where it was not built. */
export async function sizeOf(target: Target, bundle: string): Promise<Size> {
  const { outputs } = JSON.parse(await readFile(metafileOf(target), 'utf8')) as Metafile;
  const output = Object.entries(outputs).find(([file]) => path.basename(file) === bundle)?.[1];
  if (output === undefined) throw new Error(`no ${bundle} was built`);
  const content = await readFile(path.join(distOf(target), bundle));
  const gzip = gzipSync(content, { level: 9 }).length;
  const ownBytes = Object.entries(output.inputs).reduce(
    (sum, [file, { bytesInOutput }]) => sum + (file.startsWith('src/') ? bytesInOutput : 0),
    0,
  );
  const own = (gzip * ownBytes) / output.bytes;
  return { minified: content.length, gzip, own, libraries: gzip - own };
}
