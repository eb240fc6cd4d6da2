// Brings a machine that has nothing but Node and npm to where `npm start` and `npm test` can work. Says nothing when there is
// nothing to do. Plain JavaScript, Node's own modules only: it runs before node_modules exists.
//
//   --browsers chromium,firefox   both are needed      --no-browsers  none is
//   --browsers any                one is enough        --desktop      Xvfb, openbox and xdotool too, on Linux (tests of the keyboard)
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BROWSERS, findBrowser, findProgram } from './find-browsers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = 20;

// The first name that this system's apt knows is taken: Debian says firefox-esr, others firefox.
const PACKAGES = { chromium: ['chromium', 'chromium-browser'], firefox: ['firefox-esr', 'firefox'] };
// Slim images have no font at all; this one draws Hebrew, without which screenshots show empty boxes.
const FONTS = 'fonts-noto-core';
const DESKTOP = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool' };

/** A reason to stop that the person at the keyboard can do something about. */
class Stop extends Error {}

try {
  const wanted = readArguments(process.argv.slice(2));
  checkNode();
  installDependencies();
  provideBrowsers(wanted.browsers);
  if (wanted.desktop && process.platform === 'linux') provideDesktop();
} catch (reason) {
  if (!(reason instanceof Stop)) throw reason;
  console.error(reason.message);
  process.exitCode = 1;
}

function readArguments(words) {
  const wanted = { browsers: [], desktop: false };
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === '--no-browsers') wanted.browsers = [];
    else if (words[i] === '--desktop') wanted.desktop = true;
    else if (words[i] === '--browsers') wanted.browsers = (words[(i += 1)] ?? '').split(',');
    else throw new Stop(`setup.mjs does not know "${words[i]}".`);
  }
  const unknown = wanted.browsers.find((name) => name !== 'any' && !Object.hasOwn(BROWSERS, name));
  if (unknown !== undefined) throw new Stop(`setup.mjs: "${unknown}" is none of: any, ${Object.keys(BROWSERS).join(', ')}.`);
  return wanted;
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  throw new Stop(`Ringside needs Node ${OLDEST_NODE} or newer; this is ${process.version}. See https://nodejs.org/.`);
}

function installDependencies() {
  if (dependenciesMatch()) return;
  say('installing the dependencies (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (npm.status !== 0) throw new Stop('Set-up: "npm ci" failed, see above.');
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

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function provideBrowsers(wanted) {
  // "any" takes what is there; only a machine with none gets one.
  const missing = wanted.includes('any')
    ? Object.keys(BROWSERS).some(isThere) ? [] : ['chromium']
    : wanted.filter((name) => !isThere(name));
  if (missing.length === 0) return;
  const titles = missing.map((name) => BROWSERS[name].title).join(' and ');
  installPackages(titles, (known) => [
    ...missing.map((name) => PACKAGES[name].find(known) ?? PACKAGES[name][0]),
    FONTS,
  ]);
  for (const name of missing) checkItRuns(name);
}

function isThere(name) {
  try {
    return findBrowser(name) !== undefined;
  } catch (reason) {
    throw new Stop(reason.message);
  }
}

// Ubuntu's packages are stubs that want snap: installed, on PATH, and unable to start in a container.
function checkItRuns(name) {
  const { title, override } = BROWSERS[name];
  const program = findBrowser(name);
  if (program && spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0) return;
  throw new Stop(`Set-up: ${title} was installed but does not start. Install it from its maker and point ${override} at it.`);
}

function provideDesktop() {
  const missing = Object.keys(DESKTOP).filter((program) => findProgram(program) === undefined);
  if (missing.length > 0) installPackages(missing.join(', '), () => missing.map((program) => DESKTOP[program]));
}

/** Installs by apt where we may; else throws with the command to run. `choose` gets a test for names that apt knows. */
function installPackages(what, choose) {
  if (findProgram('apt-get') === undefined) {
    throw new Stop(`Ringside needs ${what}, and found none. Install it; if it is in an unusual place, set ${Object.values(BROWSERS).map((kind) => kind.override).join(' or ')}.`);
  }
  if (process.getuid() !== 0) {
    const packages = choose(aptKnows).join(' ');
    throw new Stop(`Ringside needs ${what}, and found none. Run:\n  sudo apt-get update && sudo apt-get install -y ${packages}`);
  }
  say(`installing ${what} with apt-get (a minute or two) …`);
  apt('update');
  const packages = choose(aptKnows);
  apt('install', '-y', '--no-install-recommends', ...packages);
  say(`installed ${packages.join(', ')}.`);
}

function aptKnows(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '';
  return /^ {2}Candidate: (?!\(none\))/m.test(policy);
}

function apt(...words) {
  const run = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status === 0) return;
  throw new Stop(`${run.stdout ?? ''}${run.stderr ?? ''}\nSet-up: "apt-get ${words.join(' ')}" failed, see above.`);
}

function say(sentence) {
  console.log(`Set-up: ${sentence}`);
}
