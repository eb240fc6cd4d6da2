// @ts-check
// Installs missing system packages with apt-get, where that is allowed. Part of setup.mjs, so it is plain
// JavaScript and imports only Node's own modules.
import { spawnSync } from 'node:child_process';
import { findProgram } from './find-browsers.mjs';

/** An error that stops the set-up and that the user can fix. */
export class SetupError extends Error {}

/**
 * Prints one progress message.
 * @param {string} sentence
 */
export function say(sentence) {
  console.log(`Set-up: ${sentence}`);
}

/** Environment variable. Any value but 0 forbids installing system packages. */
const FORBIDS = 'RINGSIDE_NO_APT';

/**
 * Installs packages with apt-get. Prints each command before it runs.
 * Throws a `SetupError` with instructions where it may not install, or where the installation fails.
 * `byHand` is the instruction for a system without apt. `choose` returns the package names; its argument
 * tests whether apt knows a name.
 * @param {{ what: string, byHand: string,
 *   choose: (known: (name: string) => boolean) => readonly string[] }} wanted
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
  // Runs after the update, because a slim image comes without apt's lists and knows no names before.
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
