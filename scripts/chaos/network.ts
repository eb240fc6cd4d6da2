/**
 * A separate network for the run, which can be disconnected. Browsers then are really offline, while loopback
 * still works.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

const MARK = 'RINGSIDE_FAULTS_NETWORK';
const CABLE = 'ringside0';

/** Disconnects and reconnects the network. */
export interface Network {
  readonly pull: () => void;
  readonly plug: () => void;
}

/**
 * Starts this program again inside a network namespace and exits with its status. Returns only in the inner
 * program, or with the reason if no namespace can be created.
 */
export async function enterOwnNetwork(): Promise<{ cable: Network } | { why: string }> {
  if (process.env[MARK] === 'own') return layCable();
  const flags = process.getuid?.() === 0 ? ['-n'] : ['-rn'];
  const attempt = spawnSync('unshare', [...flags, 'ip', 'link'], { encoding: 'utf8' });
  if (attempt.status !== 0)
    return {
      why: `no network namespace (${attempt.error?.message ?? attempt.stderr.trim()}); it needs Linux with unshare and ip (package iproute2)`,
    };
  const inner = spawn(
    'unshare',
    [...flags, process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [MARK]: 'own' } },
  );
  // Ctrl-C reaches the inner program directly. This one waits for it to finish.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => inner.kill('SIGTERM'));
  const code = await new Promise<number>((resolve) =>
    inner.once('exit', (status, signal) =>
      resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    ),
  );
  process.exit(code);
}

const ip = (words: string): void => void execFileSync('ip', words.split(' '), { stdio: 'pipe' });

/**
 * Creates the network device. It gets an address and the default route, because Firefox considers itself
 * offline without them.
 */
function layCable(): { cable: Network } | { why: string } {
  const plug = (): void => {
    ip(`link set ${CABLE} up`);
    ip(`route replace default via 192.0.2.2 dev ${CABLE}`);
  };
  try {
    ip('link set lo up');
    // Some kernels have no dummy device. A pair of virtual ethernet devices works as well.
    try {
      ip(`link add ${CABLE} type dummy`);
    } catch {
      ip(`link add ${CABLE} type veth peer name ${CABLE}b`);
      ip(`link set ${CABLE}b up`);
    }
    ip(`addr add 192.0.2.1/24 dev ${CABLE}`);
    plug();
  } catch (reason) {
    return { why: `no network device could be made (${String(reason).split('\n').join(' ')})` };
  }
  return { cable: { plug, pull: () => ip(`link set ${CABLE} down`) } };
}
