import { type Browser, type CDPSession, type Target, TargetType } from 'puppeteer-core';
import * as v from 'valibot';
import { untilTrue } from './wait-for.ts';

/** The extension's service worker, watched and commanded without a debugger that stays: one would keep it alive for ever. */
export interface WorkerControl {
  runs(): Promise<boolean>;
  /** Evaluates in the worker, as soon as `ready` is true there, and lets go of it again. Starts it if it does not run. */
  run(ready: string, expression: string): Promise<void>;
  /** Resolves when the worker has ended. */
  kill(): Promise<void>;
}

/** True for the service worker of the extension whose address begins so. */
export function isWorkerOf(target: Target, extensionUrl: string): boolean {
  return target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(extensionUrl);
}

const targetsSchema = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
});

/** Makes it for the extension at this address. */
export async function createWorkerControl(browser: Browser, extensionUrl: string): Promise<WorkerControl> {
  const root = await browser.target().createCDPSession();

  // The browser is asked afresh, for puppeteer's own list may lag behind. Listing attaches no debugger.
  async function workers(): Promise<readonly string[]> {
    const { targetInfos } = v.parse(targetsSchema, await root.send('Target.getTargets'));
    return targetInfos
      .filter(({ type, url }) => type === 'service_worker' && url.startsWith(extensionUrl))
      .map(({ targetId }) => targetId);
  }
  const runs = async (): Promise<boolean> => (await workers()).length > 0;

  // Any page will do to command workers; it need not be one of ours.
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
      await withWorkers((session) => session.send('ServiceWorker.stopAllWorkers'));
      // The next one may be there at once: an open page calls it.
      const isOver = async (): Promise<boolean> => (await workers()).every((id) => !doomed.includes(id));
      await untilTrue('end of the worker', isOver, () => Promise.resolve('a worker still'));
    },
  };
}
