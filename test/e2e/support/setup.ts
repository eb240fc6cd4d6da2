/** Runs before each end-to-end file and reports the context of a failed test. */
import { afterEach } from 'vitest';
import { tellOfFailure } from './tell-of-failure.ts';

// Hooks run in reverse order. Files that clean up after each test call it first themselves (agent-day.ts).
afterEach(({ task }) => tellOfFailure(task));
