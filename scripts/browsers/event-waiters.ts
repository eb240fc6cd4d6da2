import type { AgentBrowser, NotificationSeen, Tab } from './agent-browser.ts';
import { until, untilTrue } from './wait-for.ts';

type Waiters = Pick<AgentBrowser, 'waitForTab' | 'waitForNotification' | 'waitForNoNotification'>;

/** Creates the waiting functions from functions that read the current state. */
export function createWaiters(
  tabs: () => Promise<Tab[]>,
  notifications: () => Promise<NotificationSeen[]>,
): Waiters {
  const list = async (): Promise<string> => JSON.stringify(await notifications());
  return {
    waitForTab: (which, timeoutMs) =>
      until(
        typeof which === 'string' ? `tab with "${which}"` : 'tab of the kind awaited',
        async () => (await tabs()).find(typeof which === 'string' ? ({ url }) => url.includes(which) : which),
        async () => JSON.stringify(await tabs()),
        timeoutMs,
      ),
    waitForNotification: (timeoutMs) =>
      until('notification', async () => (await notifications())[0], list, timeoutMs),
    waitForNoNotification: (timeoutMs) =>
      untilTrue(
        'end of the notifications',
        async () => (await notifications()).length === 0,
        list,
        timeoutMs,
      ),
  };
}
