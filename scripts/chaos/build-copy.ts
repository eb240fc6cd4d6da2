/** Copies the built extension, so that a new build does not change what is being tested. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { distOf } from '../build.ts';
import type { BrowserName } from '../find-browsers.mjs';

/**
 * Copies a browser's build into a temporary directory. RINGSIDE_DIST names another directory to use instead
 * of dist. The caller has to call `remove` afterwards.
 */
export async function copyBuild(
  browser: BrowserName,
): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'ringside-faults-'));
  const target = browser === 'chromium' ? 'chrome' : 'firefox';
  const other = process.env.RINGSIDE_DIST;
  await cp(other === undefined ? distOf(target) : path.join(other, target), dir, { recursive: true });
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
