/**
 * Patches libraries while they are bundled. Some patches remove code that makes code or markup from text,
 * because no bundle may contain any. Others remove work that would delay every start.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** One text in one file of a library, and its replacement. */
export interface Patch {
  /** Path below node_modules, with slashes. */
  readonly file: string;
  /** Must occur in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

const HEARTBEAT = `  clearTimeout(this.pingTimeoutTimer);
  var self = this;
  self.pingTimeoutTimer = setTimeout(function () {
    if ('closed' === self.readyState) return;
    self.onClose('ping timeout');
  }, timeout || (self.pingInterval + self.pingTimeout));
`;
const LAZY_HEARTBEAT = `  var self = this, wait = timeout || (self.pingInterval + self.pingTimeout);
  self.pingTimeoutAt = performance.now() + wait;
  if (self.pingTimerAt <= self.pingTimeoutAt) return;
  clearTimeout(self.pingTimeoutTimer);
  self.pingTimerAt = self.pingTimeoutAt;
  self.pingTimeoutTimer = setTimeout(function () {
    self.pingTimerAt = undefined;
    if ('closed' === self.readyState) return;
    var left = self.pingTimeoutAt - performance.now();
    if (left > 0) self.onHeartbeat(left);
    else self.onClose('ping timeout');
  }, wait);
`;

/** All changes to libraries. */
export const PATCHES: readonly Patch[] = [
  // `self` exists in every worker and page, so this fallback for old browsers is never reached.
  { file: 'engine.io-client/lib/globalThis.browser.js', from: `Function('return this')()`, to: 'globalThis' },
  {
    file: 'socket.io-client-4/node_modules/engine.io-client/build/esm/globals.js',
    from: `Function("return this")()`,
    to: 'globalThis',
  },
  // Preact's way to insert HTML from a string. No page of Ringside uses it
  // (test/scripts/build/bundles.test.ts).
  {
    file: 'preact/dist/preact.mjs',
    from: '(l||y&&(h.__html==y.__html||h.__html==t.innerHTML)||(t.innerHTML=h.__html),r.__k=[])',
    to: '(r.__k=[])',
  },
  // Makes the polyfill an ES module, whose export is used directly. The import of a CommonJS module
  // initialises each of the browser's own APIs, used or not: 2 ms at every start.
  {
    file: 'webextension-polyfill/dist/browser-polyfill.js',
    from: '(function (global, factory) {',
    to: 'const module = {}, exports = module;\n(function (global, factory) {',
  },
  {
    file: 'webextension-polyfill/dist/browser-polyfill.js',
    from: '//# sourceMappingURL=browser-polyfill.js.map',
    to: 'export default module.exports;',
  },
  // A test for old browsers, which creates two blobs at every start of the worker: 1 ms.
  {
    file: 'engine.io-parser/lib/browser.js',
    from: `var Blob = require('blob');`,
    to: 'var Blob = globalThis.Blob;',
  },
  // Each packet restarted the timer that detects a dead connection. During an attack this took 40 % of the
  // extension's time in Firefox (docs/threat-model.md). Now a packet only moves the deadline, and the timer
  // checks it when it fires.
  { file: 'engine.io-client/lib/socket.js', from: HEARTBEAT, to: LAZY_HEARTBEAT },
  // An entry in a table of browser functions, for the developer tools. Ringside has none.
  {
    file: 'webextension-polyfill/dist/browser-polyfill.js',
    from: '"eval": {\n              "minArgs": 1,\n              "maxArgs": 2,\n              "singleCallbackArg": false\n            }',
    to: '',
  },
];

/**
 * Returns the patched content of a library file. Throws where a text to be replaced does not occur exactly
 * once, so that a new release is reviewed.
 */
export function patched(contents: string, edits: readonly Patch[]): string {
  return edits.reduce((text, { file, from, to }) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(
        `node_modules/${file} does not hold once what the build takes out: ${from}. Look at what it holds now, and change scripts/build/patches.ts.`,
      );
    }
    return before + to + after;
  }, contents);
}

/** Returns true for the directory of a package that is patched. */
export const isPatched = (dir: string): boolean =>
  PATCHES.some(({ file }) => packageOf(file) === belowNodeModules(dir));

/** esbuild plugin that applies the patches. The build fails if one of them does not apply to its file. */
export function applyPatches(edits: readonly Patch[] = PATCHES): Plugin {
  return {
    name: 'edits',
    setup(bundler) {
      bundler.onLoad({ filter: /node_modules.*\.m?js$/ }, async (loaded) => {
        const file = belowNodeModules(loaded.path);
        const mine = edits.filter((edit) => edit.file === file);
        if (mine.length === 0) return undefined;
        return { contents: patched(await readFile(loaded.path, 'utf8'), mine), loader: 'js' };
      });
    },
  };
}

/** Throws if the file of a patch is in no bundle of a finished build. */
export function checkPatched({ inputs }: Metafile, edits: readonly Patch[] = PATCHES): void {
  const bundled = new Set(Object.keys(inputs).map((file) => belowNodeModules(`/${file}`)));
  const missing = edits.find(({ file }) => !bundled.has(file));
  if (missing !== undefined)
    throw new Error(
      `node_modules/${missing.file} is in no bundle any more: take its edit out of scripts/build/patches.ts.`,
    );
}

/** Returns a file's path below the outermost node_modules, with slashes. */
export function belowNodeModules(file: string): string {
  const [, ...below] = file.split(path.sep).join('/').split('/node_modules/');
  return below.join('/node_modules/');
}

/** Returns the package that contains a file below node_modules: the innermost one. */
const packageOf = (file: string): string | undefined =>
  /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
