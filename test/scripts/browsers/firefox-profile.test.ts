/** A profile that begins as a copy of a template. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginAsCopy } from '../../../scripts/browsers/firefox-profile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringside-template-'));
  for (const name of ['template/startupCache', 'profile'])
    await mkdir(path.join(folder, name), { recursive: true });
  for (const name of ['places.sqlite', 'startupCache/scripts.bin', 'prefs.js', 'user.js', '.parentlock'])
    await writeFile(path.join(folder, 'template', name), name);
});
afterEach(() => rm(folder, { recursive: true }));

const begin = (): Promise<void> => beginAsCopy(path.join(folder, 'template'), path.join(folder, 'profile'));
const profile = async (): Promise<string[]> =>
  (await readdir(path.join(folder, 'profile'), { recursive: true })).sort();

it('has the databases and compiled scripts, but neither preferences nor a lock', async () => {
  await begin();
  expect(await profile()).toEqual([
    'places.sqlite',
    'startupCache',
    path.join('startupCache', 'scripts.bin'),
  ]);
});

it('stays as it is when it has been in use', async () => {
  await writeFile(path.join(folder, 'profile', 'prefs.js'), 'ours');
  await begin();
  expect(await profile()).toEqual(['prefs.js']);
});
