/**
 * Reads a number and a name in plain words: digits of any script, with separators, extensions and words
 * around.
 */
import { addsNothing, namesNobody } from './hidden-number.ts';

/** What a text says about a caller. */
export interface CallerText {
  /** Digits with `*`, `#` and a leading `+`, at most 40 characters. Null if the text holds no number. */
  readonly number: string | null;
  /** A name, or ''. */
  readonly name: string;
}

/** A text that names nobody. */
export const NOBODY: CallerText = { number: null, name: '' };
/** Longest number, in characters. */
export const MAX_NUMBER = 40;
/** Fewest digits of a number that stands among words. Fewer digits belong to the name: `Station 5`. */
const FEWEST_AMONG_WORDS = 7;
/**
 * Most digits of one number: those of E.164 with an international prefix. More digits are several numbers.
 */
const MOST_DIGITS = 18;
/** Parameters behind a number, as in a URI: `;ext=12`. */
const PARAMETERS = /[;?&][a-z][\w.-]*(?:[=;&]|$)/i;
/** An extension behind a number: `x12`, `ext. 12`. */
const EXTENSION =
  /(\d)[\s,(]*(?:x|ext|extn|extension|שלוחה|доб|добавочный|вн|تحويلة|داخلي)[\s.:=#]*\d{1,8}[\s)]*$/iu;
/** A word for a number that adds nothing to the digits behind it: `Extension 602`. */
const EXTENSION_ALONE = /^(?:x|ext|extn|extension|tel|phone|שלוחה|טלפון|доб|تحويلة)[\s.:=#]*(?=\d+$)/iu;
/** What may stand behind a word for a hidden number: parameters, or the count of `Anonymous 2`. */
const COUNTED = /(?<=\p{L}{2}[^\p{N}]{0,3})(?:\d{1,3}|;[a-z][\w.-]*=.*)$/iu;
/** Where a number without words ends: at a port, a pause or another number. */
const NUMBER_END = /[;?,:&=@|!]/;
/** Two numbers with a slash between them have the same length. `050/1234567` is one number. */
const TWO_NUMBERS = /^(\+?\d{3,}) ?\/ ?(\+?\d{3,})$/;
const FIRST_OF_MANY = /\(?\+?\(?\d[\d*#().-]{6,}/;
/** Digits and the signs that people write between them. */
const DIGITS = /\(?\+?\(?[\d*#](?:[\s().\/-]*[\d*#])*\)?/g;
const IN_WORD = /[\p{L}\p{N}_]/u;
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IP_ADDRESS = new RegExp(`^@?${BYTE}(?:\\.${BYTE}){3}(?::\\d+)?$`);

/** Reads a text that is no address: a number, a name, or a number among words. */
export function readWords(text: string): CallerText {
  const plain = plainText(text);
  if (IP_ADDRESS.test(plain) || namesNobody(plain.replace(COUNTED, ''))) return NOBODY;
  if (!/\d/.test(plain)) return { number: null, name: unquoted(text) };
  const head = plain.slice(0, endOf(plain)).replace(EXTENSION, '$1').replace(EXTENSION_ALONE, '');
  if (!/[\p{L}\p{So}]/u.test(head)) return { number: numberIn(head), name: '' };
  return numberAmongWords(head) ?? { number: null, name: unquoted(text) };
}

const QUOTES = '"\'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb';
/** Returns a name without the quotes around it. */
const unquoted = (name: string): string =>
  name.length > 2 && QUOTES.includes(name.charAt(0)) && QUOTES.includes(name.charAt(name.length - 1))
    ? name.slice(1, -1).trim()
    : name;

/** Returns where the parameters of a number begin, or the length of the text. */
function endOf(text: string): number {
  const at = text.search(PARAMETERS);
  return at > 0 && /\d/.test(text.slice(0, at)) ? at : text.length;
}

/** Returns the first number of a text that has digits and no words. */
function numberIn(text: string): string {
  const start = text.search(/\d/);
  const end = text.slice(start).search(NUMBER_END);
  const one = end === -1 ? text : text.slice(0, start + end);
  const [, first = '', second = ''] = TWO_NUMBERS.exec(one.trim()) ?? [];
  if (first !== '' && digitsOf(first).length === digitsOf(second).length) return compact(first);
  const isMany = digitsOf(one).length > MOST_DIGITS;
  return compact(isMany ? (FIRST_OF_MANY.exec(one)?.[0] ?? one) : one);
}

/**
 * Returns the first number among words, and the words. Returns null if no number is long enough. Digits that
 * touch a letter belong to a word.
 */
function numberAmongWords(text: string): CallerText | null {
  for (const { 0: run, index } of text.matchAll(DIGITS)) {
    const end = index + run.length;
    const isInWord = IN_WORD.test(text.charAt(index - 1)) || IN_WORD.test(text.charAt(end));
    const number = isInWord ? '' : numberOfRun(run);
    if (number === '') continue;
    const at = index + run.indexOf(number);
    const name = withoutEdges(`${text.slice(0, at).trim()} ${text.slice(at + number.length).trim()}`);
    return { number: compact(number), name: addsNothing(name) ? '' : name };
  }
  return null;
}

/**
 * Returns the number in digits with blanks, or ''. A group that is long enough is the number: `2 0501234567`.
 * Otherwise the number begins with its prefix: `2 050 123 4567`.
 */
function numberOfRun(run: string): string {
  const groups = run.split(' ');
  const isNumber = (text: string): boolean =>
    digitsOf(text).length >= FEWEST_AMONG_WORDS && digitsOf(text).length <= MOST_DIGITS;
  const whole = groups.find(isNumber);
  if (whole !== undefined) return whole;
  const prefix = groups.findIndex((group) => /^[(+]*[+0]/.test(group));
  const joined = groups.slice(Math.max(prefix, 0)).join(' ');
  return isNumber(joined) ? joined : '';
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Returns a number without the signs between its digits, and without the `(0)` of `+972 (0)50`. */
function compact(text: string): string {
  const isAbroad = /^[^\d*#]*(?:\+|00)/.test(text);
  const plus = /^[^\d*#]*\+/.test(text) ? '+' : '';
  const digits = (isAbroad ? text.replace('(0)', '') : text).replace(/[^\d*#]/g, '');
  return `${plus}${digits}`.slice(0, MAX_NUMBER);
}

/** Returns the text with ASCII digits, plain dashes and plain letters, as comparisons need it. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/(?!\d)\p{Nd}/gu, plainDigit);

/** Returns the ASCII digit for a digit of any script. Each script has its ten digits in a row from 0 or 6. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const row = code - (code % 16);
  return String(code - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6));
}

/** Signs that joined a name and the number which is cut out. */
const EDGES = ' ,;:|/=-"\'<>[]@';
/** Returns a name without the signs at its ends, and without brackets that have lost their content. */
function withoutEdges(name: string): string {
  const text = name.replace(/\(\s?\)|\[\s?\]|<\s?>/g, '');
  let [start, end] = [0, text.length];
  while (start < end && `${EDGES})`.includes(text.charAt(start))) start += 1;
  while (end > start && `${EDGES}(`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
