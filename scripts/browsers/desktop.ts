/** A desktop without a screen: Xvfb with a window manager, and the keyboard of whoever sits at it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { until, untilTrue } from './wait-for.ts';

const run = promisify(execFile);

export interface Desktop {
  /** Brings the window whose title fits (a regular expression) to the front and gives it the keyboard, as a click on it would. */
  readonly activate: (title: string) => Promise<void>;
  /** Types on the keyboard, into whatever has the focus, at `pauseMs` a key. */
  readonly type: (text: string, pauseMs: number) => Promise<void>;
  /** Presses keys together, in xdotool's names, e.g. `alt+shift+o`. */
  readonly press: (keys: string) => Promise<void>;
  /** Resolves when nothing of it runs any more. */
  readonly close: () => Promise<void>;
}

/** Runs Xvfb until its own input ends: whatever becomes of this process, the desktop goes with it, and with the desktop all that is on it. */
const XVFB = 'Xvfb "$@" & server=$!; cat > /dev/null; kill $server; wait $server';
// Without auto-repeat (-r): on a busy machine a key that is let go late would count twice.
// Without resets (-noreset): a server starts over when its last client goes, and xdotool, which looks whether the window manager is there, may be that while the manager comes: it then ends.
const XVFB_OPTIONS = [
  '-displayfd',
  '1',
  '-screen',
  '0',
  '1600x1000x24',
  '-nolisten',
  'tcp',
  '-r',
  '-noreset',
];

/** Starts a desktop, and makes it the one on which this process starts programs. */
export async function startDesktop(): Promise<Desktop> {
  const before = process.env.DISPLAY;
  const xvfb = spawn('sh', ['-c', XVFB, 'Xvfb', ...XVFB_OPTIONS], { stdio: ['pipe', 'pipe', 'ignore'] });
  process.env.DISPLAY = `:${await firstLine(xvfb)}`;
  const manager = spawn('openbox', [], { stdio: 'ignore' });
  await untilTrue(
    'a window manager',
    () => succeeds('xdotool', 'get_num_desktops'),
    () => Promise.resolve('none'),
  );
  return {
    async activate(title) {
      const id = await until(
        `window called ${title}`,
        () => windowCalled(title),
        () => Promise.resolve('others'),
      );
      await run('xdotool', ['windowactivate', '--sync', id]);
    },
    async type(text, pauseMs) {
      await run('xdotool', ['type', '--delay', String(pauseMs), text]);
    },
    async press(keys) {
      await run('xdotool', ['key', keys]);
    },
    async close() {
      const ends = [xvfb, manager].map(ended);
      xvfb.stdin.end();
      await Promise.all(ends);
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
    },
  };
}

/** The number that Xvfb gives itself. */
function firstLine(xvfb: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    xvfb.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
    xvfb.stdout?.once('end', () =>
      reject(new Error('Xvfb does not start. Run: node scripts/setup.mjs --no-browsers --desktop')),
    );
  });
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
}

/** A call window that closes during xdotool's walk over all windows ends the walk with BadWindow: the window that is sought was not seen yet. */
const windowCalled = (title: string): Promise<string | undefined> =>
  run('xdotool', ['search', '--onlyvisible', '--name', title]).then(
    ({ stdout }) => stdout.split('\n')[0],
    () => undefined,
  );

const succeeds = (program: string, ...words: string[]): Promise<boolean> =>
  run(program, words).then(
    () => true,
    () => false,
  );
