/**
 * The memory of the extension's worker in Chromium. Firefox cannot measure the heap of a single background
 * page.
 */
import { isWorkerOf } from '../../../scripts/browsers/chromium-worker.ts';
import type { AgentDay } from './agent-day.ts';

/** The bytes on the worker's heap after garbage collection. The debugger is detached afterwards. */
export async function workerHeap({ panel, browser }: AgentDay): Promise<number> {
  const target = await panel.puppeteer
    .browser()
    .waitForTarget((each) => isWorkerOf(each, browser.extensionUrl));
  const session = await target.createCDPSession();
  // Objects held by the shape of another object survive two collections.
  for (let round = 0; round < 4; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
