/** A short day of faults in both browsers: no ring lost, nothing shown twice, no ghost. `npm run faults` is the long one. */
import { describe, expect, it } from 'vitest';
import { copyBuild } from '../../scripts/faults/build-copy.ts';
import type { FaultKind } from '../../scripts/faults/kinds.ts';
import { failuresOf, type Run } from '../../scripts/faults/result.ts';
import { playRun } from '../../scripts/faults/run.ts';

/** Those that take seconds. */
const QUICK: readonly FaultKind[] = [
  'killed-with-page', 'cut', 'token-expired', 'refresh-refused', 'login-slow', 'malformed', 'duplicate', 'reordered', 'resync-storm', 'hot-desk',
];

describe.concurrent('a short day of faults', () => {
  it.each(['chromium', 'firefox'] as const)('in %s', { timeout: 170_000 }, async (browser) => {
    const build = await copyBuild(browser);
    const begun: Run = { wish: { seed: 20, rings: 20, kinds: QUICK }, browser, version: '', elapsedMs: 0, skipped: {}, scenes: [] };
    const day = await playRun(begun, { browser, lanes: 1, extensionDir: build.dir, cable: null, keep: () => Promise.resolve(), progress: () => undefined, stopped: () => false });
    await build.remove();
    expect(day.scenes.flatMap(failuresOf)).toEqual([]);
    expect(day.scenes.flatMap(({ verdicts }) => verdicts)).toHaveLength(20);
    expect(new Set(day.scenes.map(({ kind }) => kind))).toEqual(new Set([...QUICK, 'none']));
  });
});
