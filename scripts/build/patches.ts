/** Takes out of the libraries, as they are bundled, what makes code or markup from text, for no bundle may hold any of it, and what every start would have to wait for. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** One text in one file of a library, and what is bundled in its place. */
export interface Patch {
  /** Below node_modules, with slashes. */
  readonly file: string;
  /** Stands in the file exactly once. */
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

/** All that is changed in what others wrote. */
export const PATCHES: readonly Patch[] = [
  // `self` is there in every worker and page: the last resort of an older world is never reached.
  { file: 'engine.io-client/lib/globalThis.browser.js', from: `Function('return this')()`, to: 'globalThis' },
  {
    file: 'socket.io-client-4/node_modules/engine.io-client/build/esm/globals.js',
    from: `Function("return this")()`,
    to: 'globalThis',
  },
  // Preact's way to put HTML from a string into a page: no page of ours does (test/scripts/build/bundles.test.ts).
  {
    file: 'preact/dist/preact.mjs',
    from: '(l||y&&(h.__html==y.__html||h.__html==t.innerHTML)||(t.innerHTML=h.__html),r.__k=[])',
    to: '(r.__k=[])',
  },
  // As a module it is taken as it is. Taken as CommonJS, each of the browser's own APIs is set up on the way, used or not: 2 ms at every start.
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
  // A test for the builders of older browsers, which makes two blobs at every start of the worker: 1 ms.
  {
    file: 'engine.io-parser/lib/browser.js',
    from: `var Blob = require('blob');`,
    to: 'var Blob = globalThis.Blob;',
  },
  // Each packet set the timer of a dead connection anew, which under an attack took 40 % of the extension's time in Firefox (docs/threat-model.md). Now a packet moves the deadline, and the timer looks at it when it goes off.
  { file: 'engine.io-client/lib/socket.js', from: HEARTBEAT, to: LAZY_HEARTBEAT },
  // A table of the browsers' functions: the one for developer tools, of which Ringside has none.
  {
    file: 'webextension-polyfill/dist/browser-polyfill.js',
    from: '"eval": {\n              "minArgs": 1,\n              "maxArgs": 2,\n              "singleCallbackArg": false\n            }',
    to: '',
  },
];

/** A file of a library after its edits. Throws where a text to be replaced is not there once: a new release has to be looked at again. */
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

/** True for the directory of a package in which something is changed. */
export const isPatched = (dir: string): boolean =>
  PATCHES.some(({ file }) => packageOf(file) === belowNodeModules(dir));

/** Makes the edits. The build fails where one cannot be made, or was not, for its file is no longer part of a bundle. */
export function applyPatches(edits: readonly Patch[] = PATCHES): Plugin {
  return {
    name: 'edits',
    setup(bundler) {
      const open = new Set<string>();
      bundler.onStart(() => edits.forEach(({ file }) => open.add(file)));
      bundler.onLoad({ filter: /node_modules.*\.m?js$/ }, async (loaded) => {
        const file = belowNodeModules(loaded.path);
        const mine = edits.filter((edit) => edit.file === file);
        if (mine.length === 0) return undefined;
        mine.forEach((edit) => open.delete(edit.file));
        return { contents: patched(await readFile(loaded.path, 'utf8'), mine), loader: 'js' };
      });
      bundler.onEnd(() => ({
        errors: [...open].map((file) => ({
          text: `node_modules/${file} is in no bundle any more: take its edit out of scripts/build/patches.ts.`,
        })),
      }));
    },
  };
}

/** A file's path below the outermost node_modules, with slashes. */
export function belowNodeModules(file: string): string {
  const [, ...below] = file.split(path.sep).join('/').split('/node_modules/');
  return below.join('/node_modules/');
}

/** The package that a file below node_modules belongs to: the innermost. */
const packageOf = (file: string): string | undefined =>
  /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
