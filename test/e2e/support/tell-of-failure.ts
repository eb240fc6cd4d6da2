import type { RunnerTestCase } from 'vitest';
import { failureContext } from './failure-context.ts';

/** Keeps what is going on if the test has failed: to be called before anything is cleaned up. Does nothing the second time. */
export async function tellOfFailure(task: Readonly<RunnerTestCase>): Promise<void> {
  if (task.result?.state !== 'fail' || task.meta.failureContext !== undefined) return;
  Object.assign(task.meta, {
    failureContext: await failureContext(`${task.file.projectName ?? ''} ${task.fullName}`),
  });
}
