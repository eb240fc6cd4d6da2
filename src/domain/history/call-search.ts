/** Search for a past call by what the agent remembers of it. */
import type { CallSummary } from '../calls/call-summary.ts';
import { numberOf } from '../calls/call.ts';
import { plainText } from '../common/caller/caller-words.ts';
import { readCaller } from '../common/caller/caller-text.ts';
import { numberForms, type Region } from '../common/phone-number.ts';

/** Longest query that is read, in characters. */
const MAX_QUERY = 200;

/**
 * Returns a test for calls that contain `query` as a number, or every word of it: in the name, the company,
 * the queue, a custom field, or any form of a number. A number may be pasted as a page, a document or a
 * link writes it, with invisible marks. An empty query fits every call.
 */
export function callSearch(query: string, region: Region): (call: CallSummary) => boolean {
  const text = folded(query.slice(0, MAX_QUERY));
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ word, number: numberTest(word, region) }));
  if (words.length === 0) return () => true;
  const wholeNumber = numberTest(text, region);
  return (call) => {
    const numbers = numbersOf(call, region);
    if (numbers.some(wholeNumber)) return true;
    const names = folded(namesOf(call).join(' '));
    return words.every(({ word, number }) => names.includes(word) || numbers.some(number));
  };
}

const namesOf = ({ name, caller, queue, lookup, details }: CallSummary): string[] => [
  name,
  caller.kind === 'hidden' ? '' : (caller.name ?? ''),
  lookup?.company ?? '',
  queue,
  ...details.map(({ value }) => value),
];

const QUOTES = { double: /[\u05f4\u201c-\u201f\u00ab\u00bb]/g, single: /[\u05f3\u2018-\u201b]/g };

/**
 * Returns the text as it is compared: without case, vowel points, accents, invisible characters and the
 * differences between kinds of digits, dashes and quotes.
 */
const folded = (text: string): string =>
  plainText(text)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(QUOTES.double, '"')
    .replace(QUOTES.single, "'")
    .toLowerCase();

/** A number of a call, as digits and in the form that all notations share. */
interface SoughtNumber {
  readonly digits: readonly string[];
  readonly e164: string;
}

/**
 * Returns a test for numbers that contain the number in a text, in any notation: with or without
 * separators, in national or international form. A text without a number fits none.
 */
function numberTest(text: string, region: Region): (number: SoughtNumber) => boolean {
  const { number, name } = readCaller(text);
  // `00` is no number yet, but it may become one.
  const part = /\p{L}/u.test(text) ? '' : text;
  const sought = name === '' ? (number ?? part) : '';
  const digits = dialled(sought);
  if (digits === '') return () => false;
  const { e164 } = numberForms(sought, region);
  const shortened = digits.replace(/^00(?=\d)/, '');
  return (known) =>
    known.e164 === e164 || known.digits.some((each) => each.includes(digits) || each.includes(shortened));
}

const dialled = (text: string): string => text.replace(/[^\d*#]/g, '');

function numbersOf({ caller, dialed }: CallSummary, region: Region): SoughtNumber[] {
  return [numberOf(caller), dialed].flatMap((each) => {
    if (each === null || each === '') return [];
    const { digits, national, e164 } = numberForms(each, region);
    return [{ digits: [digits, national, e164].map(dialled), e164 }];
  });
}
