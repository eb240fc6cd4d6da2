/** Reads who is calling. The server states this in about six different ways (docs/wire.md 3.6). */
import type { Direction } from '../domain/calls/call.ts';
import { readCaller } from '../domain/common/caller/caller-text.ts';
import type { Caller } from '../domain/common/types.ts';

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
export const numberIn = (field: string): string | null => readCaller(field).number;

/**
 * Returns the other end of a call. Only `isinternal` makes it a colleague. `callerphone` then holds a name.
 * The number of a name is in `originalcallerid` (incoming) or `actualdialednumber` (every other direction).
 */
export function callerOf(fields: CallerFields): Caller {
  const { number, name } = readCaller(fields.callerphone);
  const inner = numberIn(
    fields.direction === 'incoming' ? fields.originalcallerid : fields.actualdialednumber,
  );
  if (fields.isinternal) {
    const colleague = name === '' ? readCaller(fields.callername).name : name;
    return colleague === '' && number === null && inner === null
      ? { kind: 'hidden' }
      : { kind: 'internal', name: colleague, number: number ?? inner };
  }
  return externalOf({ number: name === '' ? number : (number ?? inner), name });
}

/** Returns a caller who waits in a queue. */
export const waitingCallerOf = (callerid: string): Caller => externalOf(readCaller(callerid));

/** Returns a caller outside. Without a number and a name, the caller is hidden. */
function externalOf({ number, name }: { readonly number: string | null; readonly name: string }): Caller {
  if (name !== '') return { kind: 'external', number, name };
  return number === null ? { kind: 'hidden' } : { kind: 'external', number };
}
