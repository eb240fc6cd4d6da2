/** How the bundles are made, and what stands in for the parts of libraries that Ringside has no use for. */
import type { BuildOptions, Plugin } from 'esbuild';

/** The bundles. One file each, readable by an add-on reviewer with the lockfile and this very command. */
export const bundles = (root: string, out: string): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: {
    background: 'src/background/main.ts',
    panel: 'src/ui/panel/panel.tsx',
    call: 'src/ui/call-window/call-window.tsx',
    options: 'src/ui/options/options.tsx',
    day: 'src/ui/activity/activity.tsx',
    doctor: 'src/ui/diagnostics/diagnostics.tsx',
    import: 'src/ui/import/import.tsx',
    sound: 'src/ui/offscreen/offscreen.ts',
  },
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

/** socket.io's `debug` logs wire traffic to whoever sets a storage key, and weighs 3 kB: a stub stands in its place. */
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

/** Only the websocket transport is used; a worker has no XMLHttpRequest for the polling ones anyway. */
export const onlyWebsocket: Plugin = {
  name: 'only-websocket',
  setup(bundler) {
    bundler.onResolve(
      {
        filter: /^(\.\/polling-xhr(\.node\.js)?|\.\/polling-jsonp|\.\/webtransport\.js|xmlhttprequest-ssl)$/,
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
