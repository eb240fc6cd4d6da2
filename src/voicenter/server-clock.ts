/** The server's wall clock: its epochs are local time written as if it were UTC (docs/wire.md 3.2), summer time included. Pure. */

/** All values in seconds. */
export interface ServerClock {
  /** Seconds by which the wall clock is ahead of UTC; null until a message said so. */
  readonly offset: number | null;
  /** The offset before the last change, and the true epoch of that change. */
  readonly before: { readonly offset: number; readonly until: number } | null;
  /** The offset that was known first. */
  readonly first: number;
}

export const unknownClock: ServerClock = { offset: null, before: null, first: 0 };

/** A time may be a little ahead of the message that brings it. */
const SLACK = 5;
/** A change further back than this has no call left that began before it. */
const LONGEST_CALL = 86_400;

/** The clock after a message. `offsetMinutes` is null where the message names none: the last one known holds on. */
export function hearClock(clock: ServerClock, servertime: number, offsetMinutes: number | null): ServerClock {
  if (offsetMinutes === null || servertime <= 0 || offsetMinutes * 60 === clock.offset) return clock;
  const offset = offsetMinutes * 60;
  if (clock.offset === null) return { offset, before: null, first: offset };
  return { offset, before: { offset: clock.offset, until: servertime - offset }, first: clock.first };
}

/** A wall-clock time as it would read had the clock never been changed: so that times of different messages compare. */
export const steadyWall = (clock: ServerClock, wall: number, servertime: number): number =>
  trueEpoch(clock, wall, servertime) + clock.first;

/** The true epoch of a wall-clock time in a message of `servertime`. Around a change of summer time only one of the two readings is possible. */
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
