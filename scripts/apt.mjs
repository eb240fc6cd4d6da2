// @ts-check
// Installs what a machine lacks with apt-get, where that may be done. Plain JavaScript, Node's own modules only: a part of setup.mjs.
import { spawnSync } from 'node:child_process';
import { findProgram } from './find-browsers.mjs';

/** A reason to stop that the person at the keyboard can do something about. */
export class SetupError extends Error {}

/**
 * Tells the person at the keyboard what goes on.
 * @param {string} sentence
 */
export function say(sentence) {
  console.log(`Set-up: ${sentence}`);
}

/** Set to anything but 0 by whoever wants nothing installed on the system. */
const FORBIDS = 'RINGSIDE_NO_APT';

/**
 * Installs by apt where we may, and says each command before it runs; else throws with what to do.
 * `byHand`: that, where there is no apt. `choose` gets a test for names that apt knows.
 * @param {{ what: string, byHand: string, choose: (known: (name: string) => boolean) => readonly string[] }} wanted
 */
export function installPackages({ what, byHand, choose }) {
  if (findProgram('apt-get') === undefined) throw new SetupError(`Set-up: missing ${what}. ${byHand}`);
  const isRoot = process.getuid?.() === 0;
  if (isForbidden() || !isRoot) {
    const why = isForbidden() ? ` ${FORBIDS} is set, so nothing is installed.` : '';
    const get = isRoot ? 'apt-get' : 'sudo apt-get';
    const commands = `${get} update && ${get} install -y ${choose(aptKnows).join(' ')}`;
    throw new SetupError(`Set-up: missing ${what}.${why} Run:\n  ${commands}`);
  }
  say(`missing ${what}. It is installed with apt-get (a minute or two); ${FORBIDS}=1 forbids that.`);
  apt('update');
  // Only now are all names known: a slim image comes without apt's lists.
  const packages = choose(aptKnows);
  apt('install', '-y', '--no-install-recommends', ...packages);
  say(`installed ${packages.join(', ')}.`);
}

function isForbidden() {
  const said = process.env[FORBIDS] ?? '';
  return said !== '' && said !== '0';
}

/** @param {string} name */
function aptKnows(name) {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '';
  return /^ {2}Candidate: (?!\(none\))/m.test(policy);
}

/** @param {readonly string[]} words */
function apt(...words) {
  const command = ['-q', '-o', 'DPkg::Lock::Timeout=120', ...words];
  say(`running as root:\n  apt-get ${command.join(' ')}`);
  const run = spawnSync('apt-get', command, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status === 0) return;
  throw new SetupError(
    `${run.stdout ?? ''}${run.stderr ?? ''}\nSet-up: "apt-get ${words.join(' ')}" failed, see above.`,
  );
}
