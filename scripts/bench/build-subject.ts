/**
 * Prepares the extensions to be measured: the built Ringside, unchanged, and the baselines. Each gets the
 * same probes.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { distOf } from '../build.ts';
import type { BrowserName } from '../find-browsers.mjs';
import { GECKO_ID } from '../manifest.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const at = (name: string): string => path.join(here, name);

/**
 * What can be measured: Ringside or baseline X. Baseline V is a web page in X's browser. X's worker then
 * opens no socket.
 */
export type SubjectName = 'ours' | 'x';

/**
 * Creates the directory of an extension to be measured. `benchUrl` is the collector's address. The caller has
 * to call `remove` afterwards.
 */
export async function buildSubject(
  subject: SubjectName,
  browser: BrowserName,
  benchUrl: string,
): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'ringside-bench-'));
  if (subject === 'ours')
    await cp(distOf(browser === 'chromium' ? 'chrome' : 'firefox'), dir, { recursive: true });
  else await writeBaseline(dir, browser);
  for (const [name, script] of [
    ['probe/page', 'probe-page.js'],
    ['probe/driver', 'bench.js'],
  ] as const)
    await writeFile(path.join(dir, script), await bundle(`${name}.ts`, benchUrl));
  await writeFile(
    path.join(dir, 'bench.html'),
    '<!doctype html><meta charset="utf-8" /><title>Bench</title><script src="bench.js"></script>',
  );
  for (const page of subject === 'ours'
    ? ['desk.html', 'call.html', 'panel.html', 'float-card.html']
    : ['x-page.html', 'x-line.html'])
    await probe(path.join(dir, page));
  const worker = path.join(dir, 'background.js');
  await writeFile(worker, (await bundle('probe/worker.ts', benchUrl)) + (await readFile(worker, 'utf8')));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Returns baseline V's page and scripts, each with the name under which the collector has to serve it. */
export async function baselineV(
  benchUrl: string,
): Promise<readonly (readonly [name: string, content: string])[]> {
  const page = await readFile(at('baselines/v-page.html'), 'utf8');
  return [
    ['v-page.html', page.replace('<title>', '<script src="probe-page.js"></script><title>')],
    ['v-page.js', await bundle('baselines/v-page.ts', benchUrl)],
    ['probe-page.js', await bundle('probe/page.ts', benchUrl)],
  ];
}

async function writeBaseline(dir: string, browser: BrowserName): Promise<void> {
  const manifest = JSON.parse(await readFile(at('baselines/x-manifest.json'), 'utf8')) as object;
  const keys =
    browser === 'chromium'
      ? { background: { service_worker: 'background.js' } }
      : {
          background: { scripts: ['background.js'] },
          browser_specific_settings: { gecko: { id: GECKO_ID } },
        };
  await writeFile(path.join(dir, 'manifest.json'), JSON.stringify({ ...manifest, ...keys }));
  await writeFile(path.join(dir, 'background.js'), await bundle('baselines/x-worker.ts', ''));
  await writeFile(path.join(dir, 'x-page.js'), await bundle('baselines/x-page.ts', ''));
  for (const page of ['x-page.html', 'x-line.html']) await cp(at(`baselines/${page}`), path.join(dir, page));
  await mkdir(path.join(dir, 'icons'));
  await cp(at('../../icons/app-128.png'), path.join(dir, 'icons/app-128.png'));
}

async function bundle(source: string, benchUrl: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [at(source)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { BENCH_URL: JSON.stringify(benchUrl) },
    // Leaves out the library's own logging, as the product's build does.
    alias: { debug: at('baselines/no-debug.cjs') },
  });
  return outputFiles[0]?.text ?? '';
}

/** Inserts the probe as the first script, so that it sees everything that the page paints. */
async function probe(page: string): Promise<void> {
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace('<title>', '<script src="probe-page.js"></script><title>'));
}
