/**
 * Measures the time from the server's emit until the agent sees the caller: on an open page, in a window, or
 * as a notification.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import type { RowName } from '../series.ts';
import { wallClock } from '../wall-clock.ts';

/**
 * Pause between samples, in ms. It keeps a sample from slowing the next one. The jitter avoids a fixed phase
 * relative to the frames.
 */
export const PAUSE_MS = 250;
const JITTER_MS = 50;
/** The number in the static file of the baseline's window. */
const STATIC_NUMBER = '0500000000';

/** How a subject shows a ring: the way to the page, the page, and the reported event. */
interface Surface {
  readonly way: 'storage' | 'message' | 'window' | 'notification';
  readonly page: string;
  readonly what: 'painted' | 'notified';
}

let rung = 0;
/** Returns a caller's number that was not used before. */
export const nextNumber = (): string => `052${String(2_000_000 + (rung += 1))}`;

/** How baseline X shows what each row measures. */
const ANCHOR: Readonly<Partial<Record<RowName, Surface>>> = {
  panel: { way: 'storage', page: 'x-page.html', what: 'painted' },
  'on-top': { way: 'storage', page: 'x-page.html', what: 'painted' },
  created: { way: 'window', page: 'x-line.html', what: 'painted' },
  notified: { way: 'notification', page: 'worker', what: 'notified' },
};
const OURS: Readonly<Partial<Record<RowName, Surface>>> = {
  panel: { way: 'storage', page: 'desk.html', what: 'painted' },
  window: { way: 'storage', page: 'call.html', what: 'painted' },
  'on-top': { way: 'storage', page: 'float-card.html', what: 'painted' },
  created: { way: 'window', page: 'call.html', what: 'painted' },
  notified: { way: 'notification', page: 'worker', what: 'notified' },
};

/** Measures one row. Calls `onSample` with each time, in ms. */
export async function measureLatency(
  bed: Setup,
  row: RowName,
  samples: number,
  circumstance: string,
  onSample: (ms: number) => void,
): Promise<void> {
  const surface =
    bed.subject === 'v'
      ? { page: 'v-page.html', what: 'painted' as const }
      : (bed.subject === 'ours' ? OURS : ANCHOR)[row];
  if (surface === undefined) throw new Error(`${bed.subject} has nothing to show for ${row}`);
  await prepare(bed, row, circumstance);
  const warmUp = Math.min(5, samples);
  for (let at = -warmUp; at < samples; at++) {
    const ms = await ringOnce(bed, surface, row === 'created');
    if (at >= 0) onSample(ms);
    await sleep(PAUSE_MS + JITTER_MS * Math.random());
  }
}

/** Opens the page or window that the row needs, and configures the baseline. */
async function prepare(bed: Setup, row: RowName, circumstance: string): Promise<void> {
  const { post, pbx, subject, browser } = bed;
  if (subject === 'v') return;
  if (subject === 'x') {
    await post.call('runtime.sendMessage', { way: circumstance === '' ? ANCHOR[row]?.way : circumstance });
    if (row === 'panel' || row === 'on-top') await post.call('windows.create', { url: 'x-page.html' });
  } else {
    // In Firefox the call window is off by default, because it would take the keyboard focus.
    if (browser === 'firefox')
      await setUp(bed, { callWindow: row === 'window' || row === 'created' || row === 'killed' });
    if (row === 'panel') await post.call('windows.create', { url: 'desk.html' });
    if (row === 'on-top') await bed.keepOnTop();
    if (row === 'window') {
      const number = nextNumber();
      const open = post.next(
        'call window',
        ({ page, number: seen }) => page === 'call.html' && seen === number,
      );
      pbx.ring({ callerNumber: number, callerName: 'First' });
      await open;
    }
  }
  await sleep(1_500);
}

/** Changes some of Ringside's settings. */
export async function setUp({ post }: Setup, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { settings } = (await post.call('storage.local.get', 'settings')) as { settings: object };
  await post.call('storage.local.set', { settings: { ...settings, ...changes } });
  await sleep(200);
}

/**
 * Measures one ring, from the emit until it is shown. Then ends the call and closes what it opened. Resolves
 * to ms.
 */
async function ringOnce(
  bed: Setup,
  { page, what }: Pick<Surface, 'page' | 'what'>,
  opensWindow: boolean,
): Promise<number> {
  const { post, pbx, subject, browser } = bed;
  const number = nextNumber();
  const awaited = page === 'x-line.html' ? STATIC_NUMBER : number;
  const seen = post.next(
    `${what} ${number} on ${page}`,
    (stamp) =>
      (stamp.what === what || (what === 'painted' && stamp.what === 'written')) &&
      stamp.page === page &&
      stamp.number === awaited,
  );
  const sentAt = wallClock(browser === 'firefox');
  const callId = pbx.ring({ callerNumber: number, callerName: 'Bench' });
  const { at } = await seen;
  await sleep(50);
  pbx.answeredElsewhere({ callId });
  await tidyUp(bed, callId, opensWindow);
  if (subject === 'x' && what === 'notified') await clearNotifications(bed);
  return at - sentAt;
}

/** Removes card and window at once, because the card of an ended call would stay for 5 s. */
export async function tidyUp(
  { post, subject, browser }: Setup,
  callId: string,
  opensWindow: boolean,
): Promise<void> {
  if (subject === 'ours') await post.call('runtime.sendMessage', { type: 'dismiss', callId });
  if (!opensWindow) return;
  for (;;) {
    const windows = (await post.call('windows.getAll', { populate: false, windowTypes: ['popup'] })) as {
      id: number;
    }[];
    if (windows.length === 0) break;
    if (subject === 'x') for (const { id } of windows) await post.call('windows.remove', id);
    await sleep(25);
  }
  // Firefox keeps closing the window for a while.
  if (browser === 'firefox') await sleep(300);
}

async function clearNotifications({ post }: Setup): Promise<void> {
  for (const id of Object.keys((await post.call('notifications.getAll')) as object))
    await post.call('notifications.clear', id);
}
