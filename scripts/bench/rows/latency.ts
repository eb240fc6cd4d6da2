/** From the server's emit until the caller is before the agent: on an open page, in a window, as a notification. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import type { RowName } from '../series.ts';
import { wallClock } from '../wall-clock.ts';

/** A pause between samples, in ms, so that none suffers from the one before and none falls into step with the frames. */
const PAUSE_MS = 250;
const JITTER_MS = 50;
/** What the anchor's window says: one line that stands in its file. */
const STATIC_NUMBER = '0500000000';

/** Where and how a ring shows in each subject. */
interface Surface {
  readonly way: 'storage' | 'message' | 'window' | 'notification';
  readonly page: string;
  readonly what: 'painted' | 'notified';
}

let rung = 0;
/** A caller's number that nobody had before. */
export const nextNumber = (): string => `052${String(2_000_000 + (rung += 1))}`;

/** How anchor X shows what each row measures. */
const ANCHOR: Readonly<Partial<Record<RowName, Surface>>> = {
  panel: { way: 'storage', page: 'x-page.html', what: 'painted' },
  created: { way: 'window', page: 'x-line.html', what: 'painted' },
  notified: { way: 'notification', page: 'worker', what: 'notified' },
};
const OURS: Readonly<Partial<Record<RowName, Surface>>> = {
  panel: { way: 'storage', page: 'desk.html', what: 'painted' },
  window: { way: 'storage', page: 'call.html', what: 'painted' },
  created: { way: 'window', page: 'call.html', what: 'painted' },
  notified: { way: 'notification', page: 'worker', what: 'notified' },
};

/** Measures one row; `onSample` hears of each time in ms. */
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

/** Opens what has to be open, and tells the anchor which way to go. */
async function prepare(bed: Setup, row: RowName, circumstance: string): Promise<void> {
  const { post, pbx, subject, browser } = bed;
  if (subject === 'v') return;
  if (subject === 'x') {
    await post.call('runtime.sendMessage', { way: circumstance === '' ? ANCHOR[row]?.way : circumstance });
    if (row === 'panel') await post.call('windows.create', { url: 'x-page.html' });
  } else {
    // In Firefox the window is off by default: it would take the keyboard.
    if (browser === 'firefox')
      await setUp(bed, { callWindow: row === 'window' || row === 'created' || row === 'killed' });
    if (row === 'panel') await post.call('windows.create', { url: 'desk.html' });
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

/** Changes some of our settings. */
export async function setUp({ post }: Setup, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { settings } = (await post.call('storage.local.get', 'settings')) as { settings: object };
  await post.call('storage.local.set', { settings: { ...settings, ...changes } });
  await sleep(200);
}

/** One ring, from the emit to the surface; then it ends, and what it opened goes. */
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

/** Takes card and window away at once, for a finished card would stay for 5 s. */
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
  // Firefox goes on closing for a while.
  if (browser === 'firefox') await sleep(300);
}

async function clearNotifications({ post }: Setup): Promise<void> {
  for (const id of Object.keys((await post.call('notifications.getAll')) as object))
    await post.call('notifications.clear', id);
}
