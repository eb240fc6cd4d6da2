/** Search for a past call by what the agent remembers of it. */
import type { CallSummary } from '../calls/call-summary.ts';
import { numberForms, type Region } from '../common/phone-number.ts';

/**
 * Returns a test for calls that contain every word of `query`: in the name, the queue, a custom field, or any
 * form of a number. An empty query fits every call.
 */
export function callSearch(query: string, region: Region): (call: CallSummary) => boolean {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return () => true;
  return (call) => {
    const names = folded(`${call.name} ${call.queue} ${call.details.map(({ value }) => value).join(' ')}`);
    return words.every((word) => names.includes(word) || isPartOf(word, call, region));
  };
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * True when the word is part of a number, in any notation: with or without dashes, in national or
 * international form.
 */
function isPartOf(word: string, call: CallSummary, region: Region): boolean {
  const digits = word.replace(/[-+().]/g, '');
  return /^[\d*#]+$/.test(digits) && numbersOf(call, region).some((number) => number.includes(digits));
}

function numbersOf({ caller, dialed }: CallSummary, region: Region): string[] {
  const number = caller.kind === 'hidden' ? null : caller.number;
  return [number, dialed].flatMap((each) => {
    if (each === null || each === '') return [];
    const { digits, national, e164 } = numberForms(each, region);
    return [digits, national, e164].map((form) => form.replace(/[^\d*#]/g, ''));
  });
}
