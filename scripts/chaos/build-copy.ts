/** A copy of the built extension: a build that is made meanwhile must not change what is tested. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { distOf } from '../build.ts';
import type { BrowserName } from '../find-browsers.mjs';

/** Copies what was built for a browser into a directory of its own; RINGSIDE_DIST names another build's directory, as dist is one. */
export async function copyBuild(
  browser: BrowserName,
): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'ringside-faults-'));
  const target = browser === 'chromium' ? 'chrome' : 'firefox';
  const other = process.env.RINGSIDE_DIST;
  await cp(other === undefined ? distOf(target) : path.join(other, target), dir, { recursive: true });
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
