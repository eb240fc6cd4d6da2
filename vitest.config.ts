import { defineConfig } from 'vitest/config';

const END_TO_END = 'test/e2e/**/*.test.ts';
/** These measure, press real keys or start a browser for each lane: they want the machine to themselves. */
const ALONE = ['faults', 'history', 'hostile', 'keyboard', 'origins'].map((name) => `test/e2e/${name}.test.ts`);
const PATIENCE = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      // Property tests try thousands of cases: on a busy machine that takes its time.
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'], testTimeout: 60_000 } },
      // The same fuzzes with a million cases each: a matter of many minutes (npm run test:long).
      { test: { name: 'long', include: ['test/fuzz/**/*.test.ts', 'test/domain/any-link.test.ts'], env: { RINGSIDE_FUZZ: 'long' } } },
      // Real browsers mostly wait: two files share the machine (npm run test:e2e says how many).
      { test: { name: 'e2e', include: [END_TO_END], exclude: ALONE, ...PATIENCE } },
      { test: { name: 'e2e-alone', include: ALONE, fileParallelism: false, ...PATIENCE } },
    ],
  },
});
