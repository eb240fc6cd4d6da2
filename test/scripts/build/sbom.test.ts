/** The list of bundled libraries in CycloneDX format. */
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { licenceIdOf } from '../../../scripts/build/licences.ts';
import { type ListedPackage, type Lock, sbomText } from '../../../scripts/build/sbom.ts';
import { cyclonedx } from '../../support/cyclonedx.ts';

const root = new URL('../../..', import.meta.url).pathname;

/** An integrity value in npm's format, for bytes that are all one letter. */
const sha512 = (letter: string): string => `sha512-${Buffer.from(letter.repeat(64)).toString('base64')}`;
const sha1 = (letter: string): string => `sha1-${Buffer.from(letter.repeat(20)).toString('base64')}`;
const hashOf = (letter: string, alg = 'SHA-512', length = 64) => ({
  alg,
  content: Buffer.from(letter.repeat(length)).toString('hex'),
});

const LOCK: Lock = {
  '': { version: '1.2.3', dependencies: { alpha: '^1.0.0', 'old-alpha': 'npm:alpha@0.9.0' } },
  'node_modules/alpha': {
    version: '1.0.1',
    integrity: sha512('a'),
    dependencies: { '@scope/beta': '2', unused: '9' },
  },
  'node_modules/old-alpha': {
    name: 'alpha',
    version: '0.9.0',
    integrity: sha1('o'),
    dependencies: { '@scope/beta': '1' },
  },
  'node_modules/@scope/beta': { version: '2.0.0+build', integrity: sha512('b') },
  'node_modules/old-alpha/node_modules/@scope/beta': { version: '1.0.0', integrity: sha512('c') },
  'node_modules/unused': { version: '9.9.9', integrity: sha512('u') },
};
const bundled = (place: string, licence = 'MIT', isChanged = false): ListedPackage => ({
  place,
  licence,
  isChanged,
});
const BUNDLED = [
  bundled('node_modules/old-alpha/node_modules/@scope/beta', '(MIT OR Apache-2.0)'),
  bundled('node_modules/alpha', 'ISC', true),
  bundled('node_modules/@scope/beta'),
  bundled('node_modules/old-alpha'),
];
const APP = { name: 'ringside', version: '1.2.3', licence: 'MIT' };

describe('the list of what is bundled', () => {
  const text = sbomText(APP, BUNDLED, LOCK);
  const bom = v.parse(cyclonedx, JSON.parse(text));

  it('names exactly the bundled libraries', () => {
    expect(bom.components.map(({ group, name, version, purl }) => [group, name, version, purl])).toEqual([
      ['@scope', 'beta', '1.0.0', 'pkg:npm/%40scope/beta@1.0.0'],
      ['@scope', 'beta', '2.0.0+build', 'pkg:npm/%40scope/beta@2.0.0%2Bbuild'],
      [undefined, 'alpha', '0.9.0', 'pkg:npm/alpha@0.9.0'],
      [undefined, 'alpha', '1.0.1', 'pkg:npm/alpha@1.0.1'],
    ]);
  });

  it('has the licence and the hash of each', () => {
    expect(bom.components.map(({ licenses, hashes }) => [licenses[0], hashes[0]])).toEqual([
      [{ expression: '(MIT OR Apache-2.0)' }, hashOf('c')],
      [{ license: { id: 'MIT' } }, hashOf('b')],
      [{ license: { id: 'MIT' } }, hashOf('o', 'SHA-1', 20)],
      [{ license: { id: 'ISC' } }, hashOf('a')],
    ]);
  });

  it('describes Ringside and names the changed library', () => {
    const licenses = [{ license: { id: 'MIT' } }];
    expect(bom.metadata.component).toMatchObject({ name: 'ringside', version: '1.2.3', licenses });
    const changed = bom.components.filter(({ pedigree }) => pedigree !== undefined);
    expect(changed.map(({ purl }) => purl)).toEqual(['pkg:npm/alpha@1.0.1']);
  });

  it('names the dependencies of each library, by the copy that it gets', () => {
    expect(Object.fromEntries(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))).toEqual({
      'ringside@1.2.3': ['pkg:npm/alpha@0.9.0', 'pkg:npm/alpha@1.0.1'],
      'pkg:npm/%40scope/beta@1.0.0': [],
      'pkg:npm/%40scope/beta@2.0.0%2Bbuild': [],
      'pkg:npm/alpha@0.9.0': ['pkg:npm/%40scope/beta@1.0.0'],
      'pkg:npm/alpha@1.0.1': ['pkg:npm/%40scope/beta@2.0.0%2Bbuild'],
    });
  });

  it('is independent of the order of libraries, and different for other libraries', () => {
    expect(sbomText(APP, [...BUNDLED].reverse(), LOCK)).toBe(text);
    const other = v.parse(cyclonedx, JSON.parse(sbomText(APP, BUNDLED.slice(1), LOCK)));
    expect(other.serialNumber).not.toBe(bom.serialNumber);
  });

  it.each<[string, Lock, RegExp]>([
    ['does not know', {}, /does not know/],
    ['has no hash of', { 'node_modules/gamma': { version: '1.0.0' } }, /no hash/],
    ['has only an odd hash of', { 'node_modules/gamma': { version: '1', integrity: 'md5-AA==' } }, /no hash/],
  ])('is not written if the lockfile %s a library', (_, lock, reason) => {
    expect(() => sbomText(APP, [bundled('node_modules/gamma')], lock)).toThrow(reason);
  });
});

it.each([
  ['idb', 'ISC'],
  ['webextension-polyfill', 'MPL-2.0'],
  ['to-array', 'MIT'],
  ['indexof', 'MIT'],
  ['component-bind', 'MIT'],
])('the licence of %s is %s', async (name, id) => {
  expect(await licenceIdOf(path.join(root, 'node_modules', name))).toBe(id);
});
