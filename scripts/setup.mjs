// @ts-check
// Prepares a machine that has only Node and npm for `npm start` and `npm test`. Prints nothing when there is
// nothing to do. Plain JavaScript with only Node's own modules, because it runs before node_modules exists.
//
//   --browsers chromium,firefox   both are required
//   --browsers any                one is enough; installs Chromium if there is none
//   --no-browsers                 none is required
//   --desktop                     on Linux also installs Xvfb, openbox and xdotool, for the tests of the
//                                 keyboard and of the browser's own permission prompts
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages, say, SetupError } from './apt.mjs';
import { BROWSERS, findBrowser, findProgram } from './find-browsers.mjs';
import { fitsNode, nodeRangeText } from './node-versions.mjs';

/** @typedef {import('./find-browsers.mjs').BrowserName} BrowserName */

const root = fileURLToPath(new URL('..', import.meta.url));
const NAMES = /** @type {readonly BrowserName[]} */ (Object.keys(BROWSERS));

// The first name that this system's apt knows is used. Debian has firefox-esr, others have firefox.
/** @type {Readonly<Record<BrowserName, readonly string[]>>} */
const PACKAGES = { chromium: ['chromium', 'chromium-browser'], firefox: ['firefox-esr', 'firefox'] };
// Slim images have no font at all. This one includes Hebrew. Without it screenshots show empty boxes.
const FONTS = 'fonts-noto-core';
const DESKTOP = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool' };

try {
  checkNode();
  const wanted = readArguments(process.argv.slice(2));
  installDependencies();
  provideBrowsers(wanted.browsers);
  if (wanted.desktop && process.platform === 'linux') provideDesktop();
} catch (reason) {
  if (!(reason instanceof SetupError)) throw reason;
  console.error(reason.message);
  process.exitCode = 1;
}

/** @param {readonly string[]} words */
function readArguments(words) {
  let names = /** @type {readonly string[]} */ ([]);
  let desktop = false;
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === '--no-browsers') names = [];
    else if (words[i] === '--desktop') desktop = true;
    else if (words[i] === '--browsers') names = (words[(i += 1)] ?? '').split(',');
    else throw new SetupError(`setup.mjs does not know "${words[i]}".`);
  }
  const browsers = names.map((name) => {
    const known = NAMES.find((each) => each === name);
    if (known === undefined && name !== 'any')
      throw new SetupError(`setup.mjs: "${name}" is none of: any, ${NAMES.join(', ')}.`);
    return known ?? 'any';
  });
  return { browsers, desktop };
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  if (fitsNode(process.versions.node, engines.node)) return;
  throw new SetupError(
    `Ringside needs Node ${nodeRangeText(engines.node)}; this is ${process.version}. See https://nodejs.org/.`,
  );
}

function installDependencies() {
  if (dependenciesMatch()) return;
  say('installing the dependencies (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new SetupError('Set-up: "npm ci" failed, see above.');
}

/**
 * Returns true when node_modules matches package-lock.json, according to npm's own record of its last
 * install.
 */
function dependenciesMatch() {
  const record = `${root}node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const asked = readPackages(`${root}package-lock.json`);
  const installed = readPackages(record);
  const allAskedAreThere = Object.entries(asked).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true;
    const found = installed[place];
    // A package for another system is optional and correctly missing.
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity && existsSync(root + place);
  });
  return allAskedAreThere && Object.keys(installed).every((place) => Object.hasOwn(asked, place));
}

/**
 * @param {string} file
 * @returns {Readonly<Record<string, { readonly version: string, readonly integrity?: string,
 *   readonly optional?: boolean }>>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {readonly (BrowserName | 'any')[]} wanted */
function provideBrowsers(wanted) {
  // "any" uses an installed browser. One is installed only if there is none.
  const anyone = NAMES.some(isThere) ? [] : NAMES.slice(0, 1);
  const needed = wanted.includes('any') ? anyone : NAMES.filter((name) => wanted.includes(name));
  const missing = needed.filter((name) => !isThere(name));
  if (missing.length === 0) return;
  const kinds = missing.map((name) => BROWSERS[name]);
  installPackages({
    what: kinds.map(({ title }) => title).join(' and '),
    byHand: `Install what is missing; if it is in an unusual place, set ${kinds.map(({ override }) => override).join(' and ')}.`,
    choose: (known) => [
      ...missing.map((name) => PACKAGES[name].find(known) ?? PACKAGES[name][0] ?? name),
      FONTS,
    ],
  });
  for (const name of missing) checkItRuns(name);
}

/** @param {BrowserName} name */
function isThere(name) {
  try {
    return findBrowser(name) !== undefined;
  } catch (reason) {
    throw new SetupError(reason instanceof Error ? reason.message : String(reason));
  }
}

/**
 * Checks that the browser starts. Ubuntu's packages are stubs that need snap: they are installed and on PATH,
 * but cannot start in a container.
 * @param {BrowserName} name
 */
function checkItRuns(name) {
  const { title, override } = BROWSERS[name];
  const program = findBrowser(name);
  if (program && spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0) return;
  throw new SetupError(
    `Set-up: ${title} was installed but does not start. Install it from its maker and point ${override} at it.`,
  );
}

function provideDesktop() {
  const missing = Object.entries(DESKTOP).filter(([program]) => findProgram(program) === undefined);
  if (missing.length === 0) return;
  installPackages({
    what: `${missing.map(([program]) => program).join(', ')} for the tests on a desktop`,
    byHand: `Install ${missing.length === 1 ? 'it' : 'them'} so that PATH leads there, or run the other tests alone: npm run check && npm run test:unit.`,
    choose: () => missing.map(([, name]) => name),
  });
}
