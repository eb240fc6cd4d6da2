/**
 * Lists the source files: the files that git tracks. A tree without git, e.g. unpacked by a reviewer, uses
 * all files that .gitignore does not exclude.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { filesBelow } from './zip.ts';

const run = promisify(execFile);

/**
 * Returns the source files relative to the repository, with slashes. Rejects where git is needed and fails.
 */
export async function sourceFiles(root: string): Promise<readonly string[]> {
  if (!existsSync(path.join(root, '.git'))) return filesBelow(root, await ignored(root));
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\0').filter((file) => file !== '');
}

/**
 * Returns the directories in .gitignore. Throws on any other kind of entry, because this function understands
 * only directories.
 */
async function ignored(root: string): Promise<readonly string[]> {
  const lines = (await readFile(path.join(root, '.gitignore'), 'utf8'))
    .split(/\r?\n/)
    .filter((line) => line !== '');
  return lines.map((line) => {
    const name = /^([\w.-]+)\/$/.exec(line)?.[1];
    if (name === undefined)
      throw new Error(
        `.gitignore has "${line}"; packaging understands the names of directories alone, as "dist/".`,
      );
    return name;
  });
}
