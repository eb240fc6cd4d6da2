/**
 * The notation of templates. `{name}` stands for a value of the call. `{data.Order}` stands for the custom
 * variable that the customer named `Order`.
 * Modifiers follow after colons. Each one works on the result of the one before:
 *
 *     {did:e164}               any form of a number (phone-number.ts), here of the dialled one
 *     {national:last4}         its last digits, 1 to 99 of them
 *     {data.Mobile:e164:last9}
 *     {national:###-###-####}  a mask: each # takes a digit, filled from the right
 *
 * A # without a digit is left out. Digits without a # stand in front.
 */
import { NUMBER_FORMS, numberForms, type Region } from '../common/phone-number.ts';

/** Longest template, in characters. Longer ones are not even read, because each ring fills all templates. */
export const MAX_TEMPLATE_LENGTH = 4_000;
/** Most placeholders of a template. */
export const MAX_PLACEHOLDERS = 50;
/** Longest modifier, in characters. Masks are the longest modifiers. */
export const MAX_MODIFIER_LENGTH = 40;

/** A placeholder: its name as written, and its modifiers. */
export interface Slot {
  readonly name: string;
  readonly modifiers: readonly string[];
}

/** A template in order: text, placeholder, text, … */
export interface Template {
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
}

/** Changes a value. `region` is the region in which a number without a country code is read. */
export type Modifier = (value: string, region: Region) => string;

/**
 * Returns the parts of a template, or null if a brace has no partner. Accepts any length, in linear time. The
 * caller must refuse a template that is too long.
 */
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

/** Returns the template with each placeholder replaced by the result of `value`. */
export const fill = ({ texts, slots }: Template, value: (slot: Slot, index: number) => string): string =>
  texts.map((text, index) => text + (slots[index] === undefined ? '' : value(slots[index], index))).join('');

const isMask = (written: string): boolean => written.includes('#') && /^[\d #()+./-]+$/.test(written);

/** Returns the function of a modifier, or null if the modifier is unknown. */
export function modifierOf(written: string): Modifier | null {
  if (written.length > MAX_MODIFIER_LENGTH) return null;
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
    // Stops at the first missing digit of a short number. The signs of the mask before it belong to the
    // missing digits.
    if (left === '' && (isHole || at > firstHole)) break;
    // The first # takes all remaining digits.
    const taken = at > firstHole ? left.slice(-1) : left;
    shown = (isHole ? taken : (mask[at] ?? '')) + shown;
    if (isHole) left = left.slice(0, left.length - taken.length);
  }
  return shown;
}
