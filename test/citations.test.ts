/** Everything that comments and pages refer to exists. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = async (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

/** The files below a folder, by their paths from the repository. */
async function below(folder: string, ends: RegExp): Promise<readonly string[]> {
  const files = await readdir(path.join(root, folder), { recursive: true });
  return files.filter((file) => ends.test(file)).map((file) => path.join(folder, file));
}

/** The comments of a source, including what only looks like a comment. */
const commentsOf = (source: string): string =>
  [...source.matchAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*|<!--[\s\S]*?-->/g)]
    .map(([comment]) => comment)
    .join('\n');

it('each page and section that a comment cites exists', async () => {
  const sources = (
    await Promise.all(
      ['src', 'scripts', 'test'].map((folder) => below(folder, /\.(tsx?|mts|m?js|css|html)$/)),
    )
  ).flat();
  const dead: string[] = [];
  let sections = 0;
  for (const source of sources) {
    for (const [cited, page = '', section] of commentsOf(await read(source)).matchAll(
      /(?<![\w./-])([\w./-]+\.md)(?: (\d+(?:\.\d+)*))?/g,
    )) {
      const isThere = existsSync(path.join(root, page));
      const hasSection =
        section === undefined ||
        (isThere && new RegExp(`^#+ ${section.replaceAll('.', '\\.')} `, 'm').test(await read(page)));
      if (!isThere || !hasSection) dead.push(`${source}: ${cited}`);
      sections += Number(section !== undefined);
    }
  }
  expect(dead).toEqual([]);
  expect(sections).toBeGreaterThan(20);
});

it('each link between pages has a target', async () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...(await below('docs', /\.md$/))];
  const dead: string[] = [];
  for (const page of pages) {
    for (const [, target = ''] of (await read(page)).matchAll(/\]\((?!https?:)([^)#\s]+)/g)) {
      if (!existsSync(path.join(root, path.dirname(page), target))) dead.push(`${page}: ${target}`);
    }
  }
  expect(dead).toEqual([]);
});
