/** Reads who is calling. The server states this in about six different ways (docs/wire.md 3.6). */
import type { Direction } from '../domain/calls/call.ts';
import type { Caller } from '../domain/common/types.ts';

/** Field values, in lower case, that mean that the number is withheld. */
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
/** In characters. */
const MAX_NUMBER = 40;

/** The fields of a call that say who is calling, with names in folded spelling (fields.ts). */
export interface CallerFields {
  readonly direction: Direction;
  readonly callerphone: string;
  readonly callername: string;
  readonly originalcallerid: string;
  readonly actualdialednumber: string;
  readonly isinternal: boolean;
}

/**
 * Returns the telephone number in a wire field, at most 40 characters long. Returns null if the field holds
 * no number.
 */
export function numberIn(field: string): string | null {
  if (HIDDEN_WORDS.has(field.toLowerCase()) || !/\d/.test(field)) return null;
  return field
    .replace(/[^\d+*#() .-]/g, '')
    .trim()
    .slice(0, MAX_NUMBER);
}

/**
 * Returns the other end of a call. For a colleague, `callerphone` holds a name. The number is then in
 * `originalcallerid` (incoming) or `actualdialednumber` (every other direction).
 */
export function callerOf(fields: CallerFields): Caller {
  // A colleague may be called "Station 5". The digit in that name is not a telephone number.
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
