/** Placeholders while the agent types a template: which one is being typed, what fits, and what is wrong. */
import { checkTemplate } from './crm-url.ts';
import { type LinkValues, PLACEHOLDERS, type Placeholder } from './link-values.ts';

/** A placeholder that the agent has begun: from its brace (`start`) to the cursor (`end`). */
export interface BegunPlaceholder {
  readonly start: number;
  readonly end: number;
  /** The text behind the brace. */
  readonly query: string;
}

/** Longest text behind a brace that is looked up, in characters. Longer names are none of ours. */
const MAX_QUERY_LENGTH = 60;

/** Returns the placeholder that has a brace before the cursor and no closing one. Null if there is none. */
export function begunPlaceholder(text: string, cursor: number): BegunPlaceholder | null {
  const start = text.lastIndexOf('{', Math.max(0, cursor - 1));
  if (start === -1 || start >= cursor) return null;
  const query = text.slice(start + 1, cursor);
  return /[{}/?&=#]/.test(query) || query.length > MAX_QUERY_LENGTH ? null : { start, end: cursor, query };
}

/**
 * Returns the text with a whole placeholder in place of the begun one, and the cursor behind it. Takes away
 * the rest of a name and its closing brace behind the cursor.
 */
export function completePlaceholder(
  text: string,
  { start, end }: BegunPlaceholder,
  name: string,
): { readonly text: string; readonly cursor: number } {
  const rest = text.slice(end).replace(/^[\w.]*\}/, '');
  const before = `${text.slice(0, start)}{${name}}`;
  return { text: before + rest, cursor: before.length };
}

/** A placeholder to choose: its name without braces, what it means, and its value for one call. */
export interface PlaceholderChoice {
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
}

/** The placeholders that most links need come first. */
const COMMON: readonly Placeholder[] = [
  'e164',
  'national',
  'bare',
  'phone',
  'digits',
  'nationalFormatted',
  'international',
  'name',
  'company',
  'did',
  'queue',
  'callId',
];
const ORDERED = [...COMMON, ...PLACEHOLDERS.filter((name) => !COMMON.includes(name))];

/**
 * Returns all placeholders with their values for one call, custom variables of that call last. A variable
 * whose name has a sign of the notation in it cannot be chosen.
 */
export function placeholderChoices(
  values: LinkValues,
  meaningOf: (name: Placeholder) => string,
  meaningOfVariable: (name: string) => string,
): readonly PlaceholderChoice[] {
  const variables = values.details.filter(({ name }) => /^[^{}:]{1,60}$/.test(name.trim()));
  return [
    ...ORDERED.map((name) => ({ name, meaning: meaningOf(name), value: values[name] })),
    ...variables.map(({ name, value }) => ({
      name: `data.${name.trim()}`,
      meaning: meaningOfVariable(name.trim()),
      value,
    })),
  ];
}

/** Returns the choices that fit the text behind the brace: first by name, then by meaning or value. */
export function fittingChoices(
  choices: readonly PlaceholderChoice[],
  query: string,
): readonly PlaceholderChoice[] {
  const sought = query.trim().toLowerCase();
  const begins = choices.filter(({ name }) => name.toLowerCase().startsWith(sought));
  const others = choices.filter(
    (choice) =>
      !begins.includes(choice) &&
      [choice.name, choice.meaning, choice.value].some((text) => text.toLowerCase().includes(sought)),
  );
  return [...begins, ...others];
}

/** A part of a template: plain text, a valid placeholder, or one that is wrong. */
export interface TemplatePart {
  readonly text: string;
  readonly kind: 'text' | 'placeholder' | 'wrong';
}

/** Returns the parts of a template in order. Joined, they are the template. */
export const templateParts = (template: string): readonly TemplatePart[] =>
  template
    .split(/(\{[^{}]*\}?|\})/)
    .filter((text) => text !== '')
    .map((text) => ({ text, kind: kindOf(text) }));

/** True while a placeholder has a brace and no closing one. */
export const isHalfTyped = (template: string): boolean =>
  templateParts(template).some(({ text }) => text.startsWith('{') && !text.endsWith('}'));

function kindOf(text: string): TemplatePart['kind'] {
  if (!/^[{}]/.test(text)) return 'text';
  return text.endsWith('}') && checkTemplate(`https://x/${text}`) === null ? 'placeholder' : 'wrong';
}
