// @ts-check
// Brings a machine that has nothing but Node and npm to where `npm start` and `npm test` can work. Says nothing when there is
// nothing to do. Plain JavaScript, Node's own modules only: it runs before node_modules exists.
//
//   --browsers chromium,firefox   both are needed      --no-browsers  none is
//   --browsers any                one is enough        --desktop      Xvfb, openbox and xdotool too, on Linux: tests of the keyboard and of
//                                 the browser's own questions want a desktop
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages, say, SetupError } from './apt.mjs';
import { BROWSERS, findBrowser, findProgram } from './find-browsers.mjs';
import { fitsNode, nodeRangeText } from './node-versions.mjs';

/** @typedef {import('./find-browsers.mjs').BrowserName} BrowserName */

const root = fileURLToPath(new URL('..', import.meta.url));
const NAMES = /** @type {readonly BrowserName[]} */ (Object.keys(BROWSERS));

// The first name that this system's apt knows is taken: Debian says firefox-esr, others firefox.
/** @type {Readonly<Record<BrowserName, readonly string[]>>} */
const PACKAGES = { chromium: ['chromium', 'chromium-browser'], firefox: ['firefox-esr', 'firefox'] };
// Slim images have no font at all; this one draws Hebrew, without which screenshots show empty boxes.
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

/** True when node_modules holds what package-lock.json asks for, as far as npm's own record of its last install tells. */
function dependenciesMatch() {
  const record = `${root}node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const asked = readPackages(`${root}package-lock.json`);
  const installed = readPackages(record);
  const allAskedAreThere = Object.entries(asked).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true;
    const found = installed[place];
    // What is built for other systems is asked for, optional, and rightly absent.
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity && existsSync(root + place);
  });
  return allAskedAreThere && Object.keys(installed).every((place) => Object.hasOwn(asked, place));
}

/**
 * @param {string} file
 * @returns {Readonly<Record<string, { readonly version: string, readonly integrity?: string, readonly optional?: boolean }>>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {readonly (BrowserName | 'any')[]} wanted */
function provideBrowsers(wanted) {
  // "any" takes what is there; only a machine with none gets one.
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
 * Ubuntu's packages are stubs that want snap: installed, on PATH, and unable to start in a container.
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
