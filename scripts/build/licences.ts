/** The licences of the bundled libraries. They are read from the packages and shipped in every extension. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { isPatched } from './patches.ts';

/** A library with at least one byte in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute path. */
  readonly dir: string;
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
  readonly repository?: string | { readonly url: string };
}

/**
 * Returns all libraries in a build's bundles, sorted by name and version. Two versions of one library are two
 * entries.
 */
export async function bundledPackages(
  root: string,
  { outputs }: Metafile,
): Promise<readonly BundledPackage[]> {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  // A path with a colon is esbuild's own code or one of our stubs.
  const files = inputs
    .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && !file.includes(':'))
    .map(([file]) => file);
  const dirs = [
    ...new Set(files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [])),
  ].map((dir) => path.resolve(root, dir));
  const packages = await Promise.all(dirs.map(async (dir) => ({ ...(await packageJson(dir)), dir })));
  return packages
    .map(({ name, version, dir }) => ({ name, version, dir }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Returns the text of LICENSES.txt. Throws where a package does not state its licence. */
export async function licencesText(packages: readonly BundledPackage[]): Promise<string> {
  const parts = await Promise.all(
    packages.map(async ({ name, version, dir }) =>
      [`${name} ${version}`, await originOf(dir), (await licenceOf(dir)).trim()].join('\n\n'),
    ),
  );
  return `${[OPENING, ...parts].join(`\n\n${'-'.repeat(100)}\n\n`)}\n`;
}

const OPENING = `Ringside's bundles hold code of the packages below, each with its licence. Ringside's own is in LICENSE.`;

/** Compares by code units, so that the order is the same on every machine and in every language. */
const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

const packageJson = async (dir: string): Promise<PackageJson> =>
  JSON.parse(await readFile(path.join(dir, 'package.json'), 'utf8')) as PackageJson;

/**
 * Says where the source is available and whether the build changed it. The Mozilla Public License requires
 * both.
 */
async function originOf(dir: string): Promise<string> {
  const { name, version, repository } = await packageJson(dir);
  const url = typeof repository === 'string' ? repository : repository?.url;
  return [
    `Source: ${name}@${version} in the npm registry${url === undefined ? '' : `; ${url}`}`,
    ...(isPatched(dir)
      ? ['Changed as it is bundled: see scripts/build/patches.ts in the source of Ringside']
      : []),
  ].join('\n');
}

/**
 * Returns the SPDX name of a package's licence. This is the name in package.json, or MIT if the package
 * contains the MIT text or names MIT in its readme. Throws where no licence is found.
 */
export async function licenceIdOf(dir: string): Promise<string> {
  const { license, licenses } = await packageJson(dir);
  const said = license ?? licenses?.[0]?.type;
  if (said !== undefined) return said;
  // licenceOf throws where neither file nor readme nor package.json states a licence.
  if ((await licenceOf(dir)).includes(MIT_GRANT)) return 'MIT';
  throw new Error(`${dir} is bundled and does not name its licence in a way that the build understands`);
}

async function licenceOf(dir: string): Promise<string> {
  const files = (await readdir(dir)).sort(compare);
  const licences = files.filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (licences.length > 0)
    return (await Promise.all(licences.map((file) => readFile(path.join(dir, file), 'utf8')))).join('\n\n');
  const readme = files.find((file) => /^readme/i.test(file));
  const section =
    readme === undefined
      ? undefined
      : /^#+ *licen[cs]e\s*$([\s\S]*)/im.exec(await readFile(path.join(dir, readme), 'utf8'))?.[1];
  if (section?.includes(MIT_GRANT) === true) return section;
  const { name, license, licenses } = await packageJson(dir);
  const said = license ?? licenses?.[0]?.type ?? section?.trim();
  if (said !== 'MIT')
    throw new Error(
      `${name} is bundled and does not tell its licence in a way that the build understands; it says: ${said ?? 'nothing'}`,
    );
  return `The package names the MIT licence and has no text of it. It reads:\n\nCopyright (c) the authors of ${name}\n\n${MIT}`;
}

/** The first words of the MIT licence. */
const MIT_GRANT = 'Permission is hereby granted';

const MIT = `${MIT_GRANT}, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
