/** Builds the requests of a plan for one caller. Each value is encoded for its place. */
import { modifierOf } from '../crm/url-template.ts';
import { NUMBER_FORMS, numberForms, type Region } from '../common/phone-number.ts';
import { urlOf } from '../common/url.ts';
import type { CrmPlan, PlanRequest } from './plan.ts';

/** A request as it is sent. */
export interface CrmRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The values for the placeholders of a plan, by name. */
export type PlanValues = Readonly<Record<string, string>>;

/** Fewest digits of a number that is looked up. Shorter numbers match by chance. */
const FEWEST_DIGITS = 7;
/** In characters. No number is longer. */
const MAX_FORM = 32;

/**
 * Returns the digits that every form of a number ends with. Returns null for a number that no CRM is asked
 * about: it is too short, or none.
 */
export function digitsToFind(number: string, region: Region): string | null {
  const { bare } = numberForms(number, region);
  return /^\d+$/.test(bare) && bare.length >= FEWEST_DIGITS && bare.length <= MAX_FORM ? bare : null;
}

const NOT_OF_NUMBERS = /[^\d+*#(). -]/g;
const onlyNumber = (text: string): string => text.replace(NOT_OF_NUMBERS, '').slice(0, MAX_FORM);

/** Returns the forms of a number. They hold nothing but digits and the signs between them. */
export function numberValues(number: string, region: Region): PlanValues {
  const forms = numberForms(number, region);
  return Object.fromEntries(NUMBER_FORMS.map((form) => [form, onlyNumber(forms[form])]));
}

/** Encodes everything but letters, digits and `-._~`. */
export const encode = (value: string): string =>
  encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `{{name}}` or `{{name:modifier:modifier}}`. */
export const PLACEHOLDER = /\{\{(\w+)((?::[^{}:]+)*)\}\}/g;

/** Returns the text with each placeholder replaced by its encoded value. An unknown one becomes ''. */
export function fillText(
  text: string,
  values: PlanValues,
  region: Region,
  encoded: (value: string) => string = String,
): string {
  return text.replace(PLACEHOLDER, (_, name: string, modifiers: string) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
    return encoded(
      modifiers
        .split(':')
        .slice(1)
        .reduce((changed, modifier) => onlyNumber(modifierOf(modifier)?.(changed, region) ?? ''), value),
    );
  });
}

/**
 * Returns a request with these values. Returns null if its address would leave the plan's base, or if a
 * header would hold more than plain text.
 */
export function fillRequest(
  { base, basic }: Pick<CrmPlan, 'base' | 'basic'>,
  { method, path, query, headers, json }: PlanRequest,
  values: PlanValues,
  region: Region,
): CrmRequest | null {
  const fill = (text: string): string => fillText(text, values, region);
  const search = query.map(([name, value]) => `${encode(fill(name))}=${encode(fill(value))}`).join('&');
  const url = urlOf(base + fillText(path, values, region, encode) + (search === '' ? '' : `?${search}`));
  const pairs = [
    ...headers.map(([name, value]) => [name, fill(value)] as const),
    ...(basic === undefined ? [] : [['Authorization', `Basic ${base64(fill(basic))}`] as const]),
    ...(json === undefined ? [] : [['Content-Type', 'application/json'] as const]),
  ];
  const isPlain = pairs.every(([, value]) => /^[\x20-\x7e]*$/.test(value));
  if (url === null || !isPlain || !url.href.startsWith(base + '/')) return null;
  return {
    url: url.href,
    method,
    headers: Object.fromEntries(pairs),
    body: json === undefined ? null : JSON.stringify(filledJson(json, fill)),
  };
}

/** Fills the texts in a value. JSON is never made by joining texts, so no value can leave its place. */
function filledJson(json: unknown, fill: (text: string) => string): unknown {
  if (typeof json === 'string') return fill(json);
  if (Array.isArray(json)) return json.map((each) => filledJson(each, fill));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, filledJson(each, fill)]));
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
