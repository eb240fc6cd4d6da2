/**
 * Models the server's wall clock. Its epochs are local time written as if it were UTC (docs/wire.md 3.2),
 * including summer time. All functions are pure.
 */

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
