import { describe, expect, test } from 'vitest';
import { findBrowser, findProgram, type BrowserName, type Machine } from '../../scripts/find-browsers.mjs';

/** A machine on which exactly these files are programs. */
function machine(platform: string, programs: readonly string[], env: Record<string, string> = {}): Machine {
  return {
    platform,
    env: { PATH: '/usr/local/bin:/usr/bin', ...env },
    isProgram: (file) => programs.includes(file),
  };
}

const windows = {
  PATH: 'C:\\Windows',
  PROGRAMFILES: 'C:\\Program Files',
  'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\dana\\AppData\\Local',
};
const deps = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const ownChrome = 'C:\\Users\\dana\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const macFirefox = '/Users/dana/Applications/Firefox.app/Contents/MacOS/firefox';

describe('the search for a browser', () => {
  const table: [promise: string, name: BrowserName, machine: Machine, found: string | undefined][] = [
    ['takes Chromium from PATH', 'chromium', machine('linux', ['/usr/bin/chromium']), '/usr/bin/chromium'],
    [
      'takes the first directory of PATH',
      'firefox',
      machine('linux', ['/usr/bin/firefox', '/usr/local/bin/firefox']),
      '/usr/local/bin/firefox',
    ],
    [
      'prefers Chromium to Chrome',
      'chromium',
      machine('linux', ['/usr/local/bin/google-chrome', '/usr/bin/chromium']),
      '/usr/bin/chromium',
    ],
    [
      'is content with Edge',
      'chromium',
      machine('linux', ['/usr/bin/microsoft-edge']),
      '/usr/bin/microsoft-edge',
    ],
    [
      'prefers the ESR, which the tests were measured on',
      'firefox',
      machine('linux', ['/usr/bin/firefox', '/usr/bin/firefox-esr']),
      '/usr/bin/firefox-esr',
    ],
    [
      'obeys CHROME_PATH',
      'chromium',
      machine('linux', ['/usr/bin/chromium', '/opt/c'], { CHROME_PATH: '/opt/c' }),
      '/opt/c',
    ],
    [
      'obeys FIREFOX_PATH',
      'firefox',
      machine('linux', ['/usr/bin/firefox', '/opt/f'], { FIREFOX_PATH: '/opt/f' }),
      '/opt/f',
    ],
    [
      'takes an empty variable as unset',
      'firefox',
      machine('linux', ['/usr/bin/firefox'], { FIREFOX_PATH: '' }),
      '/usr/bin/firefox',
    ],
    ['knows the applications of macOS', 'chromium', machine('darwin', [macChrome]), macChrome],
    [
      'knows the applications of one user',
      'firefox',
      machine('darwin', [macFirefox], { HOME: '/Users/dana' }),
      macFirefox,
    ],
    ['knows the programs of Windows', 'chromium', machine('win32', [deps], windows), deps],
    [
      "prefers a user's own Chrome to Edge",
      'chromium',
      machine('win32', [deps, ownChrome], windows),
      ownChrome,
    ],
    ['does not look for macOS applications elsewhere', 'chromium', machine('linux', [macChrome]), undefined],
    ['says when there is none', 'firefox', machine('linux', ['/usr/bin/chromium']), undefined],
    ['is not led astray by an empty PATH', 'firefox', machine('linux', ['firefox'], { PATH: '' }), undefined],
  ];
  test.each(table)('%s', (_promise, name, on, found) => {
    expect(findBrowser(name, on)).toBe(found);
  });

  test('refuses a variable that names no program instead of using another browser', () => {
    const on = machine('linux', ['/usr/bin/chromium'], { CHROME_PATH: '/nowhere/chrome' });
    expect(() => findBrowser('chromium', on)).toThrow('CHROME_PATH is /nowhere/chrome');
  });

  test('finds programs on PATH, with .exe on Windows', () => {
    expect(findProgram('xdotool', machine('linux', ['/usr/bin/xdotool']))).toBe('/usr/bin/xdotool');
    expect(findProgram('node', machine('win32', ['C:\\Windows\\node.exe'], windows))).toBe(
      'C:\\Windows\\node.exe',
    );
    expect(findProgram('openbox', machine('linux', []))).toBeUndefined();
  });

  test('uses the real machine by default', () => {
    expect(findProgram('node')).toMatch(/node(\.exe)?$/);
  });
});
