/** Size budgets, from esbuild's metafile of the very build that ships. Gzip is shared out by bytes. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, distOf, metafileOf } from '../../scripts/build.ts';
import { TARGETS } from '../../scripts/manifest.ts';

const KB = 1000;

beforeAll(async () => build());

/** Gzipped bytes of libraries and of our own code in one bundle. */
async function sizes(target: (typeof TARGETS)[number], bundle: string): Promise<{ libraries: number; own: number }> {
  const { outputs } = JSON.parse(await readFile(metafileOf(target), 'utf8')) as Metafile;
  const output = Object.entries(outputs).find(([file]) => path.basename(file) === bundle)?.[1];
  if (output === undefined) throw new Error(`no ${bundle} was built`);
  const gzipped = gzipSync(await readFile(path.join(distOf(target), bundle)), { level: 9 }).length;
  const ownBytes = Object.entries(output.inputs).reduce((sum, [file, { bytesInOutput }]) => sum + (file.startsWith('src/') ? bytesInOutput : 0), 0);
  const own = (gzipped * ownBytes) / output.bytes;
  return { own, libraries: gzipped - own };
}

describe.each(TARGETS)('in %s', (target) => {
  it('the worker’s libraries stay within 70 kB gzip, our own code within 30 kB', async () => {
    const { libraries, own } = await sizes(target, 'background.js');
    expect(libraries).toBeLessThanOrEqual(70 * KB);
    expect(own).toBeLessThanOrEqual(30 * KB);
    expect(libraries).toBeGreaterThan(30 * KB);
  });

  it.each(['panel.js', 'call.js', 'options.js'])('%s holds at most 25 kB of our own code', async (bundle) => {
    const { own } = await sizes(target, bundle);
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThanOrEqual(25 * KB);
  });
});
