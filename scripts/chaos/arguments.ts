/** Command line options of a fault run. */
import { parseArgs } from 'node:util';
import type { BrowserName } from '../find-browsers.mjs';
import { FAULT_KINDS, type FaultKind } from './fault-types.ts';

/** The parsed options. */
export interface Asked {
  readonly browser: BrowserName;
  readonly rings: number;
  readonly seed: number;
  readonly resume: boolean;
  /** Number of browsers that run in parallel. While one waits, another can work. */
  readonly lanes: number;
  /** True to keep the card on top of all windows open. */
  readonly onTop: boolean;
  /** The kinds of fault to use. Null for all. */
  readonly only: readonly FaultKind[] | null;
}

/** Parses the command line. Throws an Error with a sentence for the user. */
export function readArguments(words: readonly string[], newSeed: () => number): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      browser: { type: 'string', default: 'chromium' },
      rings: { type: 'string', default: '60' },
      seed: { type: 'string' },
      lanes: { type: 'string', default: '1' },
      resume: { type: 'boolean', default: false },
      'on-top': { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
    },
  });
  const { browser, resume, 'on-top': onTop } = values;
  if (browser !== 'chromium' && browser !== 'firefox')
    throw new Error(`--browser is chromium or firefox, not "${browser}".`);
  if (onTop && browser !== 'chromium') throw new Error('--on-top is for chromium.');
  return {
    browser,
    resume,
    onTop,
    rings: count('--rings', values.rings),
    only: values.only === undefined ? null : kindsOf(values.only),
    lanes: count('--lanes', values.lanes),
    seed: values.seed === undefined ? newSeed() : count('--seed', values.seed),
  };
}

function kindsOf(names: readonly string[]): FaultKind[] {
  return names.map((name) => {
    const kind = FAULT_KINDS.find((each) => each === name);
    if (kind === undefined) throw new Error(`--only is one of ${FAULT_KINDS.join(', ')}, not "${name}".`);
    return kind;
  });
}

function count(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new Error(`${name} is a whole number from 1, not "${text}".`);
  return Number(text);
}
