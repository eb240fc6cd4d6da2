/** Finding a past call by what the agent remembers of it. */
import type { CallSummary } from '../calls/call-summary.ts';
import { numberForms, type Region } from '../common/phone-number.ts';

/** A test for calls in which every word of `query` occurs: in the name, the queue, or any form of a number. */
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

/** However the agent writes a number: with its dashes or without, as dialled at home or from abroad. */
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
