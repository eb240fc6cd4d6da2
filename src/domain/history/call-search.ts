/** Search for a past call by what the agent remembers of it. */
import type { CallSummary } from '../calls/call-summary.ts';
import { numberOf } from '../calls/call.ts';
import { plainText } from '../common/caller/caller-words.ts';
import { numberForms, type Region } from '../common/phone-number.ts';

/** Longest query that is read, in characters. */
const MAX_QUERY = 200;

/**
 * Returns a test for calls that contain `query` as a number, or every word of it: in the name, the company,
 * the tag, the queue, a custom field, or any form of a number. A number may be pasted as a page, a document
 * or a link writes it, with invisible marks. An empty query fits every call. `known` remembers the numbers of
 * one list of calls, so that a search at each key reads them once.
 */
export function callSearch(
  query: string,
  region: Region,
  known: KnownNumbers = new Map(),
): (call: CallSummary) => boolean {
  const text = foldedQuery(query);
  const words = wordsOf(text).map((word) => ({ word, number: numberTest(word, region) }));
  if (words.length === 0) return () => true;
  const wholeNumber = numberTest(text, region);
  return (call) => {
    // Reading a number takes most of the time, so a search for words alone reads none.
    const numbers = /[\d*#]/.test(text) ? numbersOf(call, region, known) : [];
    if (numbers.some(wholeNumber)) return true;
    const names = folded(namesOf(call).join(' '));
    return words.every(({ word, number }) => names.includes(word) || numbers.some(number));
  };
}

/** Returns the start of a query in its compared form. */
export const foldedQuery = (query: string): string => folded(query.slice(0, MAX_QUERY));

/** Returns the words of a query in its compared form. */
export const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

const namesOf = ({ name, caller, company, tag, queue, lookup, details }: CallSummary): string[] => [
  name,
  caller.kind === 'hidden' ? '' : (caller.name ?? ''),
  company ?? lookup?.company ?? '',
  tag ?? '',
  queue,
  ...details.map(({ value }) => value),
];

const QUOTES = { double: /[\u05f4\u201c-\u201f\u00ab\u00bb]/g, single: /[\u05f3\u2018-\u201b]/g };

/**
 * Returns the text as it is compared: without case, vowel points, accents, invisible characters and the
 * differences between kinds of digits, dashes and quotes.
 */
export const folded = (text: string): string =>
  plainText(text)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(QUOTES.double, '"')
    .replace(QUOTES.single, "'")
    .toLowerCase();

/** A number of a call, as digits and in the form that all notations share. */
export interface SoughtNumber {
  readonly digits: readonly string[];
  readonly e164: string;
}

/**
 * Returns a test for numbers that contain the number in a text, in any notation: with or without
 * separators, in national or international form. A text without a number fits none.
 */
function numberTest(text: string, region: Region): (number: SoughtNumber) => boolean {
  const sought = numberIn(text) ?? '';
  const digits = dialled(sought);
  if (digits === '') return () => false;
  const { e164 } = numberForms(sought, region);
  const shortened = digits.replace(/^00(?=\d)/, '');
  return (known) =>
    known.e164 === e164 || known.digits.some((each) => each.includes(digits) || each.includes(shortened));
}

const SCHEME = /^(?:tel|sips?|callto|fax|sms):(?:\/\/)?/;
const EXTENSION = /(?:x|ext|extn|extension|שלוחה|доб|вн|تحويلة)[\s.:=#]*\d{1,8}$/;

/**
 * Returns the number in a query in its compared form, as it is written there. Returns null if the query has
 * letters beside a number and what belongs to one.
 */
export function numberIn(text: string): string | null {
  // Parameters and a host stand behind the number of an address.
  const [user = ''] = text.replace(SCHEME, '').split(/[;?@]/, 1);
  const bare = user.replace(EXTENSION, '').trim();
  return /\p{L}/u.test(bare) || !/[\d*#]/.test(bare) ? null : bare;
}

const dialled = (text: string): string => text.replace(/[^\d*#]/g, '');

/** The numbers that searches in one list of calls have read, by their text. */
export type KnownNumbers = Map<string, SoughtNumber>;

const numbersOf = ({ caller, dialed }: CallSummary, region: Region, known: KnownNumbers): SoughtNumber[] =>
  [numberOf(caller), dialed].flatMap((each) => {
    if (each === null || each === '') return [];
    const key = `${region} ${each}`;
    const number = known.get(key) ?? readNumber(each, region);
    known.set(key, number);
    return [number];
  });

function readNumber(text: string, region: Region): SoughtNumber {
  const { digits, national, e164 } = numberForms(text, region);
  return { digits: [digits, national, e164].map(dialled), e164 };
}
