/** esbuild options of the bundles, and stubs for library parts that Ringside does not use. */
import type { BuildOptions, Plugin } from 'esbuild';

/** The scripts by the name of their bundle. */
const SCRIPTS = {
  background: 'src/background/main.ts',
  panel: 'src/ui/panel/panel.tsx',
  call: 'src/ui/call-window/call-window.tsx',
  options: 'src/ui/options/options.tsx',
  day: 'src/ui/activity/activity.tsx',
  doctor: 'src/ui/diagnostics/diagnostics.tsx',
  import: 'src/ui/import/import.tsx',
  contacts: 'src/ui/contacts/contacts-reader.ts',
  sound: 'src/ui/offscreen/offscreen.ts',
};

/** The style sheets. A page loads one, which has the name of its script. */
const STYLES = {
  panel: 'src/ui/panel/panel.css',
  call: 'src/ui/call-window/call.css',
  options: 'src/ui/options/options.css',
  day: 'src/ui/activity/day.css',
  doctor: 'src/ui/diagnostics/doctor.css',
  import: 'src/ui/import/import.css',
};

/**
 * Returns the options. Each bundle is one file, which an add-on reviewer can reproduce with the lockfile and
 * this command.
 */
export const bundles = (root: string, out: string): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: [SCRIPTS, STYLES].flatMap((files) =>
    Object.entries(files).map(([name, file]) => ({ in: file, out: name })),
  ),
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome120', 'firefox142'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

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
