/** A desktop without a screen: Xvfb with a window manager. Keyboard input is simulated. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { until, untilTrue } from './wait-for.ts';

const run = promisify(execFile);

export interface Desktop {
  /**
   * Brings a window to the front and gives it the focus, as a click on it would. `title` is a regular
   * expression.
   */
  readonly activate: (title: string) => Promise<void>;
  /** Types text into the focused element. `pauseMs` is the pause between keys. */
  readonly type: (text: string, pauseMs: number) => Promise<void>;
  /** Presses keys together, in xdotool's names, e.g. `alt+c`. */
  readonly press: (keys: string) => Promise<void>;
  /** Returns how many pixels of the screen have this colour, in hexadecimal, e.g. `08714e`. */
  readonly pixelsOf: (colour: string) => Promise<number>;
  /** Returns the screen as it is now, with the pointer. */
  readonly picture: () => Promise<Picture>;
  /** Ends the desktop. Resolves when none of its processes runs any more. */
  readonly close: () => Promise<void>;
}

/** A picture of four bytes a pixel: red, green, blue and alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Buffer;
}

/**
 * Runs Xvfb until the shell's own input ends. So the desktop and everything on it end with this process, even
 * if it crashes.
 */
const XVFB = 'Xvfb "$@" & server=$!; cat > /dev/null; kill $server; wait $server';
// `-r` turns off auto-repeat: on a busy machine a late key release would count as a second press. `-noreset`
// keeps the server running when its last client disconnects. xdotool may be that last client while it waits
// for the window manager. A reset would end the manager.
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

/** Starts a desktop and makes it the display for all programs that this process starts. */
export async function startDesktop(): Promise<Desktop> {
  const before = process.env.DISPLAY;
  const memory = await mkdtemp(path.join(tmpdir(), 'ringside-screen-'));
  const screen = path.join(memory, 'Xvfb_screen0');
  const xvfb = spawn('sh', ['-c', XVFB, 'Xvfb', ...XVFB_OPTIONS, '-fbdir', memory], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
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
    pixelsOf: async (colour) => countPixels(await readFile(screen), colour),
    picture: async () => pictureIn(await readFile(screen)),
    async close() {
      const ends = [xvfb, manager].map(ended);
      xvfb.stdin.end();
      await Promise.all(ends);
      await rm(memory, { recursive: true });
      if (before === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = before;
    },
  };
}

/** The places of these numbers in the head of a picture in X's window dump format, in bytes. */
const HEAD_LENGTH = 0;
const WIDTH = 16;
const HEIGHT = 20;
const COLOURS = 76;
/** Bytes of one entry of the table of colours behind the head. */
const COLOUR_LENGTH = 12;

/** Reads a window dump with four bytes a pixel: blue, green, red, and none. */
function pictureIn(dump: Buffer): Picture {
  const begin = beginOf(dump);
  const [width, height] = [dump.readUInt32BE(WIDTH), dump.readUInt32BE(HEIGHT)];
  const rgba = Buffer.alloc(width * height * 4);
  for (let at = 0; at < rgba.length; at += 4)
    rgba.writeUInt32BE(((dump.readUInt32LE(begin + at) << 8) | 0xff) >>> 0, at);
  return { width, height, rgba };
}

/** Counts the pixels of a window dump. */
function countPixels(dump: Buffer, colour: string): number {
  const wanted = Number.parseInt(colour, 16);
  let count = 0;
  for (let at = beginOf(dump); at + 4 <= dump.length; at += 4)
    if ((dump.readUInt32LE(at) & 0xffffff) === wanted) count += 1;
  return count;
}

/** Returns where the pixels of a window dump begin. */
const beginOf = (dump: Buffer): number =>
  dump.readUInt32BE(HEAD_LENGTH) + dump.readUInt32BE(COLOURS) * COLOUR_LENGTH;

/** Returns the display number that Xvfb chose. */
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

/**
 * Returns a window's id, or undefined if there is none. xdotool visits all windows and fails with BadWindow
 * when one closes meanwhile, e.g. a call window. That counts as not found.
 */
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
