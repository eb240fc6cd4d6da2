/**
 * A short day of faults: no ring is lost, none is shown twice, and no ended call stays. `npm run faults` is
 * the long one, which also measures delays.
 */
import { describe, expect, it } from 'vitest';
import { copyBuild } from '../../scripts/chaos/build-copy.ts';
import type { FaultKind } from '../../scripts/chaos/fault-types.ts';
import { failuresOf, type Run } from '../../scripts/chaos/result.ts';
import { playRun } from '../../scripts/chaos/run.ts';
import { BROWSERS_HERE } from './support/world.ts';

/** The faults that take seconds. */
const QUICK: readonly FaultKind[] = [
  'killed-with-page',
  'cut',
  'token-expired',
  'refresh-refused',
  'login-slow',
  'malformed',
  'duplicate',
  'reordered',
  'resync-storm',
  'hot-desk',
];
const RINGS = 14;
/** A machine that is busy with other tests shows a ring later, which is no fault. */
const GRACE_MS = 30_000;

describe.each(BROWSERS_HERE)('%s', (browser) => {
  it(
    'loses no ring, shows none twice and keeps no ended call through ten kinds of fault',
    { timeout: 300_000 },
    async () => {
      const build = await copyBuild(browser);
      const begun: Run = {
        wish: { seed: 20, rings: RINGS, kinds: QUICK, graceMs: GRACE_MS },
        browser,
        version: '',
        elapsedMs: 0,
        skipped: {},
        scenes: [],
      };
      const day = await playRun(begun, {
        browser,
        lanes: 1,
        extensionDir: build.dir,
        cable: null,
        keep: () => Promise.resolve(),
        progress: () => undefined,
        stopped: () => false,
      });
      await build.remove();
      expect(day.scenes.flatMap(failuresOf)).toEqual([]);
      expect(day.scenes.flatMap(({ verdicts }) => verdicts)).toHaveLength(RINGS);
      expect(new Set(day.scenes.map(({ kind }) => kind))).toEqual(new Set([...QUICK, 'none']));
    },
  );
});
