/** Finds the calls of the same caller, however the number was written. */
import type { CallSummary } from '../calls/call-summary.ts';
import { numberOf } from '../calls/call.ts';
import { numberForms, type Region } from '../common/phone-number.ts';

/** Numbers are parsed only where their last digits are the same. Parsing one takes about 0.1 ms. */
const LAST_DIGITS = 7;
/** Shorter numbers are always parsed, because in some countries a whole number has four digits. */
const SHORT = 8;
const SEPARATED_DIGITS = /^\+?[\d\s().\/-]+$/;

/** Returns a text that is the same for all forms of a number. */
export type NumberKeys = (number: string) => string;

/**
 * Returns a function that finds the key of a number of `region`. Two numbers have the same key when they are
 * the same in any notation. Keys are valid within this function only. It remembers every number, so a page
 * keeps it for as long as its list of calls.
 */
export function createNumberKeys(region: Region): NumberKeys {
  const keys = new Map<string, string>();
  const endings = new Map<string, Ending>();
  return (number) => {
    const known = keys.get(number);
    if (known !== undefined) return known;
    const digits = digitsOf(number, region);
    const ending = digits.slice(-LAST_DIGITS);
    const others = endings.get(ending);
    const key = others === undefined ? number : keyAmong(others, number, region);
    if (others === undefined) endings.set(ending, { first: number, byForm: null });
    keys.set(number, key);
    return key;
  };
}

/** The numbers with the same last digits. Their forms are made when the second number comes. */
interface Ending {
  readonly first: string;
  byForm: Map<string, string> | null;
}

function keyAmong(others: Ending, number: string, region: Region): string {
  others.byForm ??= new Map([[numberForms(others.first, region).e164, others.first]]);
  const form = numberForms(number, region).e164;
  const key = others.byForm.get(form) ?? number;
  others.byForm.set(form, key);
  return key;
}

function digitsOf(number: string, region: Region): string {
  const digits = number.replace(/\D/g, '');
  return digits.length >= SHORT && SEPARATED_DIGITS.test(number)
    ? digits
    : numberForms(number, region).e164.replace(/\D/g, '');
}

/** Returns the number of the other end of a call as received. Null when it is hidden or unknown. */
export function otherNumber({ caller, direction, dialed }: CallSummary): string | null {
  const number = numberOf(caller);
  if (number !== null && number !== '') return number;
  return direction === 'incoming' || dialed === '' ? null : dialed;
}

/**
 * Returns the key of a call's caller. A caller without a number is known by the name. Nobody knows who hides
 * both, so each such call has a key of its own.
 */
export function callerKey(call: CallSummary, keyOf: NumberKeys): string {
  const number = otherNumber(call);
  if (number !== null) return `number ${keyOf(number)}`;
  const name = call.name.trim().toLowerCase();
  return name === '' || call.caller.kind === 'hidden' ? `call ${call.callId}` : `name ${name}`;
}
