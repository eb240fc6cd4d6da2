/** Copies of what is measured, each with the same probes: the built extension as it is, and the anchors. */
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

/** What can be measured: Ringside, anchor X. Anchor V is a web page in X's browser, whose worker then stays away. */
export type SubjectName = 'ours' | 'x';

/** Makes the directory of an extension to be measured; `benchUrl` is the post office's. */
export async function buildSubject(
  subject: SubjectName,
  browser: BrowserName,
  benchUrl: string,
): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'ringside-bench-'));
  if (subject === 'ours')
    await cp(distOf(browser === 'chromium' ? 'chrome' : 'firefox'), dir, { recursive: true });
  else await writeAnchor(dir, browser);
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
    ? ['desk.html', 'call.html', 'panel.html']
    : ['x-page.html', 'x-line.html'])
    await probe(path.join(dir, page));
  const worker = path.join(dir, 'background.js');
  await writeFile(worker, (await bundle('probe/worker.ts', benchUrl)) + (await readFile(worker, 'utf8')));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Anchor V's page and script, by the names under which they are to be served. */
export async function anchorV(
  benchUrl: string,
): Promise<readonly (readonly [name: string, content: string])[]> {
  const page = await readFile(at('anchors/v-page.html'), 'utf8');
  return [
    ['v-page.html', page.replace('<title>', '<script src="probe-page.js"></script><title>')],
    ['v-page.js', await bundle('bench/baselines/v-page.ts', benchUrl)],
    ['probe-page.js', await bundle('probe/page.ts', benchUrl)],
  ];
}

async function writeAnchor(dir: string, browser: BrowserName): Promise<void> {
  const manifest = JSON.parse(await readFile(at('anchors/x-manifest.json'), 'utf8')) as object;
  const keys =
    browser === 'chromium'
      ? { background: { service_worker: 'background.js' } }
      : {
          background: { scripts: ['background.js'] },
          browser_specific_settings: { gecko: { id: GECKO_ID } },
        };
  await writeFile(path.join(dir, 'manifest.json'), JSON.stringify({ ...manifest, ...keys }));
  await writeFile(path.join(dir, 'background.js'), await bundle('bench/baselines/x-worker.ts', ''));
  await writeFile(path.join(dir, 'x-page.js'), await bundle('bench/baselines/x-page.ts', ''));
  for (const page of ['x-page.html', 'x-line.html']) await cp(at(`anchors/${page}`), path.join(dir, page));
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
    // As in the product's build: the library's own logging is left out.
    alias: { debug: at('anchors/no-debug.cjs') },
  });
  return outputFiles[0]?.text ?? '';
}

/** The probe comes first, so that nothing is painted before it looks. */
async function probe(page: string): Promise<void> {
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace('<title>', '<script src="probe-page.js"></script><title>'));
}
