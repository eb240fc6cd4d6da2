/** Runs before each end-to-end file: what was going on around a test that fails is kept, and told with it. */
import { afterEach } from 'vitest';
import { tellOfFailure } from './tell-of-failure.ts';

// Hooks run in reverse order: files that clean up after each test call it first themselves (agent-day.ts).
afterEach(({ task }) => tellOfFailure(task));
