/**
 * Builds the unpacked development extensions into dist/chrome and dist/firefox. `--watch` builds again on
 * change.
 */
import { watch as fsWatch } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, type Metafile } from 'esbuild';
import { bundles, loadedLater, withoutDebug, onlyWebsocket } from './build/bundles.ts';
import { applyPatches, checkPatched } from './build/patches.ts';
import { metafileBeside, type Plan, writeExtensionFiles } from './build/extension-files.ts';
import { type Target, TARGETS } from './manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the directory of a target's unpacked extension. */
export const distOf = (target: Target): string => path.join(root, 'dist', target);

/** Returns the path of a target's esbuild metafile. */
export const metafileOf = (target: Target): string => metafileBeside(distOf(target));

/** Builds both extensions once, or keeps building on change. Rejects when the code does not build. */
export async function build({ watch = false } = {}): Promise<void> {
  for (const target of TARGETS)
    await buildOne({ root, target, out: distOf(target), development: true }, watch);
}

/**
 * Builds the store's version of the extension into a directory, without the parts for development. Rejects
 * when the code does not build.
 */
export async function buildForStore(target: Target, out: string): Promise<void> {
  await buildOne({ root, target, out, development: false }, false);
}

async function buildOne(plan: Plan, watch: boolean): Promise<void> {
  await rm(plan.out, { recursive: true, force: true });
  await mkdir(plan.out, { recursive: true });
  await writeExtension(plan);
  if (watch) rebuildOnChange(plan);
}

/** Writes all files of an extension. Rejects when the code does not build. */
async function writeExtension(plan: Plan): Promise<void> {
  const plugins = [loadedLater, withoutDebug, onlyWebsocket, applyPatches()];
  const built = await Promise.all(
    bundles(plan.root, plan.out).map((options) => bundle({ ...options, plugins })),
  );
  const metafile = merged(built.flatMap((each) => each.metafile ?? []));
  checkPatched(metafile);
  await writeExtensionFiles(plan, metafile);
}

/** Returns one metafile for several builds. A source file is the same in each of them. */
const merged = (metafiles: readonly Metafile[]): Metafile => ({
  inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)) as Metafile['inputs'],
  outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)) as Metafile['outputs'],
});

/** Watches everything that an extension consists of. esbuild's own watch covers only what it bundles. */
function rebuildOnChange(plan: Plan): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(pause);
    // esbuild has already printed the errors. The next change tries again.
    pause = setTimeout(() => {
      writeExtension(plan).catch(() => console.error('Not built, see above.'));
    }, 100);
  };
  for (const source of ['src', 'icons', 'manifest.json'])
    fsWatch(path.join(root, source), { recursive: true }, soon);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const watch = process.argv.includes('--watch');
  await build({ watch });
  console.log(
    watch
      ? 'Built dist/chrome and dist/firefox; building again on change.'
      : 'Built dist/chrome and dist/firefox.',
  );
}
