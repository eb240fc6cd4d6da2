/**
 * Finds the telephone numbers in an address, and the placeholder that writes a number as it stands there.
 * Most digits of an address are no number: ids, dates and versions. Each number has a score for how surely it
 * is the one that somebody searched for.
 */
import { countryOf, numberForms, type NumberForms, type Region } from '../common/phone-number.ts';
import { type DecodedText } from './decoded-address.ts';
import { MAX_MODIFIER_LENGTH } from './url-template.ts';

/** A number that was found. */
export interface FoundNumber {
  /** As a person reads it: `+972 50-123-4567`. */
  readonly number: string;
  /** Its place in the address as written: from the first character to the one after the last. */
  readonly from: number;
  readonly to: number;
  /** What a template has in this place, e.g. `{e164}`. */
  readonly slot: string;
  /** See `SURE`. */
  readonly score: number;
}

/** From this score on, a number needs no confirmation if no other one scores as high. */
export const SURE = 3;
/** The score of digits in a place for a search that are no valid number. */
const SEARCHED = 2;
/** Fewest and most digits of a number. The longest ones have a country code with two zeros in front. */
const DIGITS = { least: 7, most: 17 };
/** Most runs of digits that are looked at. */
const MOST_RUNS = 40;
/** Most groups of digits that are tried in parts. A number has seldom more than five. */
const MOST_GROUPS = 6;

const DASHES = '\\-\\u2010-\\u2015';
const BLANKS = ' \\u00a0\\u200e\\u200f\\u202a-\\u202c';
/** Digits with what people write between them. A `+` inside stands for a blank, as forms write it. */
const RUN = new RegExp(
  `(?<![A-Za-z\\d_])[+(]{0,2}\\d(?:[${DASHES}${BLANKS}().+]{0,3}\\d){5,24}\\)?(?![A-Za-z\\d_])`,
  'g',
);
/** Digits that are no number: unique ids, and days. */
const NO_NUMBER =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])/gi;
/** The words of a parameter or a folder for what is searched. */
const SEARCH_WORD =
  /^(?:q|s|k|str|ani|cli)$|query|search|term|find|phone|tel|mobile|caller|number|keyword|text|filter/i;
/** The words of a parameter or a folder for something else. */
const OTHER_WORD =
  /^(?:id|app|org|portal|page|time|ts|v)$|_id$|[a-z]Id$|uid|appid|date|session|account|version/;

/** Returns the numbers in an address, the surest first. A number without a country code is of `region`. */
export function numbersIn(
  { text, chars }: DecodedText,
  region: Region,
  address: string,
): readonly FoundNumber[] {
  const readable = text.replace(NO_NUMBER, (found) => '\0'.repeat(found.length));
  return [...readable.matchAll(RUN)]
    .slice(0, MOST_RUNS)
    .flatMap((run) => numbersOfRun(run[0], run.index, region, readable))
    .map(({ number, at, score }) => {
      const own = chars.slice(at, at + number.length);
      const isDeep = own.some(({ char, depth }) => !/\d/.test(char) && depth > 1);
      const plus = own[0]?.char === '+' ? address.slice(own[0].from, own[0].to) : '';
      return {
        number: written(number),
        from: own[0]?.from ?? 0,
        to: own.at(-1)?.to ?? 0,
        slot: isDeep ? plus + plainSlot(number, region) : slotFor(number, region),
        score,
      };
    })
    .sort((a, b) => b.score - a.score);
}

/** Returns the placeholder that writes a number in the same form. */
export function slotFor(found: string, region: Region): string {
  const number = written(found);
  if (!isValid(number, region)) return slotByShape(number);
  const forms = numberForms(number, region);
  const exact = FORMS.find((form) => forms[form] === number);
  if (exact !== undefined) return `{${exact}}`;
  const digits = number.replace(/\D/g, '');
  if (!/\D/.test(number)) return plainSlot(number, region);
  const base = BASES.find((form) => forms[form] === digits);
  const mask = number.replace(/\d/g, '#');
  if (base !== undefined && mask.length <= MAX_MODIFIER_LENGTH) return `{${base}:${mask}}`;
  return slotByShape(number);
}

/** Returns the likeliest placeholder for a number that has no form of its own. */
function slotByShape(number: string): string {
  if (number.startsWith('+')) return '{e164}';
  return number.startsWith('0') ? '{national}' : '{bare}';
}

/** The forms that may equal a number as it stands, the most common first. */
const FORMS = [
  'national',
  'e164',
  'e164Digits',
  'bare',
  'nationalFormatted',
  'internationalDashed',
  'international',
] as const satisfies readonly (keyof NumberForms)[];
/** The forms that have digits alone. */
const BASES = ['national', 'e164Digits', 'bare'] as const satisfies readonly (keyof NumberForms)[];

/** Returns the placeholder for the digits alone. `00972…` keeps its zeros as text. */
function plainSlot(number: string, region: Region): string {
  const forms = numberForms(written(number), region);
  const digits = number.replace(/\D/g, '');
  const base = BASES.find((form) => forms[form] === digits);
  if (base !== undefined) return `{${base}}`;
  if (digits === `00${forms.e164Digits}`) return '00{e164Digits}';
  return slotByShape(digits);
}

/** Returns a number with plain blanks and dashes, without the marks that turn its direction. */
const written = (number: string): string =>
  number
    .replace(/[\u200e\u200f\u202a-\u202c]/g, '')
    .replace(/(?!^)\+/g, ' ')
    .replace(/\u00a0/g, ' ')
    .replace(/[\u2010-\u2015]/g, '-');

interface Part {
  readonly number: string;
  readonly at: number;
  readonly score: number;
}

/** Returns the numbers of one run of digits: the whole run, or those of its parts that are valid numbers. */
function numbersOfRun(run: string, at: number, region: Region, text: string): readonly Part[] {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    index,
    end: index + digits.length,
  }));
  const found: Part[] = [];
  const part = (first: number, last: number): Part | null => {
    const [from, to] = bounds(run, groups[first]?.index ?? 0, groups[last]?.end ?? 0);
    const number = run.slice(from, to);
    const digits = number.replace(/\D/g, '').length;
    if (digits < DIGITS.least || digits > DIGITS.most) return null;
    // A plus after a word stands for a blank: `Dana+0501234567`.
    const isBlank = number.startsWith('+') && /[\p{L}\d]/u.test(text[at + from - 1] ?? '');
    const own = isBlank || !isValid(number, region) ? number.replace(/^\+/, '') : number;
    const start = at + to - own.length;
    return {
      number: own,
      at: start,
      score: scoreOf(own, region, text.slice(Math.max(0, start - 60), start)),
    };
  };
  const whole = part(0, groups.length - 1);
  if (whole !== null && isValid(whole.number, region)) return [whole];
  let isTaken = groups.map(() => false);
  const sizes = groups.length > MOST_GROUPS ? [] : groups.map((_, index) => groups.length - 1 - index);
  for (const size of sizes)
    for (let first = 0; first + size < groups.length; first += 1) {
      const next = isTaken.slice(first, first + size + 1).some(Boolean) ? null : part(first, first + size);
      if (next === null || !isValid(next.number, region)) continue;
      found.push(next);
      isTaken = isTaken.map((is, index) => is || (index >= first && index <= first + size));
    }
  return found.length > 0 || whole === null || whole.score < SEARCHED ? found : [whole];
}

/** Widens a number to the plus and the bracket in front that belong to it. */
function bounds(run: string, from: number, to: number): readonly [number, number] {
  const inner = run.slice(from, to);
  const isBracketed = run[from - 1] === '(' && inner.includes(')');
  const start = isBracketed ? from - 1 : from;
  return [run[start - 1] === '+' ? start - 1 : start, to];
}

const isValid = (number: string, region: Region): boolean => countryOf(written(number), region) !== null;

/** Returns how surely this is the number that was searched for. `before` is the text in front of it. */
function scoreOf(found: string, region: Region, before: string): number {
  const number = written(found);
  const word = /([\w.$[\]-]{1,40}?)["'\]]{0,2}\s?[=:/]\s?["'(*]{0,3}$/.exec(before)?.[1] ?? '';
  const place = placeScore(word);
  const country = countryOf(number, region);
  if (country === null) return place > 0 ? SEARCHED : 0;
  return formScore(number, region, country === region) + place;
}

function placeScore(word: string): number {
  if (SEARCH_WORD.test(word)) return 4;
  return OTHER_WORD.test(word) ? -2 : 0;
}

function formScore(number: string, region: Region, isLocal: boolean): number {
  const forms = numberForms(number, region);
  const digits = number.replace(/\D/g, '');
  if (/^(?:\+|00)/.test(number)) return 4;
  const hasTrunk = isLocal && digits === forms.national && digits !== forms.bare;
  const isWhole = isLocal && digits === forms.e164Digits;
  const isParted = /\D/.test(number) ? 1 : 0;
  if (hasTrunk || isWhole) return 3 + isParted;
  return (isLocal ? 2 : 1) + isParted;
}
