import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Property tests try thousands of cases: on a busy machine that takes its time.
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'], testTimeout: 60_000 } },
      // The same fuzzes with a million cases each: some 20 minutes (npm run test:long).
      { test: { name: 'long', include: ['test/fuzz/**/*.test.ts', 'test/domain/any-link.test.ts'], env: { RINGSIDE_FUZZ: 'long' } } },
      // Real browsers: one file after the other, for each wants the machine to itself. Two at a time were hardly sooner through, and not all of them green.
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } },
    ],
  },
});
