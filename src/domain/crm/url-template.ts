/**
 * The notation of templates. `{name}` stands for a value of the call, `{data.Order}` for the custom variable that the customer named so.
 * Modifiers follow after colons, each working on what the one before made:
 *
 *     {did:e164}               any form of a number (phone-number.ts), here of the dialled one
 *     {national:last4}         its last digits, 1 to 99 of them
 *     {data.Mobile:e164:last9}
 *     {national:###-###-####}  a mask: each # takes a digit, filled from the right; # without a digit fall away, digits without a # stand in front
 */
import { NUMBER_FORMS, numberForms, type Region } from '../common/phone-number.ts';

/** How large a template may be. Longer ones are not even read: each ring fills all templates. */
export const LONGEST_TEMPLATE = 4_000;
export const MOST_PLACEHOLDERS = 50;
/** Characters of a modifier; masks are the longest ones. */
export const LONGEST_MODIFIER = 40;

/** A placeholder: its name as written, and its modifiers. */
export interface Slot {
  readonly name: string;
  readonly modifiers: readonly string[];
}

/** A template in order: text, placeholder, text, …; null where a brace has no partner. */
export interface Template {
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
}

export type Modifier = (value: string, region: Region) => string;

/** Takes a template of any length, in linear time; what is too long is for the caller to refuse. */
export function readTemplate(template: string): Template | null {
  const parts = template.split(/\{([^{}]*)\}/);
  const texts = parts.filter((_, index) => index % 2 === 0);
  const slots = parts
    .filter((_, index) => index % 2 === 1)
    .map((inner) => {
      const [name = '', ...modifiers] = inner.split(':');
      return { name: name.trim(), modifiers };
    });
  return texts.some((text) => /[{}]/.test(text)) ? null : { texts, slots };
}

/** The template with each placeholder replaced by what `value` says for it. */
export const fill = ({ texts, slots }: Template, value: (slot: Slot, index: number) => string): string =>
  texts.map((text, index) => text + (slots[index] === undefined ? '' : value(slots[index], index))).join('');

const isMask = (written: string): boolean => written.includes('#') && /^[\d #()+./-]+$/.test(written);

/** What a modifier does, or null where there is none of this name. */
export function modifierOf(written: string): Modifier | null {
  if (written.length > LONGEST_MODIFIER) return null;
  if (isMask(written)) return (value) => masked(digitsOf(value), written);
  const name = written.trim().toLowerCase();
  const last = /^last([1-9]\d?)$/.exec(name)?.[1];
  if (last !== undefined) return (value) => digitsOf(value).slice(-Number(last));
  const form = NUMBER_FORMS.find((each) => each.toLowerCase() === name);
  return form === undefined ? null : (value, region) => numberForms(value, region)[form];
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function masked(digits: string, mask: string): string {
  if (digits === '') return '';
  const firstHole = mask.indexOf('#');
  let left = digits;
  let shown = '';
  for (let at = mask.length - 1; at >= 0; at -= 1) {
    const isHole = mask[at] === '#';
    // What is written before the first digit of a short number belongs to the digits that it has not.
    if (left === '' && (isHole || at > firstHole)) break;
    // The first hole takes all digits that are left.
    const taken = at > firstHole ? left.slice(-1) : left;
    shown = (isHole ? taken : (mask[at] ?? '')) + shown;
    if (isHole) left = left.slice(0, left.length - taken.length);
  }
  return shown;
}
