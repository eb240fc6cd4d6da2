/** Command line options of a fault run. */
import { parseArgs } from 'node:util';
import { FAULT_KINDS, type FaultKind } from './fault-types.ts';
import type { BrowserName } from '../find-browsers.mjs';

/** The parsed options. */
export interface Asked {
  readonly browser: BrowserName;
  readonly rings: number;
  readonly seed: number;
  readonly resume: boolean;
  /** The kinds of fault to use. Null for all. */
  readonly kinds: readonly FaultKind[] | null;
  /** Number of browsers that run in parallel. While one waits, another can work. */
  readonly lanes: number;
}

/** Parses the command line. Throws an Error with a sentence for the user. */
export function readArguments(words: readonly string[], newSeed: () => number): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      browser: { type: 'string', default: 'chromium' },
      rings: { type: 'string', default: '60' },
      seed: { type: 'string' },
      kinds: { type: 'string' },
      lanes: { type: 'string', default: '1' },
      resume: { type: 'boolean', default: false },
    },
  });
  const { browser, resume } = values;
  if (browser !== 'chromium' && browser !== 'firefox')
    throw new Error(`--browser is chromium or firefox, not "${browser}".`);
  return {
    browser,
    resume,
    kinds: values.kinds === undefined ? null : values.kinds.split(',').map(kindNamed),
    rings: count('--rings', values.rings),
    lanes: count('--lanes', values.lanes),
    seed: values.seed === undefined ? newSeed() : count('--seed', values.seed),
  };
}

function kindNamed(name: string): FaultKind {
  const kind = FAULT_KINDS.find((each) => each === name);
  if (kind === undefined)
    throw new Error(`--kinds knows no "${name}". Its kinds: ${FAULT_KINDS.join(', ')}.`);
  return kind;
}

function count(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new Error(`${name} is a whole number from 1, not "${text}".`);
  return Number(text);
}
