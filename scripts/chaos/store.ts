/** Keeps a run on disk after each scene, and finds it again. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserName } from '../find-browsers.mjs';
import type { Run } from './result.ts';

const OUT = fileURLToPath(new URL('../../dist/faults', import.meta.url));

/** Where a run and its table lie. */
export const filesOf = (browser: BrowserName, out = OUT): { json: string; markdown: string } => ({
  json: path.join(out, `${browser}.json`),
  markdown: path.join(out, `${browser}.md`),
});

/** Writes a run with its table. An interruption at any moment leaves a whole file behind. */
export async function saveRun(run: Run, report: string, out = OUT): Promise<void> {
  const { json, markdown } = filesOf(run.browser, out);
  await mkdir(out, { recursive: true });
  await writeFile(`${json}.new`, JSON.stringify(run, null, 1));
  await rename(`${json}.new`, json);
  await writeFile(markdown, report);
}

/** The run that was begun in this browser. Rejects with a sentence where there is none. */
export async function loadRun(browser: BrowserName, out = OUT): Promise<Run> {
  const { json } = filesOf(browser, out);
  // Written by saveRun of this very program: whoever changes it by hand gets what they deserve.
  const text = await readFile(json, 'utf8').catch(() => {
    throw new Error(`There is no run to resume: ${path.relative(process.cwd(), json)} does not exist.`);
  });
  return JSON.parse(text) as Run;
}
