/**
 * Measures a restart of the killed background: the time until it knows the ringing call, and until the agent
 * sees the missed ring.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { nextNumber, setUp, tidyUp } from './latency.ts';

/** `opened` and `applied` are in ms since the worker started. `shown` is in ms since the socket reopened. */
export interface Restart {
  readonly opened: number;
  readonly applied: number;
  readonly shown: number;
}

/**
 * Kills and wakes the background once for each sample. With `opensWindow`, the missed ring opens a window.
 * Otherwise the time until the ring is stored is measured.
 */
export async function measureRestarts(
  bed: Setup,
  samples: number,
  opensWindow: boolean,
  onSample: (restart: Restart) => void,
): Promise<void> {
  const { subject, browser } = bed;
  if (subject === 'ours' && browser === 'firefox') await setUp(bed, { callWindow: true });
  for (let at = -2; at < samples; at++) {
    const restart = await restartOnce(bed, opensWindow);
    if (at >= 0) onSample(restart);
  }
}

async function restartOnce(bed: Setup, opensWindow: boolean): Promise<Restart> {
  const { post, pbx, subject } = bed;
  await bed.killBackground();
  const number = nextNumber();
  const callId = pbx.ring({ callerNumber: number, callerName: 'Bench' });
  const page = subject === 'ours' ? 'call.html' : 'x-line.html';
  await post.call('watch', number);
  const booted = post.next('boot', ({ what }) => what === 'booted');
  const stored =
    subject === 'ours' || !opensWindow
      ? post.next('stored ring', (stamp) => stamp.what === 'stored' && stamp.number === number)
      : null;
  const shown = opensWindow
    ? post.next(
        `ring in ${page}`,
        (stamp) => stamp.page === page && (stamp.number === number || stamp.number === '0500000000'),
      )
    : null;
  await bed.wake(opensWindow ? 'window' : 'storage');
  const opened = pbx.state().clients[0]?.connectedAt ?? NaN;
  const { at: bootedAt } = await booted;
  const restart = {
    opened: opened - bootedAt,
    applied: ((await stored)?.at ?? NaN) - bootedAt,
    shown: ((await shown)?.at ?? NaN) - opened,
  };
  await sleep(100);
  pbx.answeredElsewhere({ callId });
  await sleep(100);
  await tidyUp(bed, callId, opensWindow);
  await sleep(300);
  return restart;
}
