/**
 * Reproducible zip files: they do not depend on the machine, the time, or the order in which files are found.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';

/**
 * A zip file stores local time without a time zone. fflate writes the local time of this date, which is the
 * same in every zone.
 */
const ALWAYS = new Date(2020, 0, 1);
const UNIX = 3;
/** Plain file, readable by all, writable by its owner. */
const MODE = 0o100644;

/** Returns a zip of the files. Names are relative to `dir`, with slashes. */
export async function zipOf(dir: string, files: readonly string[]): Promise<Uint8Array> {
  const sorted = [...files].sort();
  const contents = await Promise.all(sorted.map((file) => readFile(path.join(dir, file))));
  const entries = sorted.map((file, at) => [file, contents[at] ?? new Uint8Array()] as const);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: ALWAYS, os: UNIX, attrs: MODE << 16 });
}

/**
 * Returns every file below a directory, with slashes. Skips files and directories with one of the names in
 * `passedBy`.
 */
export async function filesBelow(dir: string, passedBy: readonly string[] = []): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const files = entries.map(async (entry) => {
    if (passedBy.includes(entry.name)) return [];
    if (!entry.isDirectory()) return [entry.name];
    return (await filesBelow(path.join(dir, entry.name), passedBy)).map((file) => `${entry.name}/${file}`);
  });
  return (await Promise.all(files)).flat();
}
