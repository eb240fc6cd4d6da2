/** Size limits of the build that ships. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../scripts/bench/sizes.ts';
import { build, distOf } from '../../../scripts/build.ts';
import { TARGETS } from '../../../scripts/manifest.ts';

const KB = 1000;

beforeAll(async () => build());

describe.each(TARGETS)('in %s', (target) => {
  it('the worker’s libraries stay within 72 kB gzip, and our own code within 54 kB', async () => {
    const { libraries, own } = await sizeOf(target, 'background.js');
    expect(libraries).toBeLessThanOrEqual(72 * KB);
    expect(own).toBeLessThanOrEqual(54 * KB);
    expect(libraries).toBeGreaterThan(30 * KB);
  });

  it.each([
    ['panel.js', 29],
    ['call.js', 20],
    ['float.js', 22],
    // All settings and their search, with the files that the page loads at its start.
    ['options.js', 32.6],
    ['day.js', 26],
    ['doctor.js', 26],
    ['import.js', 26],
    // Reads contact files. Only the options page has it.
    ['contacts.js', 13],
  ])('%s contains at most %d kB of our own code', async (bundle, limit) => {
    const { own } = await sizeOf(target, bundle);
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThanOrEqual(limit * KB);
  });

  it('the first run, the CRM and Callers add at most 29.4 kB to the options page', async () => {
    const { gzip } = await sizeOf(target, 'later.js');
    expect(gzip).toBeGreaterThan(0);
    expect(gzip).toBeLessThanOrEqual(29.4 * KB);
  });

  it.each(['panel', 'call', 'float', 'options', 'day', 'doctor', 'import'])(
    'the styles of %s take at most 12 KiB',
    async (page) => {
      const { size } = await stat(path.join(distOf(target), `${page}.css`));
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(12 * 1024);
    },
  );
});
