/** The heartbeat that keeps the background awake, and the watchdog that revives it (docs/browsers.md 1). */
import browser from 'webextension-polyfill';
import { coalesced } from '../../platform/async/coalesce.ts';
import { log, messageOf } from '../../platform/log.ts';

/** Both browsers end an idle background after 30 s; an extension API call within that time counts as life in both. */
const HEARTBEAT_MS = 20_000;
/** Chrome fires alarms of store builds at most every 0.5 min: nothing shorter is relied on. */
const WATCHDOG_MINUTES = 0.5;
const WATCHDOG = 'watchdog';

export interface Keepalive {
  /** Resolves when the watchdog is as it was last asked for. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A heartbeat that is off until started; `beat` is done with each. */
export function createKeepalive(beat: () => void): Keepalive {
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  /** One run at a time sets the alarm as it is wanted by then: of a start and a stop in a row the later one counts. */
  const setWatchdog = coalesced(async () => {
    try {
      if (heartbeat === undefined) await browser.alarms.clear(WATCHDOG);
      else if ((await browser.alarms.get(WATCHDOG)) === undefined)
        await browser.alarms.create(WATCHDOG, { periodInMinutes: WATCHDOG_MINUTES });
    } catch (thrown) {
      log('warn', 'watchdog not set', { why: messageOf(thrown) });
    }
  });
  return {
    start() {
      heartbeat ??= setInterval(() => {
        void browser.runtime.getPlatformInfo();
        beat();
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

/** Lets the watchdog wake the background: that a listener exists is all it takes. Add it in the worker's first turn. */
export const listenToWatchdog = (): void => {
  browser.alarms.onAlarm.addListener(() => undefined);
};
