/** What the extension's worker holds in memory, in Chromium: Firefox lets nobody collect and count the heap of one background page. */
import { isWorkerOf } from '../../../scripts/browsers/chromium-worker.ts';
import type { AgentDay } from './agent-day.ts';

/** Bytes on the worker's heap after its garbage was collected. No debugger stays on it. */
export async function workerHeap({ panel, browser }: AgentDay): Promise<number> {
  const target = await panel.puppeteer
    .browser()
    .waitForTarget((each) => isWorkerOf(each, browser.extensionUrl));
  const session = await target.createCDPSession();
  // What an object's shape holds on to outlives two collections.
  for (let round = 0; round < 4; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
