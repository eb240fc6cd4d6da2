/** The house's import rules (docs/architecture.md), read from esbuild's own list of imports. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

/** Which rooms a room may know, besides itself. */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  wire: ['domain'],
  platform: ['domain'],
  background: ['domain', 'wire', 'platform'],
  ui: ['domain', 'platform'],
};

let inputs: Metafile['inputs'];
const roomOf = (file: string): string => file.split('/')[1] ?? '';
const importsOf = (file: string): string[] => (inputs[file]?.imports ?? []).map(({ path }) => path);
const ownFiles = (): string[] => Object.keys(inputs).filter((file) => file.startsWith('src/'));

beforeAll(async () => {
  const entryPoints = [
    'src/background/main.ts',
    'src/ui/panel/panel.tsx',
    'src/ui/call-window/call-window.tsx',
    'src/ui/options/options.tsx',
    'src/ui/activity/activity.tsx',
    'src/ui/diagnostics/diagnostics.tsx',
    'src/ui/import/import.tsx',
  ];
  const result = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    outdir: 'out',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  inputs = result.metafile.inputs;
});

describe('the house', () => {
  it('rooms know only the rooms that they may', () => {
    const trespasses = ownFiles().flatMap((file) =>
      importsOf(file)
        .filter(
          (path) =>
            path.startsWith('src/') &&
            roomOf(path) !== roomOf(file) &&
            MAY_KNOW[roomOf(file)]?.includes(roomOf(path)) !== true,
        )
        .map((path) => `${file} → ${path}`),
    );
    expect(ownFiles().length).toBeGreaterThan(30);
    expect(trespasses).toEqual([]);
  });

  it('domain and wire are pure: they import nothing of the browser, the socket or the machine', () => {
    const allowed = ['valibot', 'libphonenumber-js/min'];
    const foreign = ownFiles()
      .filter((file) => ['domain', 'wire'].includes(roomOf(file)))
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => !path.startsWith('src/') && !allowed.includes(path))
          .map((path) => `${file} → ${path}`),
      );
    expect(foreign).toEqual([]);
  });

  it('only socket.ts imports socket.io-client', () => {
    const importers = ownFiles().filter((file) =>
      importsOf(file).some((path) => path.startsWith('socket.io-client')),
    );
    expect(importers).toEqual(['src/background/connection/socket.ts']);
  });

  it('effects know neither each other nor the engine', () => {
    const effects = ownFiles().filter((file) => file.startsWith('src/background/effects/'));
    expect(effects.length).toBeGreaterThan(3);
    expect(
      effects.flatMap((file) =>
        importsOf(file)
          .filter((path) => path.startsWith('src/background/'))
          .map((path) => `${file} → ${path}`),
      ),
    ).toEqual([]);
  });

  it('nothing imports in a circle', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      else if (!done.has(file)) {
        importsOf(file)
          .filter((next) => next.startsWith('src/'))
          .forEach((next) => walk(next, [...path, file]));
        done.add(file);
      }
    };
    ownFiles().forEach((file) => walk(file, []));
    expect(circles).toEqual([]);
  });

  it('every request and socket passes the gate that asks for the user’s consent', () => {
    const sends = /\b(fetch|dial|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\(/;
    const senders = ownFiles().filter(
      (file) =>
        !file.endsWith('.json') &&
        sends.test(readFileSync(file, 'utf8').replace(/export function dial\(/, '')),
    );
    // The texts are files of the extension.
    expect(
      senders.filter(
        (file) => file !== 'src/platform/i18n.ts' && !/\bmay(Reach|Ask)\b/.test(readFileSync(file, 'utf8')),
      ),
    ).toEqual([]);
    expect(senders).toEqual(
      expect.arrayContaining([
        'src/background/connection/connection.ts',
        'src/background/http/lookup-request.ts',
        'src/background/http/login-request.ts',
        'src/platform/diagnostics.ts',
      ]),
    );
  });

  it('nothing of node reaches the extension', () => {
    expect(
      ownFiles()
        .flatMap(importsOf)
        .filter((path) => path.startsWith('node:') || builtinModules.includes(path)),
    ).toEqual([]);
  });
});
