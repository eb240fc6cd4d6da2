/**
 * Compares rings with a directory of 50,000 contacts to rings without contacts, and measures how soon the
 * contact's name follows the number.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Setup } from '../setup.ts';
import { wallClock } from '../wall-clock.ts';
import { nextNumber, PAUSE_MS, tidyUp } from './latency.ts';

/** Number of contacts in the directory. */
export const CONTACTS = 50_000;
/** Both kinds of rings take turns in blocks of this many, so that a machine that slows down slows both. */
const BLOCK = 10;
/** Rings that are not counted, at the start and after each change of the directory. */
const WARM_UP = 2;
const PAGE = 'desk.html';

/** Samples in ms. */
export interface ContactTimes {
  /** From the emit to the painted number. */
  readonly withContacts: number[];
  readonly withoutContacts: number[];
  /** From the painted number to the painted name of the contact. 0 if both are in one frame. */
  readonly named: number[];
  /** From the worker's read of the list of directories to the contact. */
  readonly lookedUp: number[];
}

/** Measures with the desk open. Calls `onSample` after each counted ring. */
export async function measureContacts(
  bed: Setup,
  samples: number,
  onSample: () => void,
): Promise<ContactTimes> {
  const { post } = bed;
  const times: ContactTimes = { withContacts: [], withoutContacts: [], named: [], lookedUp: [] };
  await post.call('windows.create', { url: PAGE });
  await post.call('fillContacts', CONTACTS);
  await sleep(1_500);
  while (times.withContacts.length < samples) {
    for (const hasContacts of [false, true]) {
      await post.call('useContacts', hasContacts);
      const left = Math.min(BLOCK, samples - times.withContacts.length);
      for (let at = -WARM_UP; at < left; at++) {
        const rung = await ringOnce(bed, hasContacts);
        if (at < 0) continue;
        (hasContacts ? times.withContacts : times.withoutContacts).push(rung.painted);
        if (rung.named !== null) times.named.push(rung.named);
        if (rung.lookedUp !== null) times.lookedUp.push(rung.lookedUp);
        onSample();
      }
    }
  }
  return times;
}

async function ringOnce(
  bed: Setup,
  hasContacts: boolean,
): Promise<{ painted: number; named: number | null; lookedUp: number | null }> {
  const { post, pbx, browser } = bed;
  const number = nextNumber();
  const next = (what: string, page: string) =>
    post.next(
      `${what} ${number} on ${page}`,
      (stamp) => stamp.what === what && stamp.page === page && stamp.number === number,
    );
  const painted = next('painted', PAGE);
  const later = hasContacts
    ? Promise.all([next('named', PAGE), next('look-begins', 'worker'), next('look-ends', 'worker')])
    : null;
  // A ring that is not painted ends the measurement first.
  later?.catch(() => undefined);
  const sentAt = wallClock(browser === 'firefox');
  const callId = pbx.ring({ callerNumber: number, callerName: 'Bench' });
  const paintedAt = (await painted).at;
  const [named, begins, ends] = (await later) ?? [];
  await sleep(50);
  pbx.answeredElsewhere({ callId });
  await tidyUp(bed, callId, false);
  await sleep(PAUSE_MS);
  return {
    painted: paintedAt - sentAt,
    named: named === undefined ? null : named.at - paintedAt,
    lookedUp: begins === undefined || ends === undefined ? null : ends.at - begins.at,
  };
}
