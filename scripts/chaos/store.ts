/** Saves a run to disk after each scene, and loads it again. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserName } from '../find-browsers.mjs';
import type { Run } from './result.ts';

const OUT = fileURLToPath(new URL('../../dist/faults', import.meta.url));

/** Returns the paths of a run and of its table. */
export const filesOf = (browser: BrowserName, out = OUT): { json: string; markdown: string } => ({
  json: path.join(out, `${browser}.json`),
  markdown: path.join(out, `${browser}.md`),
});

/**
 * Writes a run and its table. Writes the run to a temporary name first, so that an interruption leaves no
 * half-written file.
 */
export async function saveRun(run: Run, report: string, out = OUT): Promise<void> {
  const { json, markdown } = filesOf(run.browser, out);
  await mkdir(out, { recursive: true });
  await writeFile(`${json}.new`, JSON.stringify(run, null, 1));
  await rename(`${json}.new`, json);
  await writeFile(markdown, report);
}

/** Returns the saved run of this browser. Rejects with a sentence where there is none. */
export async function loadRun(browser: BrowserName, out = OUT): Promise<Run> {
  const { json } = filesOf(browser, out);
  // Not validated, because only saveRun writes the file.
  const text = await readFile(json, 'utf8').catch(() => {
    throw new Error(`There is no run to resume: ${path.relative(process.cwd(), json)} does not exist.`);
  });
  return JSON.parse(text) as Run;
}
