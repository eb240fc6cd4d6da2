// @ts-check
// Finds the installed browsers. Plain JavaScript with only Node's own modules, because setup.mjs uses it
// before anything is installed.
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The two browsers that Ringside is tested in. Chrome and Edge count as Chromium.
 * @typedef {'chromium' | 'firefox'} BrowserName
 */

/**
 * `title`: the name in sentences. `override`: the environment variable that replaces the search.
 * `programs`: the names to look for on PATH, best first. `places`: the usual paths on systems that do not use
 * PATH, relative to the system's program directories.
 * @typedef {{ readonly title: string, readonly override: string, readonly programs: readonly string[],
 *   readonly places: { readonly darwin: readonly string[], readonly win32: readonly string[] } }} BrowserKind
 */

/**
 * What the search reads from the machine. Tests pass their own.
 * @typedef {{ readonly platform: string, readonly env: Readonly<Record<string, string | undefined>>,
 *   readonly isProgram: (file: string) => boolean }} Machine
 */

/**
 * The name of each browser, and where it may be installed.
 * @type {Readonly<Record<BrowserName, BrowserKind>>}
 */
export const BROWSERS = {
  chromium: {
    title: 'Chromium',
    override: 'CHROME_PATH',
    programs: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'microsoft-edge',
      'microsoft-edge-stable',
    ],
    places: {
      darwin: [
        'Applications/Chromium.app/Contents/MacOS/Chromium',
        'Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        'Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ],
      win32: [
        'Chromium\\Application\\chrome.exe',
        'Google\\Chrome\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ],
    },
  },
  firefox: {
    title: 'Firefox',
    override: 'FIREFOX_PATH',
    programs: ['firefox-esr', 'firefox'],
    places: {
      darwin: ['Applications/Firefox.app/Contents/MacOS/firefox'],
      win32: ['Mozilla Firefox\\firefox.exe'],
    },
  },
};

/** @type {Machine} */
const thisMachine = { platform: process.platform, env: process.env, isProgram };

/**
 * Looks for a browser: first in the override variable, then on PATH, then in the platform's usual places.
 * Returns its full path, or undefined if there is none. Throws when the variable names something that cannot
 * be run, because using another browser would be misleading.
 * @param {BrowserName} name
 * @param {Machine} machine
 */
export function findBrowser(name, machine = thisMachine) {
  const { title, override, programs, places } = BROWSERS[name];
  const asked = machine.env[override];
  if (asked) {
    if (machine.isProgram(asked)) return asked;
    throw new Error(
      `${override} is ${asked}, which is not a program that can be run. Point it at ${title} or unset it.`,
    );
  }
  const candidates = [
    ...programs.flatMap((program) => onPath(program, machine)),
    ...usualPlaces(places, machine),
  ];
  return candidates.find((candidate) => machine.isProgram(candidate));
}

/**
 * Looks for any program on PATH. Returns its full path or undefined.
 * @param {string} program
 * @param {Machine} machine
 */
export function findProgram(program, machine = thisMachine) {
  return onPath(program, machine).find((candidate) => machine.isProgram(candidate));
}

/**
 * @param {string} program
 * @param {Machine} machine
 */
function onPath(program, { platform, env }) {
  const { delimiter, join } = pathsOf(platform);
  const file = platform === 'win32' ? `${program}.exe` : program;
  const directories = (env.PATH ?? env.Path ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, file));
}

/**
 * @param {BrowserKind['places']} places
 * @param {Machine} machine
 */
function usualPlaces(places, { platform, env }) {
  if (platform !== 'darwin' && platform !== 'win32') return [];
  const { join } = pathsOf(platform);
  const roots =
    platform === 'darwin' ? ['/', env.HOME] : [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
  // Sorted by program first, then by directory: a Chrome in the home directory comes before an Edge for all
  // users.
  return places[platform].flatMap((place) =>
    roots.flatMap((root) => (root === undefined || root === '' ? [] : [join(root, place)])),
  );
}

/** @param {string} platform */
function pathsOf(platform) {
  return platform === 'win32' ? path.win32 : path.posix;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // It does not exist or may not be run.
    return false;
  }
}
