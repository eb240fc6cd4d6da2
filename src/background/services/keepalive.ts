/**
 * The heartbeat that keeps the background awake, and the watchdog that starts it again (docs/browsers.md 1).
 */
import browser from 'webextension-polyfill';
import { coalesce } from '../../platform/async/coalesce.ts';
import { logThrown } from '../../platform/log.ts';

/**
 * Both browsers stop an idle background after 30 s. In both, a call of an extension API restarts that time.
 */
const HEARTBEAT_MS = 20_000;
/** Chrome fires alarms of store builds at most every 0.5 min, so this is the shortest useful period. */
const WATCHDOG_MINUTES = 0.5;
const WATCHDOG = 'watchdog';

/** Both functions resolve when the watchdog matches the latest call. They never reject. */
export interface Keepalive {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Creates a heartbeat that is off until `start`. Every heartbeat calls `beat`, which may reject. */
export function createKeepalive(beat: () => Promise<void>): Keepalive {
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  /**
   * Sets or clears the alarm as wanted when it runs, one run at a time. After a start and a stop in a row,
   * the later one counts.
   */
  const setWatchdog = coalesce(async () => {
    try {
      if (heartbeat === undefined) await browser.alarms.clear(WATCHDOG);
      else if ((await browser.alarms.get(WATCHDOG)) === undefined)
        await browser.alarms.create(WATCHDOG, { periodInMinutes: WATCHDOG_MINUTES });
    } catch (thrown) {
      logThrown('warn', 'watchdog not set')(thrown);
    }
  });
  return {
    start() {
      heartbeat ??= setInterval(() => {
        void browser.runtime.getPlatformInfo();
        beat().catch(logThrown('warn', 'beat not noted'));
      }, HEARTBEAT_MS);
      return setWatchdog();
    },
    stop() {
      clearInterval(heartbeat);
      heartbeat = undefined;
      return setWatchdog();
    },
  };
}

/**
 * Lets the watchdog wake the background. A listener is enough, even if it does nothing. Call it in the
 * worker's first turn.
 */
export const listenToWatchdog = (): void => {
  browser.alarms.onAlarm.addListener(() => undefined);
};
