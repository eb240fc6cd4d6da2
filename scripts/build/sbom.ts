/**
 * The list of bundled libraries (a software bill of materials) as CycloneDX 1.6: name, version and licence.
 * The output contains no times or random values, so it depends only on the build.
 */
import { createHash } from 'node:crypto';

/** A package as in package-lock.json. */
export interface LockedPackage {
  /** Set only where it differs from the path. */
  readonly name?: string;
  readonly version: string;
  /** Hashes of the archive that npm downloads, separated by spaces: `sha512-…`. */
  readonly integrity?: string;
  /** Version ranges by package name. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The packages of a lockfile by path, e.g. `node_modules/a/node_modules/b`. The root's path is ''. */
export type Lock = Readonly<Record<string, LockedPackage>>;

/** A library with at least one byte in a bundle. */
export interface ListedPackage {
  /** Its path in the lockfile. */
  readonly place: string;
  /** An SPDX identifier, or an expression with several. */
  readonly licence: string;
  /** True if the build patches it (patches.ts). */
  readonly isChanged: boolean;
}

/** The shipped product. */
export interface Application {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** Returns the list as JSON. Throws where the lockfile does not contain a library or its hash. */
export function sbomText(app: Application, bundled: readonly ListedPackage[], lock: Lock): string {
  const libraries = bundled.map((each) => libraryOf(each, lock)).sort((a, b) => compare(a.purl, b.purl));
  const purls = new Map(libraries.map(({ place, purl }) => [place, purl]));
  const needs = (from: string): readonly string[] => {
    const names = Object.keys(lock[from]?.dependencies ?? {});
    return names.flatMap((name) => purls.get(placeOf(name, from, lock)) ?? []).sort(compare);
  };
  const { name, version } = app;
  const ref = `${name}@${version}`;
  const contents = {
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': ref, name, version, licenses: licencesOf(app.licence) },
    },
    components: libraries.map(componentOf),
    dependencies: [
      { ref, dependsOn: needs('') },
      ...libraries.map(({ place, purl }) => ({ ref: purl, dependsOn: needs(place) })),
    ],
  };
  return `${JSON.stringify({ ...HEAD, serialNumber: serialOf(contents), ...contents }, null, 2)}\n`;
}

const HEAD = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
};

interface Library extends ListedPackage {
  /** The registry's name, with the scope. */
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly object[];
}

function libraryOf(listed: ListedPackage, lock: Lock): Library {
  const { place } = listed;
  const locked = lock[place];
  if (locked === undefined) throw new Error(`${place} is bundled, and package-lock.json does not know it.`);
  const hashes = hashesOf(locked.integrity ?? '');
  if (hashes.length === 0) throw new Error(`${place} is bundled, and package-lock.json has no hash of it.`);
  const name = locked.name ?? place.split('node_modules/').at(-1) ?? '';
  const path = name.split('/').map(encodeURIComponent).join('/');
  const purl = `pkg:npm/${path}@${encodeURIComponent(locked.version)}`;
  return { ...listed, name, version: locked.version, purl, hashes };
}

function componentOf({ name, version, purl, hashes, licence, isChanged }: Library): object {
  const [short, group] = name.split('/').reverse();
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group === undefined ? {} : { group }),
    name: short,
    version,
    scope: 'required',
    hashes,
    licenses: licencesOf(licence),
    purl,
    ...(isChanged ? { pedigree: { notes: CHANGED } } : {}),
  };
}

const CHANGED = 'Changed as it is bundled: see scripts/build/patches.ts in the source of Ringside.';

/** npm's names of hash algorithms, and those of CycloneDX. */
const ALGORITHMS = new Map([
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha384', 'SHA-384'],
  ['sha512', 'SHA-512'],
]);

/** Returns the hashes of the archive that npm downloads. */
const hashesOf = (integrity: string): readonly object[] =>
  integrity.split(' ').flatMap((hash) => {
    const [, kind = '', content = ''] = /^(\w+)-([\w+/]+=*)$/.exec(hash) ?? [];
    const alg = ALGORITHMS.get(kind);
    return alg === undefined ? [] : [{ alg, content: Buffer.from(content, 'base64').toString('hex') }];
  });

const licencesOf = (licence: string): readonly object[] =>
  /^[\w.+-]+$/.test(licence) ? [{ license: { id: licence } }] : [{ expression: licence }];

/**
 * Returns the path where Node finds a dependency of the package at `from`: below it, beside it, or further
 * up.
 */
function placeOf(name: string, from: string, lock: Lock): string {
  const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (from === '' || lock[place] !== undefined) return place;
  return placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), lock);
}

/** Returns a UUID of version 8 that is derived from the contents. Different contents have different UUIDs. */
function serialOf(contents: object): string {
  const hash = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  return `urn:uuid:${hash.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')}`;
}

/** Compares by code units, so that the order is the same on every machine and in every language. */
const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
