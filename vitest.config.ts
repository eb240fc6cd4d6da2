import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './scripts/browsers/wait-for.ts';
import { RingsideSequencer } from './test/support/run/sequencer.ts';

const endToEndFiles = (...names: string[]): string[] => names.map((name) => `test/e2e/${name}.test.ts`);
/**
 * Files that need both browsers, a window manager and the keyboard focus: the card on top, the browser's own
 * questions. Each has a desktop of its own, so two of them do not disturb each other.
 */
const DESKTOP = endToEndFiles('keyboard', 'float', 'origins');
/** Files that need the machine to themselves: a server that floods, and a demo that builds the extension anew. */
const ALONE = endToEndFiles('load', 'demo');
/** Property tests. `npm test` tries thousands of cases of each, and `npm run test:long` a million. */
const FUZZES = ['test/fuzz/**/*.test.ts', 'test/domain/crm/crm-url.property.test.ts'];
/** Browsers also wait: with three of them at a time, 6 % of two cores was idle; with four, 2 %. */
const BROWSERS_AT_ONCE = 4;

const endToEnd = {
  setupFiles: ['test/e2e/support/setup.ts'],
  testTimeout: 6 * PATIENCE_MS,
  hookTimeout: 6 * PATIENCE_MS,
  // A process runs many files, one after the other. Each would take about two seconds to load all modules
  // again, and the files share nothing: each has its own browser and simulator.
  isolate: false,
};
const withFirefox = { globalSetup: ['test/support/run/firefox-template.ts'] };
/** Every other end-to-end file runs once for each browser; `test/e2e/support/agent-day.ts` reads which one. */
const inBrowser = (browser: 'chromium' | 'firefox') => ({
  extends: true as const,
  test: {
    ...endToEnd,
    ...(browser === 'firefox' && withFirefox),
    name: browser,
    include: ['test/e2e/**/*.test.ts'],
    exclude: [...DESKTOP, ...ALONE],
    provide: { browser },
    maxWorkers: BROWSERS_AT_ONCE,
    sequence: { groupOrder: 1 },
  },
});
const inBothBrowsers = (
  name: string,
  files: { include: string[]; maxWorkers: number; sequence: { groupOrder: number } },
) => ({ extends: true as const, test: { ...endToEnd, ...withFirefox, name, ...files } });
/**
 * Unit tests that put something else in the place of a module or a global, or need another environment. Each
 * of their files has a process of its own. To start it and to load all modules again takes about half a
 * second, so the other files share processes.
 */
const CHANGES_ITS_PROCESS = new RegExp(
  [
    String.raw`\bvi\.(?:mock|doMock|hoisted|resetModules|spyOn|stub\w+|useFakeTimers)\b`,
    String.raw`@vitest-environment|fake-indexeddb/auto|support/work\.ts`,
    String.raw`\bprocess\.(?:env|chdir)\b`,
  ].join('|'),
);
const APART = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('test', ...file.split(path.sep)))
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/e2e/'))
  .filter((file) => CHANGES_ITS_PROCESS.test(readFileSync(file, 'utf8')));
const unit = (name: string, files: { include: string[]; exclude?: string[]; isolate?: boolean }) => ({
  extends: true as const,
  test: {
    name,
    ...files,
    testTimeout: 6 * PATIENCE_MS,
    hookTimeout: 6 * PATIENCE_MS,
    maxWorkers: 3,
    sequence: { groupOrder: 0 },
  },
});

export default defineConfig({
  test: {
    reporters: ['./test/support/run/reporter.ts'],
    // What is waited for comes at its own pace on a busy machine; what never comes is told soon enough.
    expect: { poll: { timeout: PATIENCE_MS } },
    sequence: { sequencer: RingsideSequencer },
    // A project takes over what stands above only where it says `extends: true`.
    projects: [
      unit('unit', {
        include: ['test/**/*.test.ts'],
        exclude: ['test/e2e/**', ...APART, ...FUZZES],
        isolate: false,
      }),
      unit('unit-apart', { include: APART, exclude: FUZZES }),
      unit('fuzz', { include: FUZZES, isolate: false }),
      inBrowser('chromium'),
      inBrowser('firefox'),
      inBothBrowsers('desktop', { include: DESKTOP, maxWorkers: 2, sequence: { groupOrder: 2 } }),
      inBothBrowsers('alone', { include: ALONE, maxWorkers: 1, sequence: { groupOrder: 3 } }),
      {
        extends: true,
        test: { name: 'long', include: FUZZES, env: { RINGSIDE_FUZZ: 'long' }, sequence: { groupOrder: 4 } },
      },
    ],
  },
});
