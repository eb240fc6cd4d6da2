/** Who calls, from the half dozen ways in which the wire says it (docs/wire.md 3.6). */
import type { Direction } from '../domain/calls/call.ts';
import type { Caller } from '../domain/common/types.ts';

const HIDDEN_WORDS = new Set([
  '',
  'anonymous',
  'null',
  '-1',
  '0',
  'unknown',
  '<unknown>',
  'restricted',
  'private',
  'withheld',
  'unavailable',
  'חסוי',
]);
const MAX_NUMBER = 40;

export interface CallerFields {
  readonly direction: Direction;
  readonly callerphone: string;
  readonly callername: string;
  readonly originalcallerid: string;
  readonly actualdialednumber: string;
  readonly isinternal: boolean;
}

/** A telephone number from a wire field, or null where it holds none. */
export function numberIn(field: string): string | null {
  if (HIDDEN_WORDS.has(field.toLowerCase()) || !/\d/.test(field)) return null;
  return field
    .replace(/[^\d+*#() .-]/g, '')
    .trim()
    .slice(0, MAX_NUMBER);
}

/** The other end of a call. For a colleague `callerphone` is a name, and the number is in the field of the call's direction. */
export function callerOf(fields: CallerFields): Caller {
  // A colleague may be called "Station 5": that digit is no number.
  const number = fields.isinternal && /\p{L}/u.test(fields.callerphone) ? null : numberIn(fields.callerphone);
  const inner = numberIn(
    fields.direction === 'incoming' ? fields.originalcallerid : fields.actualdialednumber,
  );
  const isName = number === null && !HIDDEN_WORDS.has(fields.callerphone.toLowerCase());
  if (fields.isinternal || isName) {
    const name = isName ? fields.callerphone : fields.callername;
    if (name !== '' || number !== null || inner !== null)
      return { kind: 'internal', name, number: number ?? inner };
  }
  return number === null ? { kind: 'hidden' } : { kind: 'external', number };
}
