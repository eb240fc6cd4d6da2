/** Reads the contacts of a vCard file, card by card. */
import type { Region } from '../../common/phone-number.ts';
import { type ContactNumber, MAX_ROWS, type ReadNumber, type ReadRow } from './contact.ts';
import { contactOf, contactText } from './contact-text.ts';
import { readNumberCell } from './number-cell.ts';
import { properties, type Property, textOf, type VcardFile } from './vcard-lines.ts';

/** Most cards within cards. */
const MAX_DEPTH = 5;
/** Types of numbers that nobody speaks at. */
const NOT_TO_CALL = /^(?:FAX|PAGER|TELEX|MODEM|BBS|TEXTPHONE)$/;
const LABELS = ['CELL', 'WORK', 'HOME', 'MAIN', 'COMPANY', 'ASSISTANT'];

/** Reads the cards. Group cards give nothing. A card without an end is taken. */
export function* readVcards(file: VcardFile, region: Region, readNumber: ReadNumber): Generator<ReadRow> {
  const open: Property[][] = [];
  let count = 0;
  const close = function* (): Generator<ReadRow> {
    const card = open.pop() ?? [];
    if (isGroup(card, file)) return;
    count += 1;
    yield { row: count, ...readCard(card, file, region, readNumber) };
  };
  for (const property of properties(file.binary)) {
    if (count > MAX_ROWS) return;
    const isCard = /^ *VCARD *$/i.test(property.bytes);
    if (property.name === 'BEGIN' && isCard) {
      if (open.length < MAX_DEPTH) open.push([]);
    } else if (property.name === 'END' && isCard) {
      if (open.length > 0) yield* close();
    } else if ((open.at(-1)?.length ?? Infinity) < 500) open.at(-1)?.push(property);
  }
  while (open.length > 0) yield* close();
}

const isGroup = (card: readonly Property[], file: VcardFile): boolean =>
  card.some((each) => each.name.endsWith('KIND') && /^ *group *$/i.test(textOf(each, file)));

function readCard(
  card: readonly Property[],
  file: VcardFile,
  region: Region,
  readNumber: ReadNumber,
): Pick<ReadRow, 'contact' | 'faults'> {
  const partsOf = (name: string): string[] => {
    const found = card.find((property) => property.name === name);
    return found === undefined ? [] : splitEscaped(textOf(found, file)).map(contactText);
  };
  const whole = card.find(({ name }) => name === 'FN');
  const full = whole === undefined ? '' : contactText(unescaped(withoutQuotes(textOf(whole, file))));
  const [family = '', given = '', additional = ''] = partsOf('N');
  const numbers: ContactNumber[] = [];
  let isDamaged = false;
  for (const property of card) {
    if (property.name !== 'TEL' && property.name !== 'X-MS-TEL') continue;
    const types = typesOf(property);
    if (types.some((type) => NOT_TO_CALL.test(type))) continue;
    const text = unescaped(textOf(property, file));
    const read = readNumberCell(text, labelOf(property, types, card, file), region, readNumber);
    numbers.push(...read.numbers);
    isDamaged ||= read.isDamaged;
  }
  return contactOf(
    {
      name: full === '' ? contactText([given, additional, family].filter(Boolean).join(' ')) : full,
      company: partsOf('ORG')[0] ?? '',
      tag: '',
      owner: '',
      recordUrl: '',
    },
    numbers,
    isDamaged,
  );
}

/** `TYPE=WORK,VOICE`, `TYPE="HOME,VOICE"`, `CELL` and `CELL=` all name types. */
const typesOf = ({ params }: Property): string[] =>
  params.flatMap((param) =>
    param
      .replace(/^TYPE=/, '')
      .replace(/=$/, '')
      .replaceAll('"', '')
      .split(','),
  );

/** The label that a person wrote, or the kind of number. Apple encloses its own words: `_$!<Other>!$_`. */
function labelOf(
  { group }: Property,
  types: readonly string[],
  card: readonly Property[],
  file: VcardFile,
): string {
  const written =
    group === '' ? undefined : card.find((each) => each.name === 'X-ABLABEL' && each.group === group);
  if (written !== undefined)
    return contactText(unescaped(textOf(written, file)).replace(/^_\$!<(.*)>!\$_$/, '$1'));
  return LABELS.find((label) => types.includes(label))?.toLowerCase() ?? '';
}

const withoutQuotes = (text: string): string => text.replace(/^"(.*)"$/, '$1');

const unescaped = (text: string): string =>
  text.replace(/\\([\\,;:nN])/g, (_, char: string) => (/n/i.test(char) ? '\n' : char));

/** Splits at semicolons that have no backslash before them. */
function splitEscaped(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (at === text.length || text[at] === ';') {
      parts.push(unescaped(text.slice(start, at)));
      start = at + 1;
    }
  }
  return parts;
}
