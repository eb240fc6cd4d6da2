/**
 * Installs a managed policy for the extension where the browsers look for it, and removes it again
 * completely.
 */
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GECKO_ID } from '../manifest.ts';
import type { BrowserName, LaunchOptions } from './agent-browser.ts';

export interface ManagedPolicy {
  /** The launch options that the browser needs. */
  readonly launch: Pick<LaunchOptions, 'home'>;
  /** Replaces the policy; `null` removes it. A running Chromium notices the change. */
  set(policy: object | null): void;
  /** Removes everything that was created. */
  remove(): void;
}

/** Chromium reads policies only from this directory, which belongs to root. */
const CHROMIUM_DIR = '/etc/chromium/policies/managed';

/** Returns the reason why a browser cannot get policies on this machine, or null if it can. */
export function whyNoPolicy(name: BrowserName): string | null {
  if (name === 'firefox') return null;
  try {
    accessSync(firstThere(CHROMIUM_DIR), constants.W_OK);
    return null;
  } catch {
    return `${CHROMIUM_DIR} cannot be written to`;
  }
}

/** Prepares a policy. No policy is installed until `set` is called. */
export function managedPolicy(name: BrowserName, extensionDir: string): ManagedPolicy {
  if (name === 'firefox') {
    const home = mkdtempSync(path.join(tmpdir(), 'ringside-home-'));
    const file = path.join(home, '.mozilla/managed-storage', `${GECKO_ID}.json`);
    return policyFile(
      file,
      home,
      (data) => ({ name: GECKO_ID, description: 'A test', type: 'storage', data }),
      { home },
    );
  }
  const file = path.join(CHROMIUM_DIR, `ringside-test-${String(process.pid)}.json`);
  // The path that is removed afterwards: the file, or the first directory that has to be created for it.
  const made = existsSync(CHROMIUM_DIR) ? file : pathBelow(firstThere(CHROMIUM_DIR), CHROMIUM_DIR);
  return policyFile(
    file,
    made,
    (data) => ({ '3rdparty': { extensions: { [unpackedId(extensionDir)]: data } } }),
    {},
  );
}

function policyFile(
  file: string,
  made: string,
  wrap: (data: object) => object,
  launch: ManagedPolicy['launch'],
): ManagedPolicy {
  const remove = (): void => rmSync(made, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    launch,
    set(policy) {
      if (policy === null) rmSync(file, { force: true });
      else {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify(wrap(policy)));
      }
    },
    remove() {
      process.off('exit', remove);
      remove();
    },
  };
}

/** Chrome derives the id of an unpacked extension from its path. */
const unpackedId = (dir: string): string =>
  createHash('sha256')
    .update(realpathSync(dir))
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));

/** Returns the nearest existing directory, going upwards. */
const firstThere = (dir: string): string => (existsSync(dir) ? dir : firstThere(path.dirname(dir)));

/** Returns the first path component below `above` on the way to `dir`. */
const pathBelow = (above: string, dir: string): string =>
  path.join(above, path.relative(above, dir).split(path.sep)[0] ?? '');
