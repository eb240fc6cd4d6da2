/** Facts of a caller, and how the messages of one call add up. */
import type { Caller } from '../types.ts';

/** Returns the caller's number as received. Null if it is hidden or unknown. */
export const numberOf = (caller: Caller): string | null => (caller.kind === 'hidden' ? null : caller.number);

/**
 * Returns the caller of a call after a later message. What the later message does not say about the same
 * person stays: a message that hides the caller changes nothing, and one with a name alone keeps the
 * number. /
 */
export function mergeCaller(before: Caller | undefined, now: Caller): Caller {
  if (before === undefined) return now;
  if (now.kind === 'hidden') return before;
  if (now.kind !== 'external' || before.kind !== 'external') return now;
  if (now.number === null) return { ...now, number: before.number };
  const isNamed = now.name !== undefined || before.name === undefined || before.number !== now.number;
  return isNamed ? now : { ...now, name: before.name };
}
