/** A hostile server: measures how soon a ring shows during ten thousand hostile events a second. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { ringUnder } from './flood.ts';

/** Duration of one attack in seconds, and the pause between two rings during it. */
const SECONDS = 5;
const PAUSE_MS = 350;
/** Pause between two attacks, in which the first one's backlog is processed. */
const REST_MS = 5_000;

/** Attacks until the wanted number of samples is reached. Calls `onSample` with each time, in ms. */
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
    // This ring is processed after everything that was sent before it. So the backlog is empty when it shows.
    await ringUnder(bed, page);
    await sleep(REST_MS);
  }
}
