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
  contacts: 'src/platform/contacts/contacts-reader.ts',
};

/**
 * The module that fetches the contact list of the company. The scripts of the worker and of the hidden page
 * load it. It shares no file with the options page, whose files would come in smaller parts then.
 */
const LOADED_LATER = { company: 'src/platform/contacts/company-list.ts' };

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
 * Returns the options of the builds. Each script is one file, except for the modules. An add-on
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
  {
    ...COMMON,
    absWorkingDir: root,
    entryPoints: entriesOf(LOADED_LATER),
    outdir: out,
    format: 'esm',
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

/**
 * Scripts that are no modules load `company` when they need it. It stays a file of its own: the worker never
 * reads a contact file in Chrome, and starts without that code in Firefox.
 */
export const loadedLater: Plugin = {
  name: 'loaded-later',
  setup(bundler) {
    if (bundler.initialOptions.format !== 'iife') return;
    bundler.onResolve({ filter: /\/company-list\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './company.js', external: true } : undefined,
    );
  },
};
