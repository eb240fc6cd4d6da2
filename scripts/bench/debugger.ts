/**
 * Detaches the debuggers that browser drivers leave attached, because they would distort the measurement.
 * Single operations attach one again for a moment.
 */
import type { Browser, CDPSession } from 'puppeteer-core';
import * as v from 'valibot';
import { untilTrue } from '../browsers/wait-for.ts';

export interface Debugger {
  /** Ends the extension's worker. Needs an open page of the extension. */
  readonly killWorker: () => Promise<void>;
  /** Clicks the first button of a page as a person does: the browser allows what follows from a click. */
  readonly click: (page: string) => Promise<void>;
  /** Resolves to the value of an expression in an open page. */
  readonly evaluate: (page: string, expression: string) => Promise<unknown>;
  /**
   * Heap size in bytes of the worker or of a page, after a garbage collection. Null where it is not running.
   */
  readonly heapOf: (which: 'worker' | { readonly page: string }) => Promise<number | null>;
}

const targetsSchema = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
});
type Target = v.InferOutput<typeof targetsSchema>['targetInfos'][number];

/**
 * Detaches from every page and worker of a Chromium. Puppeteer cannot drive the extension's pages afterwards.
 */
export async function detachDebugger(browser: Browser, extensionUrl: string): Promise<Debugger> {
  const root = await browser.target().createCDPSession();
  const connection = root.connection();
  if (connection === undefined) throw new Error('The browser has no connection');
  // Puppeteer makes new pages wait for its debugger. The measurement would include that.
  await connection.send('Target.setAutoAttach', {
    autoAttach: false,
    waitForDebuggerOnStart: false,
    flatten: true,
  });

  async function targets(): Promise<readonly Target[]> {
    return v
      .parse(targetsSchema, await root.send('Target.getTargets'))
      .targetInfos.filter(({ url }) => url.startsWith(extensionUrl));
  }

  const openPage = async (page: string): Promise<Target | undefined> =>
    (await targets()).find(({ type, url }) => type === 'page' && url.includes(page));

  async function within<T>({ targetId }: Target, act: (session: CDPSession) => Promise<T>): Promise<T> {
    const { targetInfo } = await root.send('Target.getTargetInfo', { targetId });
    const session = await connection?.createSession(targetInfo);
    if (session === undefined) throw new Error('The browser has no connection');
    try {
      return await act(session);
    } finally {
      await session.detach();
    }
  }

  return {
    async killWorker() {
      const page = (await targets()).find(({ type }) => type === 'page');
      if (page === undefined) throw new Error('No page is open through which the worker could be reached');
      await within(page, async (session) => {
        await session.send('ServiceWorker.enable');
        await session.send('ServiceWorker.stopAllWorkers');
      });
    },
    async click(page) {
      await untilTrue(
        `button of ${page}`,
        async () => {
          const target = await openPage(page);
          if (target === undefined) return false;
          return within(target, async (session) => {
            const { result } = await session.send('Runtime.evaluate', {
              expression: `(() => { const button = document.querySelector('button'); button?.click(); return button !== null; })()`,
              userGesture: true,
            });
            return result.value === true;
          });
        },
        async () => JSON.stringify(await targets()),
      );
    },
    async evaluate(page, expression) {
      const target = await openPage(page);
      if (target === undefined) throw new Error(`${page} is not open`);
      return within(target, async (session) => {
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? page);
        return result.value as unknown;
      });
    },
    async heapOf(which) {
      const target =
        which === 'worker'
          ? (await targets()).find(({ type }) => type === 'service_worker')
          : await openPage(which.page);
      if (target === undefined) return null;
      return within(target, async (session) => {
        await session.send('HeapProfiler.collectGarbage');
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize;
      });
    },
  };
}
