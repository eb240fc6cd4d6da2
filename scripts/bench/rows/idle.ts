/** Measures the cost of doing nothing: some minutes without a call, a debugger or a user. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { type Cost, spent } from '../processes.ts';

/** Wait after opening the page and signing in, in ms. */
const SETTLE_MS = 20_000;
const HOUR_MINUTES = 60;

/** All values are per hour, except `memory`. */
export interface Idle extends Readonly<Record<string, number>> {
  readonly cpuSeconds: number;
  readonly wakeups: number;
  readonly bytes: number;
  /** Memory of worker and pages at the end, in bytes. */
  readonly memory: number;
  /** CPU time of the whole browser, including what it uses without the extension. */
  readonly browserCpuSeconds: number;
}

/** Measures the subject for some minutes in which nothing happens. With `page`, one of its pages is open. */
export async function measureIdle(bed: Setup, minutes: number, page: boolean): Promise<Idle> {
  const { post, subject, meter } = bed;
  if (subject === 'ours' && page) await post.call('windows.create', { url: 'desk.html' });
  if (subject === 'x' && page) await post.call('windows.create', { url: 'x-page.html' });
  await post.call('leave');
  await sleep(SETTLE_MS);
  const [costs, bytes] = [bed.costs(), meter.bytes()];
  await sleep(minutes * 60_000);
  const { all, ...parts } = spent(costs, bed.costs());
  const own: Cost = subject === 'v' ? parts.page : parts.extension;
  const perHour = HOUR_MINUTES / minutes;
  return {
    cpuSeconds: (own.cpuMs / 1000) * perHour,
    wakeups: own.wakeups * perHour,
    bytes: (meter.bytes() - bytes) * perHour,
    memory: own.memory,
    browserCpuSeconds: (all.cpuMs / 1000) * perHour,
  };
}
