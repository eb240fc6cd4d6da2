/** Size limits of the build that ships. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../scripts/bench/sizes.ts';
import { build } from '../../../scripts/build.ts';
import { TARGETS } from '../../../scripts/manifest.ts';

const KB = 1000;

beforeAll(async () => build());

describe.each(TARGETS)('in %s', (target) => {
  it('the worker’s libraries stay within 71 kB gzip, and our own code within 45 kB', async () => {
    const { libraries, own } = await sizeOf(target, 'background.js');
    expect(libraries).toBeLessThanOrEqual(71 * KB);
    expect(own).toBeLessThanOrEqual(45 * KB);
    expect(libraries).toBeGreaterThan(30 * KB);
  });

  it.each(['panel.js', 'call.js', 'options.js', 'day.js', 'doctor.js', 'import.js'])(
    '%s contains at most 26 kB of our own code',
    async (bundle) => {
      const { own } = await sizeOf(target, bundle);
      expect(own).toBeGreaterThan(0);
      expect(own).toBeLessThanOrEqual(26 * KB);
    },
  );
});
