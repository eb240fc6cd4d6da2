/** What the shipped files must not contain, and which licences they must include. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildForStore } from '../../../scripts/build.ts';
import { metafileBeside } from '../../../scripts/build/extension-files.ts';
import { bundledPackages } from '../../../scripts/build/licences.ts';
import { filesBelow } from '../../../scripts/build/zip.ts';
import { TARGETS } from '../../../scripts/manifest.ts';

const root = new URL('../../..', import.meta.url).pathname;

/** Each pattern with an example that it must find. */
const FORBIDDEN: readonly (readonly [string, RegExp, string])[] = [
  ['eval', /\beval\b/, 'window.eval("1")'],
  ['a function made of text', /\bFunction\s*\(/, 'new Function("return this")'],
  ['a timer that is given text', /\bset(?:Timeout|Interval)\s*\(\s*["'`]/, 'setTimeout("x()", 1)'],
  [
    'markup made of text',
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc|setHTMLUnsafe|parseFromString)\b/,
    'e.innerHTML=t',
  ],
  ['markup written', /\bdocument\.write/, 'document.write(t)'],
  ['code loaded later', /\bimport\s*\(|\bimportScripts\b/, 'import("https://evil.example/x.js")'],
  ['a script element', /createElement\(\s*["'`]script/i, 'document.createElement("script")'],
  ['the address of a script', /\b(?:https?:)?\/\/[^\s"'`]+\.m?js\b/i, '"https://evil.example/x.js"'],
];

let out: string;
const dirOf = (target: (typeof TARGETS)[number]): string => path.join(out, target);

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'ringside-bundles-'));
  for (const target of TARGETS) await buildForStore(target, dirOf(target));
}, 120_000);
afterAll(() => rm(out, { recursive: true, force: true }));

it.each(FORBIDDEN)('the search finds %s', (_, pattern, example) => {
  expect(example).toMatch(pattern);
});

describe.each(TARGETS)('the build for %s', (target) => {
  const read = async (kind: RegExp): Promise<readonly (readonly [string, string])[]> => {
    const files = (await filesBelow(dirOf(target))).filter((file) => kind.test(file));
    return Promise.all(
      files.map(async (file) => [file, await readFile(path.join(dirOf(target), file), 'utf8')] as const),
    );
  };

  it('makes no code or markup from text, and loads no code from elsewhere', async () => {
    const bundles = await read(/\.js$/);
    expect(bundles).toHaveLength(9);
    const found = bundles.flatMap(([file, text]) =>
      FORBIDDEN.flatMap(([what, pattern]) => (pattern.test(text) ? [`${file}: ${what}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('has pages whose scripts and styles are its own files', async () => {
    const pages = await read(/\.html$/);
    const shipped = await filesBelow(dirOf(target));
    expect(pages.length).toBeGreaterThan(4);
    for (const [page, markup] of pages) {
      expect(markup, page).not.toMatch(/\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|javascript:/i);
      const sources = [...markup.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, source]) => source);
      expect(sources.length, page).toBeGreaterThan(0);
      for (const source of sources) expect(shipped, page).toContain(source);
    }
  });

  it('includes the licence of each bundled library', async () => {
    const metafile = JSON.parse(await readFile(metafileBeside(dirOf(target)), 'utf8')) as Metafile;
    const packages = await bundledPackages(root, metafile);
    expect(packages.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'preact',
        'valibot',
        'idb',
        'socket.io-client',
        'webextension-polyfill',
        'libphonenumber-js',
      ]),
    );
    // Two generations of one library count as two libraries.
    expect(
      packages.filter(({ name }) => name === 'socket.io-client').map(({ version }) => version[0]),
    ).toEqual(['2', '4']);
    const licences = (await readFile(path.join(dirOf(target), 'LICENSES.txt'), 'utf8'))
      .split(/^-{100}$/m)
      .map((part) => part.trim());
    const missing = packages.filter(
      ({ name, version }) =>
        !licences.some(
          (part) => part.startsWith(`${name} ${version}\n`) && /copyright|mozilla public license/i.test(part),
        ),
    );
    expect(missing).toEqual([]);
    expect(licences).toHaveLength(packages.length + 1);
  });

  it('contains no library with unanswered advisories (docs/security-advisories.md)', async () => {
    const metafile = JSON.parse(await readFile(metafileBeside(dirOf(target)), 'utf8')) as Metafile;
    const bundled = (await bundledPackages(root, metafile)).map(({ name, version }) => `${name} ${version}`);
    const [answered = ''] = (await readFile(path.join(root, 'docs/security-advisories.md'), 'utf8')).split(
      '\n## ',
    );
    expect([...answered.matchAll(/^\| (\S+ \d\S*) \|/gm)].map(([, row]) => row).sort()).toEqual(
      [...bundled].sort(),
    );
  });

  it('includes its own licence', async () => {
    expect(await readFile(path.join(dirOf(target), 'LICENSE'), 'utf8')).toBe(
      await readFile(path.join(root, 'LICENSE'), 'utf8'),
    );
  });
});

it('our code uses nothing that was removed from libraries, and ignores other extensions', async () => {
  const sources = (await filesBelow(path.join(root, 'src'))).filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(50);
  const texts = await Promise.all(
    sources.map(async (file) => [file, await readFile(path.join(root, 'src', file), 'utf8')] as const),
  );
  expect(
    texts
      .filter(([, text]) =>
        /dangerouslySetInnerHTML|devtools|on(?:Message|Connect|UserScriptMessage)External/.test(text),
      )
      .map(([file]) => file),
  ).toEqual([]);
});
