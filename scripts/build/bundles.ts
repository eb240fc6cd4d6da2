/** esbuild options of the bundles, and stubs for library parts that Ringside does not use. */
import type { BuildOptions, Plugin } from 'esbuild';

/** The scripts by the name of their bundle. */
const SCRIPTS = {
  background: 'src/background/main.ts',
  panel: 'src/ui/panel/panel.tsx',
  call: 'src/ui/call-window/call-window.tsx',
  float: 'src/ui/float/float.tsx',
  day: 'src/ui/activity/activity.tsx',
  doctor: 'src/ui/diagnostics/diagnostics.tsx',
  import: 'src/ui/import/import.tsx',
  sound: 'src/ui/offscreen/offscreen.ts',
};

/**
 * The scripts of the options page, which are modules. The first run, the fields of some sections and
 * the reading of contact files are loaded only when they are needed. What several modules share gets a file
 * of its own.
 */
const MODULES = {
  options: 'src/ui/options/options.tsx',
  later: 'src/ui/setup/later.ts',
  contacts: 'src/ui/contacts/contacts-reader.ts',
};

/** The style sheets. A page loads one, which has the name of its script. */
const STYLES = {
  panel: 'src/ui/panel/panel.css',
  call: 'src/ui/call-window/call.css',
  float: 'src/ui/float/float.css',
  options: 'src/ui/options/options.css',
  day: 'src/ui/activity/day.css',
  doctor: 'src/ui/diagnostics/doctor.css',
  import: 'src/ui/import/import.css',
};

const COMMON = {
  bundle: true,
  minify: true,
  target: ['chrome120', 'firefox142'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // The names of shared files depend on the paths of their sources, which a link must not change.
  preserveSymlinks: true,
} satisfies BuildOptions;

const entriesOf = (files: Readonly<Record<string, string>>): { in: string; out: string }[] =>
  Object.entries(files).map(([name, file]) => ({ in: file, out: name }));

/**
 * Returns the options of the two builds. Each script is one file, except for the modules. An add-on
 * reviewer can reproduce them with the lockfile and this command.
 */
export const bundles = (root: string, out: string): readonly BuildOptions[] => [
  {
    ...COMMON,
    absWorkingDir: root,
    entryPoints: [...entriesOf(SCRIPTS), ...entriesOf(STYLES)],
    outdir: out,
    format: 'iife',
  },
  {
    ...COMMON,
    absWorkingDir: root,
    entryPoints: entriesOf(MODULES),
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: 'options-[hash]',
  },
];

/**
 * socket.io's `debug` logs wire traffic when a certain storage key is set, and takes 3 kB. A stub replaces
 * it.
 */
export const withoutDebug: Plugin = {
  name: 'without-debug',
  setup(bundler) {
    bundler.onResolve({ filter: /^debug$/ }, () => ({ path: 'debug', namespace: 'stub' }));
    bundler.onLoad({ filter: /^debug$/, namespace: 'stub' }, () => ({
      contents: 'module.exports = () => () => {};',
      loader: 'js',
    }));
  },
};

/** Only the websocket transport is used. A worker has no XMLHttpRequest for the polling transports anyway. */
export const onlyWebsocket: Plugin = {
  name: 'only-websocket',
  setup(bundler) {
    bundler.onResolve(
      {
        filter:
          /^(\.\/(transports\/)?polling-xhr(\.node)?(\.js)?|\.\/polling-jsonp|\.\/webtransport\.js|xmlhttprequest-ssl)$/,
      },
      (request) =>
        request.importer.includes('engine.io-client') ? { path: 'transport', namespace: 'stub' } : undefined,
    );
    bundler.onLoad({ filter: /^transport$/, namespace: 'stub' }, () => ({
      contents: 'module.exports = class {};',
      loader: 'js',
    }));
  },
};
