/** `npm run package`: the extensions as the stores get them, and the source as a reviewer does, as zips in dist/. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildForStore } from './build.ts';
import { versionOf } from './build/extension-files.ts';
import { sourceFiles } from './build/source-files.ts';
import { filesBelow, zipOf } from './build/zip.ts';
import { TARGETS } from './manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Writes the three zips into a directory, the unpacked extensions below its `packaged`; answers the zips' paths. Rejects when the code does not build. */
export async function makePackages(into: string): Promise<readonly string[]> {
  const version = await versionOf(root);
  const nameOf = (kind: string): string => path.join(into, `ringside-${version}-${kind}.zip`);
  for (const target of TARGETS) {
    const unpacked = path.join(into, 'packaged', target);
    await buildForStore(target, unpacked);
    await writeFile(nameOf(target), await zipOf(unpacked, await filesBelow(unpacked)));
  }
  await writeFile(nameOf('source'), await zipOf(root, await sourceFiles(root)));
  return [...TARGETS, 'source'].map(nameOf);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = path.join(root, 'dist');
  await mkdir(dist, { recursive: true });
  for (const file of await makePackages(dist)) console.log(path.relative(process.cwd(), file));
}
