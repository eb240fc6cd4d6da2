/** A desktop without a screen: Xvfb with a window manager, and the keyboard of whoever sits at it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { untilTrue } from './waiting.ts';

const run = promisify(execFile);

export interface Desktop {
  /** Brings a program's window to the front and gives it the keyboard, as a click on it would. */
  readonly activate: (windowClass: string) => Promise<void>;
  /** Types on the keyboard, into whatever has the focus, at `pauseMs` a key. */
  readonly type: (text: string, pauseMs: number) => Promise<void>;
  readonly close: () => void;
}

/** Starts a desktop, and makes it the one on which this process starts programs. */
export async function startDesktop(): Promise<Desktop> {
  const before = process.env.DISPLAY;
  const xvfb = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await firstLine(xvfb);
  process.env.DISPLAY = `:${number}`;
  const manager = spawn('openbox', [], { stdio: 'ignore' });
  await untilTrue('a window manager', () => succeeds('xdotool', 'get_num_desktops'), () => Promise.resolve('none'));
  return {
    async activate(windowClass) {
      await run('xdotool', ['search', '--sync', '--onlyvisible', '--class', windowClass, 'windowactivate', '--sync']);
    },
    async type(text, pauseMs) {
      await run('xdotool', ['type', '--delay', String(pauseMs), text]);
    },
    close() {
      manager.kill();
      xvfb.kill();
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

const succeeds = (program: string, ...words: string[]): Promise<boolean> => run(program, words).then(() => true, () => false);
