/** The packages of `npm run package` as a store and a reviewer receive them. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TARGETS } from '../../../scripts/manifest.ts';
import { makePackages } from '../../../scripts/package.ts';
import { cyclonedx } from '../../support/cyclonedx.ts';

const run = promisify(execFile);
const root = new URL('../../..', import.meta.url).pathname;
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
  version: string;
};
/** Two builds and a start of npm, on a machine that may be busy. */
const PATIENCE_MS = 240_000;

let place: string;
let files: readonly string[];
const zip = async (kind: string): Promise<Buffer> =>
  readFile(path.join(place, `ringside-${version}-${kind}.zip`));

beforeAll(async () => {
  place = await realpath(await mkdtemp(path.join(tmpdir(), 'ringside-packages-')));
  files = await makePackages(place);
}, PATIENCE_MS);
afterAll(() => rm(place, { recursive: true, force: true }));

const KINDS = ['chrome', 'firefox', 'source'];
const ZIPS = KINDS.map((kind) => `ringside-${version}-${kind}.zip`);
const read = async (file: string): Promise<Buffer> => readFile(path.join(place, file));

it('the packages are three zips named by version, the list of libraries and the hashes', () => {
  expect(files.map((file) => path.basename(file))).toEqual([...ZIPS, 'sbom.cdx.json', 'SHA256SUMS']);
});

it('the hashes are those of the zips and of the list, in the format of sha256sum', async () => {
  const wanted: string[] = [];
  for (const file of [...ZIPS, 'sbom.cdx.json']) {
    wanted.push(
      `${createHash('sha256')
        .update(await read(file))
        .digest('hex')}  ${file}\n`,
    );
  }
  expect((await read('SHA256SUMS')).toString('utf8')).toBe(wanted.join(''));
});

describe('the list of what is bundled', () => {
  const parsed = async () => v.parse(cyclonedx, JSON.parse((await read('sbom.cdx.json')).toString('utf8')));

  it.each(TARGETS)('names the libraries whose licences the extension for %s includes', async (target) => {
    const { components } = await parsed();
    const listed = components.map(({ purl }) => decodeURIComponent(purl).replace('pkg:npm/', ''));
    const licences = await readFile(path.join(place, 'packaged', target, 'LICENSES.txt'), 'utf8');
    const parts = licences.split(/^-{100}$/m).slice(1);
    const brought = parts.map((part) =>
      part
        .trim()
        .split('\n')[0]
        ?.replace(/ (?=\S+$)/, '@'),
    );
    expect(listed.length).toBeGreaterThan(20);
    expect(listed.toSorted()).toEqual(brought.toSorted());
  });

  it('names licences other than MIT and what the build changes', async () => {
    const { components } = await parsed();
    const polyfill = components.find(({ name }) => name === 'webextension-polyfill');
    expect(polyfill?.licenses).toEqual([{ license: { id: 'MPL-2.0' } }]);
    expect(polyfill?.pedigree?.notes).toContain('patches.ts');
  });
});

it.each(['chrome', 'firefox'])(
  'the package for %s has the manifest at its root, with the version of package.json',
  async (kind) => {
    const files = unzipSync(await zip(kind));
    expect(JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString('utf8'))).toMatchObject({
      manifest_version: 3,
      version,
    });
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['background.js', 'panel.html', '_locales/he/messages.json', 'LICENSES.txt']),
    );
    expect(Object.keys(files).filter((file) => /\.(map|tsx?|svg)$|meta\.json$/.test(file))).toEqual([]);
  },
);

it.runIf(existsSync(path.join(root, '.git')))(
  'the source zip contains exactly the files that git tracks',
  async () => {
    const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root });
    expect(Object.keys(unzipSync(await zip('source'))).sort()).toEqual(
      stdout.split('\0').filter(Boolean).sort(),
    );
  },
);

it(
  'a reviewer who packages the unpacked source gets identical files',
  async () => {
    const source = path.join(place, 'reviewer');
    for (const [file, contents] of Object.entries(unzipSync(await zip('source')))) {
      await mkdir(path.dirname(path.join(source, file)), { recursive: true });
      await writeFile(path.join(source, file), contents);
    }
    await symlink(path.join(root, 'node_modules'), path.join(source, 'node_modules'));
    // Another time zone, another language, another folder.
    await run('npm', ['run', 'package'], {
      cwd: source,
      env: { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' },
      shell: process.platform === 'win32',
    });
    for (const file of files.map((each) => path.basename(each))) {
      const again = await readFile(path.join(source, 'dist', file));
      expect(again.equals(await read(file)), file).toBe(true);
    }
  },
  PATIENCE_MS,
);

it(
  'Mozilla’s linter reports no errors, no warnings and no notices',
  async () => {
    const linter = path.join(root, 'node_modules/web-ext/bin/web-ext.js');
    const words = ['lint', '--source-dir', path.join(place, 'packaged/firefox'), '--output', 'json'];
    // The linter fails when there are errors. They are in its output.
    const { stdout } = await run(process.execPath, [linter, ...words], {
      env: { ...process.env, NO_UPDATE_NOTIFIER: '1' },
    }).catch((failed: unknown) => failed as { stdout: string });
    const { summary, errors, warnings, notices } = JSON.parse(stdout) as Record<
      'summary' | 'errors' | 'warnings' | 'notices',
      unknown
    >;
    expect({ errors, warnings, notices }).toEqual({ errors: [], warnings: [], notices: [] });
    expect(summary).toEqual({ errors: 0, warnings: 0, notices: 0 });
  },
  PATIENCE_MS,
);
