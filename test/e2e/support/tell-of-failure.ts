import type { RunnerTestCase } from 'vitest';
import { failureContext } from './failure-context.ts';

/** Saves the context if the test has failed. Call it before any clean-up. A second call does nothing. */
export async function tellOfFailure(task: Readonly<RunnerTestCase>): Promise<void> {
  if (task.result?.state !== 'fail' || task.meta.failureContext !== undefined) return;
  Object.assign(task.meta, {
    failureContext: await failureContext(`${task.file.projectName ?? ''} ${task.fullName}`),
  });
}
