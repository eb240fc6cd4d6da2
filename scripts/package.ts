/**
 * `npm run package` writes zips into dist/: the extensions for the stores and the source for reviewers. Also
 * writes the list of bundled libraries, and the hashes of all these files.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { buildForStore } from './build.ts';
import { belowNodeModules, isPatched } from './build/patches.ts';
import { metafileBeside, versionOf } from './build/extension-files.ts';
import { bundledPackages, licenceIdOf } from './build/licences.ts';
import { type ListedPackage, type Lock, sbomText } from './build/sbom.ts';
import { sourceFiles } from './build/source-files.ts';
import { filesBelow, zipOf } from './build/zip.ts';
import { type Target, TARGETS } from './manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes the three zips, the list of bundled libraries and the hashes into a directory. Leaves the unpacked
 * extensions in its subdirectory `packaged`. Returns the paths of all files but the unpacked ones. Rejects
 * when the code cannot be built.
 */
export async function makePackages(into: string): Promise<readonly string[]> {
  const version = await versionOf(root);
  const contents = new Map<string, string | Uint8Array>();
  for (const target of TARGETS) {
    const unpacked = unpackedIn(into, target);
    await buildForStore(target, unpacked);
    contents.set(`ringside-${version}-${target}.zip`, await zipOf(unpacked, await filesBelow(unpacked)));
  }
  contents.set(`ringside-${version}-source.zip`, await zipOf(root, await sourceFiles(root)));
  contents.set('sbom.cdx.json', await sbomOf(into, version));
  contents.set('SHA256SUMS', [...contents].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join(''));
  for (const [name, bytes] of contents) await writeFile(path.join(into, name), bytes);
  return [...contents.keys()].map((name) => path.join(into, name));
}

const unpackedIn = (into: string, target: Target): string => path.join(into, 'packaged', target);

/** Returns the list of the libraries that the unpacked extensions in a directory bundle. */
async function sbomOf(into: string, version: string): Promise<string> {
  const dirs = new Set<string>();
  for (const target of TARGETS) {
    const metafile = (await readJson(metafileBeside(unpackedIn(into, target)))) as Metafile;
    for (const { dir } of await bundledPackages(root, metafile)) dirs.add(dir);
  }
  const listed = [...dirs].map(async (dir): Promise<ListedPackage> => ({
    place: `node_modules/${belowNodeModules(dir)}`,
    licence: await licenceIdOf(dir),
    isChanged: isPatched(dir),
  }));
  const { packages } = (await readJson(path.join(root, 'package-lock.json'))) as { packages: Lock };
  return sbomText({ name: 'ringside', version, licence: 'MIT' }, await Promise.all(listed), packages);
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = path.join(root, 'dist');
  await mkdir(dist, { recursive: true });
  for (const file of await makePackages(dist)) console.log(path.relative(process.cwd(), file));
}
