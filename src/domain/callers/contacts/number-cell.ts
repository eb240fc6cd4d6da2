/** Reads the telephone numbers of one cell. People and spreadsheets write them in many ways. */
import type { Region } from '../../common/phone-number.ts';
import type { ContactNumber, ReadNumber } from './contact.ts';

/** What a cell holds. `isDamaged`: a number has lost its last digits. */
export interface NumberCell {
  readonly numbers: readonly ContactNumber[];
  readonly isDamaged: boolean;
}

/** Longest cell that is read, in characters. */
const MAX_CELL = 400;
const NOTHING: NumberCell = { numbers: [], isDamaged: false };
const DAMAGED: NumberCell = { numbers: [], isDamaged: true };

/** Texts between two numbers. A pair of commas is a pause before an extension, and no separator. */
const BETWEEN = /:::|[/|&\n\r]|;(?! ?ext=)|(?<!,),(?!,)| (?:או|или|and|or|أو) /u;
const EXTENSION =
  /(?:;ext=|,,|(?<=[\d ])x|(?<=[\d) ])ext(?:ension|\.)?|שלוחה|доб\.?|تحويلة)(?: |: ?)?(\d{1,7})$/iu;
/** A number as people write it, with no letter at either end. */
const WRITTEN = /(?<![\p{L}\d+*#])[+*#(]{0,3}\d(?:[ ().+-]{0,3}[\d*#])*(?!\p{L}|[ ().+-]{0,3}[\d*#])/gu;
/** An inner line or a starred number, as it is dialled. */
const SHORT = /^[*#]?\d{3,6}$/;
/** A whole number as spreadsheets show a long one. The decimal point may be a comma. */
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;

/** Returns the numbers of a cell, each once. `label` is what the file calls them. */
export function readNumberCell(
  cell: string,
  label: string,
  region: Region,
  readNumber: ReadNumber,
): NumberCell {
  if (cell.trim() === '') return NOTHING;
  const text = unwrapped(plain(cell.slice(0, MAX_CELL)));
  const scientific = SCIENTIFIC.exec(text);
  if (scientific !== null) {
    const [, first = '', decimals = '', exponent = ''] = scientific;
    if (decimals.length !== Number(exponent)) return decimals.length < Number(exponent) ? DAMAGED : NOTHING;
    return { numbers: numbersIn(first + decimals, label, region, readNumber), isDamaged: false };
  }
  return { numbers: numbersIn(text, label, region, readNumber), isDamaged: false };
}

/** Returns the text with plain digits, blanks and dashes, and without invisible characters. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/[\p{Cf}\0]/gu, '')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .replace(/\p{Pd}/gu, '-')
    .trim();

/** Removes what makes a spreadsheet keep a number as a text, and the decimal that programs add. */
const unwrapped = (text: string): string =>
  text
    .replace(/^'+/, '')
    .replace(/^="([^"]*)"$/, '$1')
    .replace(/^(\+?\d+)\.0$/, '$1')
    .trim();

function numbersIn(text: string, label: string, region: Region, readNumber: ReadNumber): ContactNumber[] {
  const found = text.split(BETWEEN).flatMap((part) => numbersOfPart(part.trim(), region, readNumber));
  return found.map((number) => ({ ...number, label }));
}

type Found = Omit<ContactNumber, 'label'>;

function numbersOfPart(text: string, region: Region, readNumber: ReadNumber): Found[] {
  const part = text.replace(/^tel:/i, '');
  const extension = EXTENSION.exec(part);
  const body = extension === null ? part : part.slice(0, extension.index);
  const [written] = [...body.matchAll(WRITTEN)].sort((a, b) => b[0].length - a[0].length);
  if (written === undefined) return [];
  const number = written[0].trim();
  const key = keyOf(number, region, readNumber);
  if (key !== null) return [{ key, extension: extension?.[1] ?? '' }];
  return twoOf(number.split(/ +/), region, readNumber);
}

/** Returns two numbers with nothing but a blank between them, or none. */
function twoOf(words: readonly string[], region: Region, readNumber: ReadNumber): Found[] {
  for (let at = 1; at < words.length && words.length <= 8; at += 1) {
    const first = readNumber(words.slice(0, at).join(' '), region);
    const second = readNumber(words.slice(at).join(' '), region);
    if (first !== null && second !== null)
      return [
        { key: first, extension: '' },
        { key: second, extension: '' },
      ];
  }
  return [];
}

function keyOf(number: string, region: Region, readNumber: ReadNumber): string | null {
  const known = readNumber(number, region);
  if (known !== null) return known;
  const short = number.replace(/[^\d*#+]/g, '');
  return SHORT.test(short) ? short : null;
}
