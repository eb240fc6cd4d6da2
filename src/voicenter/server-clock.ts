/**
 * Models the server's wall clock. Its epochs are local time written as if it were UTC (docs/wire.md 3.2),
 * including summer time. All functions are pure.
 */
import type { Millis } from '../domain/common/types.ts';

/** What is known about the server's clock. All values are in seconds. */
export interface ServerClock {
  /** Seconds by which the wall clock is ahead of UTC. Null until a message names the offset. */
  readonly offset: number | null;
  /** The offset before the last change, and the true epoch of that change. */
  readonly before: { readonly offset: number; readonly until: number } | null;
  /** The first known offset. */
  readonly first: number;
}

/** The clock before any message names an offset. It reads wall-clock times as UTC. */
export const unknownClock: ServerClock = { offset: null, before: null, first: 0 };

/** In seconds. A time may be slightly later than the message that contains it. */
const SLACK = 5;
/** In seconds. No call that began before a change is still live after this time. */
const LONGEST_CALL = 86_400;

/**
 * Returns the clock after a message. `servertime` is in seconds. `offsetMinutes` is null if the message names
 * no offset. The last known offset then stays valid.
 */
export function updateClock(
  clock: ServerClock,
  servertime: number,
  offsetMinutes: number | null,
): ServerClock {
  if (offsetMinutes === null || servertime <= 0 || offsetMinutes * 60 === clock.offset) return clock;
  const offset = offsetMinutes * 60;
  if (clock.offset === null) return { offset, before: null, first: offset };
  return { offset, before: { offset: clock.offset, until: servertime - offset }, first: clock.first };
}

/**
 * Returns a wall-clock time as if the offset had never changed, in seconds. Times from different messages are
 * then comparable.
 */
export const steadyWall = (clock: ServerClock, wall: number, servertime: number): number =>
  trueEpoch(clock, wall, servertime) + clock.first;

/**
 * Returns the true epoch, in seconds, of a wall-clock time in a message of `servertime`. Around a change of
 * summer time there are two readings, and only one of them is possible.
 */
export function trueEpoch(
  { offset, before }: Pick<ServerClock, 'offset' | 'before'>,
  wall: number,
  servertime: number,
): number {
  const now = servertime - (offset ?? 0);
  const read = wall - (offset ?? 0);
  if (before === null || now - before.until > LONGEST_CALL) return read;
  const isPossible = read >= before.until && read <= now + SLACK;
  const readBefore = wall - before.offset;
  return !isPossible && readBefore < before.until ? readBefore : read;
}

/**
 * The time of a message: when the server sent it by its clock (`servertime`, in seconds), and when it arrived
 * by the agent's clock (`receivedAt`, in ms).
 */
export interface Moment {
  readonly clock: ServerClock;
  readonly servertime: number;
  readonly receivedAt: Millis;
}

/** How long before the message a wall-clock time was, in seconds. A wrong clock does not change it. */
const ageOf = (wall: number, { clock, servertime }: Moment): number =>
  trueEpoch(clock, servertime, servertime) - trueEpoch(clock, wall, servertime);

/** In seconds. No call is older than a day. A larger distance comes from a broken clock, and counts as 0. */
const LONGEST_AGE = 86_400;

/** Converts a wall-clock time of the server to the agent's clock, in ms. */
export function sentAt(wall: number, moment: Moment): Millis {
  const age = ageOf(wall, moment);
  return moment.receivedAt - (age > 0 && age < LONGEST_AGE ? age * 1000 : 0);
}

/** In seconds. An older status time is not credible, because no agent keeps a status for longer. */
const LONGEST_STATUS = 60 * 86_400;

/** Returns the time when a status began, in ms. Returns null if the server's time cannot be true. */
export function statusSince(wall: number, moment: Moment): Millis | null {
  const age = ageOf(wall, moment);
  return age > LONGEST_STATUS || age < -60 ? null : moment.receivedAt - Math.max(0, age) * 1000;
}
