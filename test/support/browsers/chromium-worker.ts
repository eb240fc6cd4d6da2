import { type Browser, type CDPSession, type Target, TargetType } from 'puppeteer-core';
import * as v from 'valibot';
import { untilTrue } from './waiting.ts';

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

const targetsSchema = v.object({ targetInfos: v.array(v.object({ type: v.string(), url: v.string() })) });

/** Makes it for the extension at this address. */
export async function createWorkerControl(browser: Browser, extensionUrl: string): Promise<WorkerControl> {
  const root = await browser.target().createCDPSession();

  // The browser is asked afresh, for puppeteer's own list may lag behind. Listing attaches no debugger.
  async function runs(): Promise<boolean> {
    const { targetInfos } = v.parse(targetsSchema, await root.send('Target.getTargets'));
    return targetInfos.some(({ type, url }) => type === 'service_worker' && url.startsWith(extensionUrl));
  }

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
      if (!(await runs())) await withWorkers((session) => session.send('ServiceWorker.startWorker', { scopeURL: extensionUrl }));
      const target = await browser.waitForTarget((each) => isWorkerOf(each, extensionUrl));
      const session = await target.createCDPSession();
      const isReady = async (): Promise<boolean> =>
        (await session.send('Runtime.evaluate', { expression: ready, returnByValue: true })).result.value === true;
      await untilTrue(ready, isReady, () => Promise.resolve('a worker without it'));
      const { exceptionDetails } = await session.send('Runtime.evaluate', { expression });
      await session.detach();
      if (exceptionDetails !== undefined) throw new Error(`${expression} failed in the worker: ${exceptionDetails.text}`);
    },
    async kill() {
      await withWorkers((session) => session.send('ServiceWorker.stopAllWorkers'));
      await untilTrue('end of the worker', async () => !(await runs()), () => Promise.resolve('a worker still'));
    },
  };
}
