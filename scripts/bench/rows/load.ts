/** A hostile server: how soon our rings show while everything hostile comes at once, ten thousand events a second. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { ringUnder } from './flood.ts';

/** How long one attack lasts, and how often ours rings during it. */
const SECONDS = 5;
const PAUSE_MS = 350;
/** Between two attacks what is left of the first is worked off. */
const REST_MS = 5_000;

/** Attacks again and again until there are as many samples as wanted; `onSample` hears of each time in ms. */
export async function measureLoad(
  bed: Setup,
  samples: number,
  onSample: (ms: number) => void,
): Promise<void> {
  const page = bed.subject === 'ours' ? 'desk.html' : 'x-page.html';
  if (bed.subject === 'x') await bed.post.call('runtime.sendMessage', { way: 'storage' });
  await bed.post.call('windows.create', { url: page });
  await sleep(1_500);
  for (let taken = 0; taken < samples;) {
    let isOver = false as boolean;
    const attack = bed.pbx.attack({ seconds: SECONDS }).finally(() => (isOver = true));
    while (!isOver && taken < samples) {
      onSample(await ringUnder(bed, page));
      taken += 1;
      await sleep(PAUSE_MS);
    }
    await attack;
    // Waits behind all that was sent before it.
    await ringUnder(bed, page);
    await sleep(REST_MS);
  }
}
