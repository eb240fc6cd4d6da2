import { type Browser, type CDPSession, type Target, TargetType } from 'puppeteer-core';
import * as v from 'valibot';
import { untilTrue } from './wait-for.ts';

/**
 * Observes and controls the extension's service worker. No debugger stays attached, because it would keep the
 * worker alive forever.
 */
export interface WorkerControl {
  runs(): Promise<boolean>;
  /**
   * Evaluates `expression` in the worker as soon as `ready` is true there, then detaches. Starts the worker
   * if it does not run.
   */
  run(ready: string, expression: string): Promise<void>;
  /** Ends the worker. Resolves when it has ended. */
  kill(): Promise<void>;
}

/** Returns true for the service worker of the extension at this address. */
export function isWorkerOf(target: Target, extensionUrl: string): boolean {
  return target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(extensionUrl);
}

const targetsSchema = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
});

/** Creates the control for the extension at this address. */
export async function createWorkerControl(browser: Browser, extensionUrl: string): Promise<WorkerControl> {
  const root = await browser.target().createCDPSession();

  // Asks the browser each time, because puppeteer's own list may be out of date. Listing attaches no
  // debugger.
  async function workers(): Promise<readonly string[]> {
    const { targetInfos } = v.parse(targetsSchema, await root.send('Target.getTargets'));
    return targetInfos
      .filter(({ type, url }) => type === 'service_worker' && url.startsWith(extensionUrl))
      .map(({ targetId }) => targetId);
  }
  const runs = async (): Promise<boolean> => (await workers()).length > 0;

  // Any page can send commands to workers, even one that is not the extension's.
  async function withWorkers(act: (session: CDPSession) => Promise<unknown>): Promise<void> {
    const [page] = await browser.pages();
    if (page === undefined) throw new Error('No page is open through which the worker could be reached');
    const session = await page.createCDPSession();
    await session.send('ServiceWorker.enable');
    await act(session);
    await session.detach();
  }

  return {
    runs,
    async run(ready, expression) {
      if (!(await runs()))
        await withWorkers((session) => session.send('ServiceWorker.startWorker', { scopeURL: extensionUrl }));
      const target = await browser.waitForTarget((each) => isWorkerOf(each, extensionUrl));
      const session = await target.createCDPSession();
      const isReady = async (): Promise<boolean> =>
        (await session.send('Runtime.evaluate', { expression: ready, returnByValue: true })).result.value ===
        true;
      await untilTrue(ready, isReady, () => Promise.resolve('a worker without it'));
      const { exceptionDetails } = await session.send('Runtime.evaluate', { expression });
      await session.detach();
      if (exceptionDetails !== undefined)
        throw new Error(`${expression} failed in the worker: ${exceptionDetails.text}`);
    },
    async kill() {
      const doomed = await workers();
      let hasStopped = false;
      // An open page may start the next worker at once, and that one may get the id of the old one. So both
      // count: the browser's report that the worker stopped, and an id that is gone.
      const isOver = async (): Promise<boolean> =>
        hasStopped || (await workers()).every((id) => !doomed.includes(id));
      await withWorkers(async (session) => {
        session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
          hasStopped ||= versions.some(
            ({ scriptURL, runningStatus }) =>
              scriptURL.startsWith(extensionUrl) && runningStatus === 'stopped',
          );
        });
        await session.send('ServiceWorker.stopAllWorkers');
        await untilTrue('end of the worker', isOver, () => Promise.resolve('a worker still'));
      });
    },
  };
}
