/** Zip files that depend on what is in them alone: not on the machine, the hour, or the order in which files are found. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';

/** The clock of a zip has no time zone: fflate writes the local reading, and this reads the same everywhere. */
const ALWAYS = new Date(2020, 0, 1);
const UNIX = 3;
/** A plain file that its owner may change and all may read. */
const MODE = 0o100644;

/** A zip of the files, named as they lie below `dir`, with slashes. */
export async function zipOf(dir: string, files: readonly string[]): Promise<Uint8Array> {
  const sorted = [...files].sort();
  const contents = await Promise.all(sorted.map((file) => readFile(path.join(dir, file))));
  const entries = sorted.map((file, at) => [file, contents[at] ?? new Uint8Array()] as const);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: ALWAYS, os: UNIX, attrs: MODE << 16 });
}

/** Every file below a directory, with slashes; what bears one of the given names is passed by, with all that is in it. */
export async function filesBelow(dir: string, passedBy: readonly string[] = []): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const files = entries.map(async (entry) => {
    if (passedBy.includes(entry.name)) return [];
    if (!entry.isDirectory()) return [entry.name];
    return (await filesBelow(path.join(dir, entry.name), passedBy)).map((file) => `${entry.name}/${file}`);
  });
  return (await Promise.all(files)).flat();
}
