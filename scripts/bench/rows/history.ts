/** A panel over a long history beside one over a short: what it takes until the newest call is painted must not grow with the others. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { wallClock } from '../wall-clock.ts';

/** Calls that lie in the history. */
export const SHORT_HISTORY = 20;
export const LONG_HISTORY = 5_000;
const PAUSE_MS = 250;
/** The card of a call that is over stays for 5 s. */
const CARD_GONE_MS = 7_000;

/** Opens a panel over so many past calls again and again; `onSample` hears of each time in ms. */
export async function measureHistory(
  bed: Setup,
  calls: number,
  samples: number,
  onSample: (ms: number) => void,
): Promise<void> {
  const { post, browser, pbx } = bed;
  // The first call makes the history.
  pbx.answeredElsewhere({ callId: pbx.ring() });
  await sleep(CARD_GONE_MS);
  const newest = (await post.call('fillHistory', calls)) as string;
  for (let at = -2; at < samples; at++) {
    const painted = post.next(
      `${newest} in the panel`,
      ({ what, page, number }) => what === 'painted' && page === 'panel.html' && number === newest,
    );
    const openedAt = wallClock(browser === 'firefox');
    const { id } = (await post.call('windows.create', { url: 'panel.html' })) as { id: number };
    const ms = (await painted).at - openedAt;
    if (at >= 0) onSample(ms);
    await post.call('windows.remove', id);
    await sleep(PAUSE_MS);
  }
}
