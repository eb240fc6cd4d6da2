/** The structure of the code (docs/architecture.md), read from its TypeScript imports: those of types count, too. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Which layers a layer may import, besides itself. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  voicenter: ['domain'],
  platform: ['domain'],
  background: ['domain', 'voicenter', 'platform'],
  ui: ['domain', 'platform'],
};
/** The rooms of the domain: each may import those before it. */
const ROOMS = [
  'common',
  'rules',
  'calls',
  'crm',
  'crm-match',
  'settings',
  'account',
  'callers',
  'alerts',
  'diagnostics',
  'history',
];
/** The texts of the user interface: the domain knows the names of its messages by them. */
const TEXTS = 'src/locales/en.json';

interface Import {
  readonly from: string;
  /** A file from the root of the repository, or the name of a package. */
  readonly to: string;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.posix.join(folder, file));

const importsOf = (file: string): Import[] =>
  ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
  }));

const source = filesIn('src');
const filesBelowSrc = (): string[] => [
  ...source,
  ...readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .map((file) => path.posix.join('src', file)),
];
const imports = source.flatMap(importsOf);
const own = imports.filter(({ to }) => to.startsWith('src/') && to !== TEXTS);
const packages = imports.filter(({ to }) => !to.startsWith('src/'));

const layerOf = (file: string): string => file.split('/')[1] ?? '';
const roomOf = (file: string): number => ROOMS.indexOf(file.split('/')[2] ?? '');
const shown = (found: readonly Import[]): string[] => found.map(({ from, to }) => `${from} → ${to}`);

/** Every circle of imports, each once, as the files on its way. */
function circlesAmong(all: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of all) targets.set(from, [...(targets.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) {
      for (const next of targets.get(file) ?? []) walk(next, [...way, file]);
      done.add(file);
    }
  };
  for (const file of targets.keys()) walk(file, []);
  return circles;
}

describe('the source', () => {
  it('imports only the layers that its own layer may', () => {
    const wrong = own.filter(
      ({ from, to }) =>
        layerOf(from) !== layerOf(to) && LAYERS[layerOf(from)]?.includes(layerOf(to)) !== true,
    );
    expect(own.length).toBeGreaterThan(300);
    expect(shown(wrong)).toEqual([]);
  });

  it('imports in the domain only the same room or one before it', () => {
    const inside = own.filter(({ from, to }) => layerOf(from) === 'domain' && layerOf(to) === 'domain');
    expect(inside.length).toBeGreaterThan(100);
    expect(inside.filter(({ from }) => roomOf(from) < 0)).toEqual([]);
    expect(shown(inside.filter(({ from, to }) => roomOf(to) > roomOf(from)))).toEqual([]);
  });

  it('imports nothing in a circle, types included', () => {
    expect(circlesAmong(own)).toEqual([]);
    expect(circlesAmong(filesIn('scripts').flatMap(importsOf))).toEqual([]);
  });

  it('keeps domain and voicenter free of browser, socket and machine', () => {
    const pure = packages.filter(({ from }) => ['domain', 'voicenter'].includes(layerOf(from)));
    const allowed = ['valibot', 'libphonenumber-js/min', 'papaparse'];
    expect(shown(pure.filter(({ to }) => !allowed.includes(to)))).toEqual([]);
  });

  it('imports socket.io-client in one file', () => {
    const importers = packages.filter(({ to }) => to.startsWith('socket.io-client')).map(({ from }) => from);
    expect([...new Set(importers)]).toEqual(['src/background/connection/socket.ts']);
  });

  it('keeps effects apart from the engine', () => {
    const effects = own.filter(({ from }) => from.startsWith('src/background/effects/'));
    expect(effects.length).toBeGreaterThan(30);
    expect(
      shown(effects.filter(({ to }) => /^src\/background\/(engine\/engine|main)\.ts$/.test(to))),
    ).toEqual([]);
  });

  it('asks for the user’s consent before every request and socket', () => {
    // A channel opens the socket, so whoever opens a channel must ask.
    const sends = /\b(fetch|openSocket|openChannel|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\(/;
    const channel = 'src/background/connection/channel.ts';
    const senders = source.filter((file) =>
      sends.test(readFileSync(file, 'utf8').replace(/export function open(Socket|Channel)\(/, '')),
    );
    // The texts and the adapters are files of the extension.
    const unasked = senders.filter(
      (file) =>
        !['src/platform/i18n.ts', 'src/platform/crm-adapters.ts'].includes(file) &&
        file !== channel &&
        !/\bmay(Reach|Ask)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(unasked).toEqual([]);
    expect(senders).toEqual(
      expect.arrayContaining([
        channel,
        'src/background/connection/connection.ts',
        'src/background/http/fetch-limited.ts',
        'src/background/http/login-request.ts',
        'src/platform/diagnostics.ts',
      ]),
    );
  });

  it('uses nothing of node', () => {
    const ofNode = packages.filter(({ to }) => to.startsWith('node:') || builtinModules.includes(to));
    expect(shown(ofNode)).toEqual([]);
  });

  it('has at most 260 lines in a file of code and 110 characters in a line', () => {
    const tooLong = filesBelowSrc().flatMap((file) => {
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      return [
        ...(lines.length > 260 && !file.endsWith('.css')
          ? [`${file} has ${String(lines.length)} lines`]
          : []),
        ...lines.flatMap((line, at) => (line.length > 110 ? [`${file}:${String(at + 1)}`] : [])),
      ];
    });
    expect(tooLong).toEqual([]);
  });

  it('has at most 16 files of code in a folder', () => {
    const counts = new Map<string, number>();
    for (const file of source) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 16)).toEqual([]);
  });
});

describe('scripts', () => {
  it('import nothing of the tests', () => {
    const all = filesIn('scripts').flatMap(importsOf);
    expect(all.length).toBeGreaterThan(100);
    expect(shown(all.filter(({ to }) => to.startsWith('test/')))).toEqual([]);
  });
});

it('the search for circles finds one, and names the way', () => {
  const circle = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'a' },
    { from: 'c', to: 'd' },
  ];
  expect(circlesAmong(circle)).toEqual(['a → b → c → a']);
  expect(circlesAmong(circle.slice(0, 2))).toEqual([]);
});
