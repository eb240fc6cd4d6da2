/** Cleans the texts of a contact and its address. */
import { sanitize } from '../../common/sanitize.ts';
import { urlOf } from '../../common/url.ts';
import { type Contact, type ContactNumber, MAX_NUMBERS, MAX_TEXT, type RowFault } from './contact.ts';

/** Longest address of a record, in characters. */
const MAX_ADDRESS = 2_000;

/** Returns a text as it may be shown. Removes what makes a spreadsheet keep it as a text. */
export function contactText(raw: string): string {
  const text = raw
    .slice(0, 4 * MAX_TEXT)
    .replace(/^="([^"]*)"$/, '$1')
    .replace(/^'(?=[=+@\d-])/, '');
  return sanitize(sanitize(text).slice(0, MAX_TEXT).toWellFormed());
}

/** Returns the https address of a record, or ''. */
export function recordUrlOf(raw: string): string {
  const url = raw.length > MAX_ADDRESS ? null : urlOf(raw.trim());
  const isUsable = url?.protocol === 'https:' && url.username === '' && url.password === '';
  return isUsable && url.href.length <= MAX_ADDRESS ? url.href : '';
}

/** Returns the contact without repeated numbers, or why there is none. */
export function contactOf(
  texts: Omit<Contact, 'numbers'>,
  numbers: readonly ContactNumber[],
  isDamaged: boolean,
): { readonly contact: Contact | null; readonly faults: readonly RowFault[] } {
  const once = [...new Map(numbers.map((number) => [number.key, number] as const).reverse()).values()];
  const kept = once.reverse().slice(0, MAX_NUMBERS);
  const damage: RowFault[] = isDamaged ? ['damaged-number'] : [];
  if (kept.length === 0) return { contact: null, faults: isDamaged ? damage : ['no-number'] };
  if (texts.name === '' && texts.company === '') return { contact: null, faults: [...damage, 'no-name'] };
  return { contact: { ...texts, numbers: kept }, faults: damage };
}
