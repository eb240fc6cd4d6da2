/** Builds the unpacked development extensions into dist/chrome and dist/firefox; `--watch` builds again on change. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch as fsWatch } from 'node:fs';
import { context, type BuildContext, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { manifestFor, type Target, TARGETS } from './manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where a target's unpacked extension lies. */
export const distOf = (target: Target): string => path.join(root, 'dist', target);

/** Builds both extensions once, or keeps building on change. Rejects when the code does not build. */
export async function build({ watch = false } = {}): Promise<void> {
  for (const target of TARGETS) await buildTarget(target, watch);
}

async function buildTarget(target: Target, watch: boolean): Promise<void> {
  const out = distOf(target);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const bundler = await context({ ...bundles(out), plugins: [withoutDebug, withoutPolling, extensionFiles(target, out)] });
  if (watch) {
    await bundler.rebuild();
    rebuildOnChange(bundler);
  } else await bundler.rebuild().finally(async () => bundler.dispose());
}

/** Watches everything that an extension is made of; esbuild's own watch sees only what it bundles. */
function rebuildOnChange(bundler: BuildContext): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(pause);
    // A build that fails has said so on the console; the next change tries again.
    pause = setTimeout(() => void bundler.rebuild().catch(() => console.error('Not built, see above.')), 100);
  };
  for (const source of ['src', 'icons', 'manifest.json']) fsWatch(path.join(root, source), { recursive: true }, soon);
}

/** The bundles. One file each, readable by an add-on reviewer with the lockfile and this very command. */
const bundles = (out: string): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: {
    background: 'src/background/main.ts',
    panel: 'src/ui/panel.tsx',
    call: 'src/ui/call-window.tsx',
    options: 'src/ui/options.tsx',
    day: 'src/ui/day.tsx',
    sound: 'src/ui/sound.ts',
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome120', 'firefox128'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

/** socket.io's `debug` logs wire traffic to whoever sets a storage key, and weighs 3 kB: a stub stands in its place. */
const withoutDebug: Plugin = {
  name: 'without-debug',
  setup(bundler) {
    bundler.onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'stub' }));
    bundler.onLoad({ filter: /^debug$/, namespace: 'stub' }, () => ({ contents: 'module.exports = () => () => {};', loader: 'js' }));
  },
};

/** Only the websocket transport is used; a worker has no XMLHttpRequest for the polling ones anyway. */
const withoutPolling: Plugin = {
  name: 'without-polling',
  setup(bundler) {
    bundler.onResolve({ filter: /^(\.\/polling-xhr|\.\/polling-jsonp|xmlhttprequest-ssl)$/ }, (request) =>
      request.importer.includes('engine.io-client') ? { path: 'polling', namespace: 'stub' } : undefined,
    );
    bundler.onLoad({ filter: /^polling$/, namespace: 'stub' }, () => ({ contents: 'module.exports = class {};', loader: 'js' }));
  },
};

/** Copies what is not bundled, and keeps esbuild's metafile beside the extensions for the size budgets. */
const extensionFiles = (target: Target, out: string): Plugin => ({
  name: 'extension-files',
  setup(bundler) {
    bundler.onEnd(async (result) => {
      if (result.errors.length > 0) return;
      const copies: [string, string][] = [['src/_locales', '_locales'], ['src/locales', 'locales'], ['icons', 'icons']];
      const isShipped = (file: string): boolean => !/\.(svg|tsx?)$/.test(file) && path.basename(file) !== 'src';
      for (const [from, to] of copies) await cp(path.join(root, from), path.join(out, to), { recursive: true, filter: isShipped });
      await cp(path.join(root, 'src/ui'), out, { recursive: true, filter: (file) => !/\.tsx?$/.test(file) });
      const manifest = await readFile(path.join(root, 'manifest.json'), 'utf8');
      const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
      await writeFile(path.join(out, 'manifest.json'), JSON.stringify(manifestFor(target, JSON.parse(manifest) as object, version, { development: true }), null, 2));
      await writeFile(metafileOf(target), JSON.stringify(result.metafile satisfies Metafile | undefined));
    });
  },
});

/** Where a target's esbuild metafile lies: outside of the extension, which ships only what it runs. */
export const metafileOf = (target: Target): string => path.join(root, 'dist', `${target}.meta.json`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const watch = process.argv.includes('--watch');
  await build({ watch });
  console.log(watch ? 'Built dist/chrome and dist/firefox; building again on change.' : 'Built dist/chrome and dist/firefox.');
}
