/** apt packages are announced before they are installed, and a person may forbid the installation. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const isLinux = process.platform === 'linux';
const isRoot = isLinux && process.getuid?.() === 0;

/**
 * Set-up as it requests what a desktop needs. It runs in a separate process, because its environment controls
 * it.
 */
const INSTALL = `
  import { installPackages } from ${JSON.stringify(new URL('../../scripts/apt.mjs', import.meta.url).href)};
  try {
    installPackages({ what: 'a desktop', byHand: '', choose: (known) => ['xvfb', 'openbox'].filter(known) });
  } catch (reason) {
    console.error(reason.message);
  }
`;

let place: string;
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'ringside-apt-'));
  mkdirSync(path.join(place, 'bin'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

/** Puts a program where it is found first. */
function program(name: string, script: string): void {
  const file = path.join(place, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

interface Installed {
  readonly said: readonly string[];
  readonly error: string;
  /** The commands that apt-get was run with. */
  readonly ran: readonly string[];
}

interface AlertContext {
  readonly env?: Readonly<Record<string, string>>;
  /** The command at which apt-get fails. */
  readonly failsAt?: string;
}

/** Installs with an apt that records its commands. */
function install({ env = {}, failsAt = 'nothing' }: AlertContext = {}): Installed {
  const record = path.join(place, 'record');
  program('apt-cache', 'echo "  Candidate: 1.0"');
  program('apt-get', `echo "$@" >> ${record}\ncase "$*" in *" ${failsAt}"*) exit 1;; esac`);
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', INSTALL], {
    env: { PATH: path.join(place, 'bin'), ...env },
    encoding: 'utf8',
  });
  const ran = existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : [];
  return { said: stdout.trim().split('\n'), error: stderr.trim(), ran };
}

const COMMANDS = ['update', 'install -y --no-install-recommends xvfb openbox'].map(
  (words) => `-q -o DPkg::Lock::Timeout=120 ${words}`,
);

describe.runIf(isRoot)('apt-get, run by root,', () => {
  it('is announced with each of its commands', () => {
    const { said, ran } = install();
    expect(said).toEqual([
      expect.stringMatching(/missing a desktop\. It is installed with apt-get .*RINGSIDE_NO_APT=1 forbids/),
      ...COMMANDS.flatMap((command) => ['Set-up: running as root:', `  apt-get ${command}`]),
      'Set-up: installed xvfb, openbox.',
    ]);
    expect(ran).toEqual(COMMANDS);
  });

  it.each(['update', 'install'])('is announced before it runs, even if "%s" fails', (failsAt) => {
    const { said, error, ran } = install({ failsAt });
    expect(said.at(-1)).toBe(`  apt-get ${ran.at(-1) ?? ''}`);
    expect(ran.at(-1)).toContain(failsAt);
    expect(error).toMatch(new RegExp(`"apt-get ${failsAt}.*" failed`));
  });

  it.each(['', '0'])('runs when RINGSIDE_NO_APT is "%s"', (value) => {
    expect(install({ env: { RINGSIDE_NO_APT: value } }).ran).toEqual(COMMANDS);
  });
});

it.runIf(isLinux)(
  'apt-get does not run when RINGSIDE_NO_APT forbids it, and its commands are printed',
  () => {
    const { said, error, ran } = install({ env: { RINGSIDE_NO_APT: '1' } });
    expect(ran).toEqual([]);
    expect(said).toEqual(['']);
    const sudo = isRoot ? '' : 'sudo ';
    expect(error).toBe(
      'Set-up: missing a desktop. RINGSIDE_NO_APT is set, so nothing is installed. Run:\n' +
        `  ${sudo}apt-get update && ${sudo}apt-get install -y xvfb openbox`,
    );
  },
);
