/** Command line options of the benchmark. */
import { parseArgs } from 'node:util';
import type { BrowserName } from '../find-browsers.mjs';
import { type RowName, ROWS } from './series.ts';

/** The rows that are compared with baseline X, an extension without logic. */
const BESIDE_AN_ANCHOR: readonly RowName[] = ['panel', 'window', 'created', 'notified', 'cold'];

export interface Asked {
  readonly browsers: readonly BrowserName[];
  readonly rows: readonly RowName[];
  /** Samples per row whose p99 is reported. The other rows take at most `FEW`. */
  readonly samples: number;
  /** Duration of the idle measurement, in minutes. */
  readonly minutes: number;
  /** Duration of one flood, in seconds. */
  readonly seconds: number;
  /** Measures again what earlier runs already measured. */
  readonly again: boolean;
}

/** Parses the command line. Throws an Error with a sentence for the user. */
export function readArguments(words: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      browser: { type: 'string', default: 'both' },
      only: { type: 'string', default: ROWS.join(',') },
      samples: { type: 'string', default: '300' },
      minutes: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '60' },
      again: { type: 'boolean', default: false },
    },
  });
  const browsers = (['chromium', 'firefox'] as const).filter(
    (name) => values.browser === 'both' || values.browser === name,
  );
  if (browsers.length === 0)
    throw new Error(`--browser is chromium, firefox or both, not "${values.browser}".`);
  const rows = values.only.split(',').flatMap((word) => {
    const row = ROWS.find((name) => name === word.trim());
    if (row === undefined && word.trim() !== 'anchor')
      throw new Error(
        `--only names rows, with commas between them: ${ROWS.join(', ')}, or anchor for those beside anchor X; not "${word}".`,
      );
    return row ?? BESIDE_AN_ANCHOR;
  });
  return {
    browsers,
    rows,
    samples: positive('--samples', values.samples, true),
    minutes: positive('--minutes', values.minutes),
    seconds: positive('--seconds', values.seconds),
    again: values.again,
  };
}

function positive(name: string, text: string, whole = false): number {
  const value = Number(text);
  if (!(value > 0 && value < 100_000) || (whole && !Number.isInteger(value)))
    throw new Error(`${name} is a ${whole ? 'whole ' : ''}number above 0, not "${text}".`);
  return value;
}
