/**
 * Compares a panel with a long history to one with a short history. The time until the newest call is painted
 * must not grow with the history.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { wallClock } from '../wall-clock.ts';

/** Number of calls in the history. */
export const SHORT_HISTORY = 20;
export const LONG_HISTORY = 5_000;
const PAUSE_MS = 250;
/** The card of an ended call stays for 5 s. */
const CARD_GONE_MS = 7_000;

/** Opens a panel with `calls` past calls, once for each sample. Calls `onSample` with each time, in ms. */
export async function measureHistory(
  bed: Setup,
  calls: number,
  samples: number,
  onSample: (ms: number) => void,
): Promise<void> {
  const { post, browser, pbx } = bed;
  // The history is created with the first call.
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
