/** A desktop without a screen: Xvfb with a window manager, and the keyboard of whoever sits at it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { untilTrue } from './waiting.ts';

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

/** Starts a desktop, and makes it the one on which this process starts programs. */
export async function startDesktop(): Promise<Desktop> {
  const before = process.env.DISPLAY;
  // Without auto-repeat (-r): on a busy machine a key that is let go late would count twice.
  const xvfb = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-r'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await firstLine(xvfb);
  process.env.DISPLAY = `:${number}`;
  const manager = spawn('openbox', [], { stdio: 'ignore' });
  // A test run that is broken off takes its desktop along.
  const killAll = (): void => [manager, xvfb].forEach((program) => program.kill());
  process.once('exit', killAll);
  await untilTrue('a window manager', () => succeeds('xdotool', 'get_num_desktops'), () => Promise.resolve('none'));
  return {
    async activate(title) {
      await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', title, 'windowactivate', '--sync']);
    },
    async type(text, pauseMs) {
      await run('xdotool', ['type', '--delay', String(pauseMs), text]);
    },
    async press(keys) {
      await run('xdotool', ['key', keys]);
    },
    async close() {
      process.off('exit', killAll);
      for (const program of [manager, xvfb]) await ended(program);
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
    },
  };
}

/** The number that Xvfb gives itself. */
function firstLine(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    program.once('error', (cause) => reject(new Error('Xvfb does not start. Run: node scripts/setup.mjs --no-browsers --desktop', { cause })));
    program.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const end = once(program, 'exit');
  program.kill();
  await end;
}

const succeeds = (program: string, ...words: string[]): Promise<boolean> => run(program, words).then(() => true, () => false);
