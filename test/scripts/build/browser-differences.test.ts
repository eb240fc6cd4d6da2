import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIFFERENCES, differencesTable, withTable } from '../../../scripts/browser-differences.ts';
import { filesBelow } from '../../../scripts/build/zip.ts';
import { manifestFor, type SharedManifest } from '../../../scripts/manifest.ts';

const root = new URL('../../..', import.meta.url).pathname;
const read = async (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');
/** The ways in which code distinguishes the browsers: by name, or by an API that only one of them has. */
const TELLS_APART =
  /\bisFirefox\b|\bsidePanel\b|\bsidebarAction\b|\.offscreen\b|\bgetPermissionLevel\b|target === 'chrome'/;

describe('the table of differences between the browsers', () => {
  it('is in the user guide as in the code (else: npm run differences)', async () => {
    const readme = await read('docs/user-guide.md');
    expect(withTable(readme, differencesTable())).toBe(readme);
    expect(readme).toContain('| Background | a service worker | an event page |');
  });

  it('names exactly the files that behave differently in Chrome and Firefox', async () => {
    const sources = (await filesBelow(path.join(root, 'src')))
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `src/${file}`);
    const tellsApart = async (file: string): Promise<boolean> => TELLS_APART.test(await read(file));
    const telling: string[] = [];
    for (const file of [...sources, 'scripts/manifest.ts']) if (await tellsApart(file)) telling.push(file);
    expect([...new Set(DIFFERENCES.flatMap(({ where }) => where))].sort()).toEqual(telling.sort());
  });

  it('names the oldest releases of the manifests', async () => {
    const shared = JSON.parse(await read('manifest.json')) as SharedManifest;
    const { chrome = '', firefox = '' } = DIFFERENCES.find(({ what }) => what === 'Oldest release') ?? {};
    expect(manifestFor('chrome', shared, '1.0', { development: false })).toMatchObject({
      minimum_chrome_version: chrome,
    });
    expect(manifestFor('firefox', shared, '1.0', { development: false })).toMatchObject({
      browser_specific_settings: { gecko: { strict_min_version: `${firefox.slice(0, 3)}.0` } },
    });
  });

  it('is not written into a guide without exactly one place for it', () => {
    expect(() => withTable('# Ringside', differencesTable())).toThrow(/has to have/);
  });
});
