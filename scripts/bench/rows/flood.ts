/** A busy account: thousands of events on colleagues' lines, and one in a thousand for the agent. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { accountOf, colleagues, ONE_IN } from '../account.ts';
import { type Setup, OWN_LINE } from '../setup.ts';
import { wallClock } from '../wall-clock.ts';
import { nextNumber } from './latency.ts';

/** The account sizes that are measured, in lines. */
export const FLOOD_LINES = [50, 500, 5_000] as const;
/**
 * Events a second. Two of them are rings of the agent. A p99 needs 300 rings, so several floods are pooled.
 */
const PER_SECOND = 2_000;
const STEP_MS = 10;
const RINGS_FOR_MS = 200;

export interface Flooded {
  readonly shownMs: readonly number[];
  readonly events: number;
  /** CPU time of worker and pages. */
  readonly cpuMs: number;
  readonly heapBefore: number | null;
  readonly heapAfter: number | null;
  readonly memoryBefore: number;
  readonly memoryAfter: number;
  /** Calls of storage.set by area, and calls of the database's writing methods. */
  readonly writes: Readonly<Record<string, number>>;
  /** How often each stored item was written. */
  readonly keys: Readonly<Record<string, number>>;
}

const countsSchema = v.object({
  session: v.number(),
  local: v.number(),
  database: v.number(),
  keys: v.record(v.string(), v.number()),
});

/**
 * Runs one flood with a page of the subject open. With `queues`, one event in six is a queue's, as in
 * captured traffic.
 */
export async function measureFlood(
  bed: Setup,
  lines: number,
  seconds: number,
  queues: boolean,
): Promise<Flooded> {
  const { post, pbx, debug } = bed;
  const page = bed.subject === 'ours' ? 'desk.html' : 'x-page.html';
  const others = colleagues(accountOf(lines));
  const counts = async () => v.parse(countsSchema, await post.call('counts'));
  const heap = async (): Promise<number | null> => (debug === null ? null : debug.heapOf('worker'));
  const heapBefore = await heap();
  await sleep(1_000);
  const [before, wroteBefore] = [bed.costs().extension, await counts()];
  const shown: Promise<number>[] = [];
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < seconds * 1000) {
    for (const due = ((performance.now() - begun) / 1000) * PER_SECOND; sent < due; sent++) {
      if (sent % ONE_IN === ONE_IN / 2) shown.push(ringUnder(bed, page));
      else pbx.emit(...others(sent, queues));
    }
    await sleep(STEP_MS);
  }
  const shownMs = await Promise.all(shown);
  const [after, wrote] = [bed.costs().extension, await counts()];
  // Cards and ended calls disappear by themselves within this time.
  await sleep(8_000);
  const heapAfter = await heap();
  const writes = {
    session: wrote.session - wroteBefore.session,
    local: wrote.local - wroteBefore.local,
    database: wrote.database - wroteBefore.database,
  };
  const keys = Object.fromEntries(
    Object.entries(wrote.keys).map(([key, times]) => [key, times - (wroteBefore.keys[key] ?? 0)]),
  );
  return {
    shownMs,
    events: sent,
    cpuMs: after.cpuMs - before.cpuMs,
    heapBefore,
    heapAfter,
    memoryBefore: before.memory,
    memoryAfter: bed.costs().extension.memory,
    writes,
    keys,
  };
}

/** A ring that is not shown within this time counts as this long, in ms. */
const GIVEN_UP_MS = 30_000;

/** Rings the agent's line during a flood. Resolves to the time until the page showed it, in ms. */
export async function ringUnder({ post, pbx, browser }: Setup, page: string): Promise<number> {
  const number = nextNumber();
  const sentAt = wallClock(browser === 'firefox');
  const seen = post
    .next(
      `${number} under flood`,
      (stamp) => stamp.what === 'painted' && stamp.page === page && stamp.number === number,
      GIVEN_UP_MS,
    )
    .then(
      ({ at }) => at,
      () => sentAt + GIVEN_UP_MS,
    );
  const callId = pbx.ring({ callerNumber: number, callerName: 'Ours', line: OWN_LINE });
  setTimeout(() => pbx.answeredElsewhere({ callId }), RINGS_FOR_MS);
  return (await seen) - sentAt;
}
