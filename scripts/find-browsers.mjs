// Where the browsers are. Plain JavaScript, Node's own modules only: setup.mjs uses it before anything is installed.
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** What each browser is called: the variable that overrides the search, program names for PATH, and usual places. */
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

const thisMachine = { platform: process.platform, env: process.env, isProgram };

/**
 * Looks for a browser: the override variable first, then PATH, then the platform's usual places.
 * Answers its full path, or undefined when there is none. Throws when the variable names something that cannot be run:
 * falling back to another browser than the one asked for would be a lie.
 */
export function findBrowser(name, machine = thisMachine) {
  const { title, override, programs, places } = BROWSERS[name];
  const asked = machine.env[override];
  if (asked) {
    if (machine.isProgram(asked)) return asked;
    throw new Error(`${override} is ${asked}, which is not a program that can be run. Point it at ${title} or unset it.`);
  }
  const candidates = [...programs.flatMap((program) => onPath(program, machine)), ...usualPlaces(places, machine)];
  return candidates.find((candidate) => machine.isProgram(candidate));
}

/** Looks for any program on PATH; answers its full path or undefined. */
export function findProgram(program, machine = thisMachine) {
  return onPath(program, machine).find((candidate) => machine.isProgram(candidate));
}

function onPath(program, { platform, env }) {
  const { delimiter, join } = pathsOf(platform);
  const file = platform === 'win32' ? `${program}.exe` : program;
  const directories = (env.PATH ?? env.Path ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, file));
}

function usualPlaces(places, { platform, env }) {
  const { join } = pathsOf(platform);
  const roots = {
    darwin: ['/', env.HOME],
    win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA],
  }[platform];
  if (!roots) return [];
  // Place by place, not root by root: Chrome in the home directory still comes before Edge for everybody.
  return places[platform].flatMap((place) => roots.filter(Boolean).map((root) => join(root, place)));
}

function pathsOf(platform) {
  return platform === 'win32' ? path.win32 : path.posix;
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not ours to run: either way no candidate.
    return false;
  }
}
