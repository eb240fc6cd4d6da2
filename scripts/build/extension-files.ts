/** The files of an extension besides its bundles. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { manifestFor, POLICY_SCHEMA, type SharedManifest, type Target } from '../manifest.ts';
import { policySchema } from '../policy/keys.ts';
import { bundledPackages, licencesText } from './licences.ts';
import { pages } from './pages.ts';

/** One extension to build. */
export interface Plan {
  /** Directory of the repository. */
  readonly root: string;
  readonly target: Target;
  /**
   * Directory of the unpacked extension. esbuild's metafile is written beside it, because an extension ships
   * only what it runs.
   */
  readonly out: string;
  readonly development: boolean;
}

/** Returns the path of the esbuild metafile for an extension that was built into `out`. */
export const metafileBeside = (out: string): string => `${out}.meta.json`;

/** Returns the version. package.json is its only source. */
export async function versionOf(root: string): Promise<string> {
  return (JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Writes manifest, licences and pages, and copies texts and icons, beside the bundles of this metafile. */
export async function writeExtensionFiles(
  { root, target, out, development }: Plan,
  metafile: Metafile,
): Promise<void> {
  const copies: [string, string][] = [
    ['src/_locales', '_locales'],
    ['src/locales', 'locales'],
    ['src/crm-adapters', 'crm-adapters'],
    ['icons', 'icons'],
    ['LICENSE', 'LICENSE'],
  ];
  const isShipped = (file: string): boolean => !/\.(svg|tsx?)$/.test(file) && path.basename(file) !== 'src';
  for (const [from, to] of copies)
    await cp(path.join(root, from), path.join(out, to), { recursive: true, filter: isShipped });
  for (const [name, html] of pages(metafile)) await writeFile(path.join(out, name), html);
  const shared = JSON.parse(await readFile(path.join(root, 'manifest.json'), 'utf8')) as SharedManifest;
  await writeFile(
    path.join(out, 'manifest.json'),
    JSON.stringify(manifestFor(target, shared, await versionOf(root), { development }), null, 2),
  );
  if (target === 'chrome')
    await writeFile(path.join(out, POLICY_SCHEMA), JSON.stringify(policySchema(), null, 2));
  await writeFile(path.join(out, 'LICENSES.txt'), await licencesText(await bundledPackages(root, metafile)));
  await writeFile(metafileBeside(out), JSON.stringify(metafile));
}
