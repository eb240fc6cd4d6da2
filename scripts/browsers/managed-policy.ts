/** A policy for the extension, put where the browsers look for one, and taken away again without a trace. */
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
  /** What the browser has to be started with. */
  readonly launch: Pick<LaunchOptions, 'home'>;
  /** Puts a policy in place of the last one; Chromium hears of it while it runs. `null` takes it away. */
  set(policy: object | null): void;
  /** Leaves nothing behind. */
  remove(): void;
}

/** Chromium reads policies from here alone, which belongs to root. */
const CHROMIUM_DIR = '/etc/chromium/policies/managed';

/** Why a browser cannot be given policies on this machine, or null where it can. */
export function whyNoPolicy(name: BrowserName): string | null {
  if (name === 'firefox') return null;
  try {
    accessSync(firstThere(CHROMIUM_DIR), constants.W_OK);
    return null;
  } catch {
    return `${CHROMIUM_DIR} cannot be written to`;
  }
}

/** Nothing is in place until it is set. */
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
  // What had to be made for the file goes with it.
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

/** Chrome makes the id of an unpacked extension of where it lies. */
const unpackedId = (dir: string): string =>
  createHash('sha256')
    .update(realpathSync(dir))
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));

/** The nearest directory upwards that is there. */
const firstThere = (dir: string): string => (existsSync(dir) ? dir : firstThere(path.dirname(dir)));

/** The first step from `above` on the way to `dir`. */
const pathBelow = (above: string, dir: string): string =>
  path.join(above, path.relative(above, dir).split(path.sep)[0] ?? '');
