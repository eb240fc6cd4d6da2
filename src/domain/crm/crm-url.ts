/** CRM links: makes one safe URL from a template and a call, or gives the reason why there is none. */
import { allowsHost, allowsScheme, isWeb, type LinkPolicy, NO_POLICY } from './url-policy.ts';
import { foldersOf, isDotFolder } from './url-path.ts';
import {
  fill,
  MAX_MODIFIER_LENGTH,
  MAX_TEMPLATE_LENGTH,
  modifierOf,
  MAX_PLACEHOLDERS,
  readTemplate,
  type Slot,
  type Template,
} from './url-template.ts';
import { NUMBER_FORMS } from '../common/phone-number.ts';
import { urlOf } from '../common/url.ts';
import { type LinkValues, type Placeholder, PLACEHOLDERS } from './link-values.ts';

/** What is wrong with a template. */
export type TemplateError =
  | 'too-long'
  | 'template-not-http'
  | 'template-unknown-placeholder'
  | 'template-unknown-modifier'
  | 'template-placeholder-in-host'
  | 'template-not-a-url'
  | 'template-host-forbidden';

/**
 * Why a call has no link.
 * - `no-template`: no template is set.
 * - `no-number`: a placeholder of the caller's number has no value. Any other empty value becomes an empty
 *   text in the URL.
 * - `bad-template`: the template has a fault (`checkTemplate` says which).
 * - `bad-value`: a value in the path would leave its folder or add one.
 */
export type WhyNoLink = 'no-template' | 'no-number' | 'bad-template' | 'bad-value';
/** Returns whether another template in the settings would help. If not, this call has no way to the CRM. */
export const isMendedInSettings = (why: WhyNoLink): boolean =>
  why === 'no-template' || why === 'bad-template';

/** A link with its URL, or the reason why there is none. */
export type CrmLink =
  { readonly kind: 'link'; readonly url: string } | { readonly kind: 'none'; readonly why: WhyNoLink };

/**
 * Returns what is wrong with a template, or null. Placeholders may stand in path, query and fragment only.
 */
export function checkTemplate(template: string, policy: LinkPolicy = NO_POLICY): TemplateError | null {
  // Refuses a template that is too long before reading it.
  if (template.length > MAX_TEMPLATE_LENGTH) return 'too-long';
  const read = readTemplate(template);
  return read === null ? 'template-unknown-placeholder' : (faultOfSlots(read) ?? faultOfPlace(read, policy));
}

/**
 * Returns the URL of a template with these values, or the reason why there is none. Every value is encoded as
 * a whole, so it cannot leave its place. That is not enough in the path, because a server may decode before
 * it chooses a route. No value may change the folders of the path.
 */
export function fillTemplate(template: string, values: LinkValues, policy: LinkPolicy = NO_POLICY): CrmLink {
  if (template === '') return { kind: 'none', why: 'no-template' };
  const read = checkTemplate(template, policy) === null ? readTemplate(template) : null;
  if (read === null) return { kind: 'none', why: 'bad-template' };
  const filled = encodedValues(read, values);
  if (read.slots.some(({ name }, index) => isNumber(name) && filled[index] === ''))
    return { kind: 'none', why: 'no-number' };
  const text = fill(read, (_, index) => filled[index] ?? '');
  const plainText = fill(read, () => 'x');
  const [url, shape] = [urlOf(text), urlOf(plainText)];
  const keepsHost = url !== null && url.protocol === shape?.protocol && url.host === shape.host;
  const keepsFolders = !hasDotFolder(text) && foldersOf(text)?.length === foldersOf(plainText)?.length;
  return keepsHost && keepsFolders ? { kind: 'link', url: url.href } : { kind: 'none', why: 'bad-value' };
}

/** Returns the values of a valid template's placeholders in order, encoded as they stand in the URL. */
export function encodedValues(template: Template, values: LinkValues): readonly string[] {
  const programSlots = slotsOfProgram(template);
  return template.slots.map((slot, index) => encode(valueOf(slot, values), index < programSlots));
}

const DATA = /^data\./i;
/** Returns the custom variable that a placeholder names, in lower case, or '' if it names none. */
const variableOf = (name: string): string =>
  DATA.test(name) ? name.replace(DATA, '').trim().toLowerCase() : '';
const known = (name: string): Placeholder | undefined =>
  PLACEHOLDERS.find((each) => each.toLowerCase() === name.toLowerCase());
const isNumber = (name: string): boolean => NUMBER_FORMS.some((form) => form === known(name));

function faultOfSlots({ slots }: Template): TemplateError | null {
  const names = slots.map(({ name }) => name);
  const modifiers = slots.flatMap((slot) => slot.modifiers);
  const hasLong = modifiers.some(({ length }) => length > MAX_MODIFIER_LENGTH);
  if (hasLong || slots.length > MAX_PLACEHOLDERS) return 'too-long';
  const isKnown = (name: string): boolean => known(name) !== undefined || variableOf(name) !== '';
  if (!names.every(isKnown)) return 'template-unknown-placeholder';
  return modifiers.some((each) => modifierOf(each) === null) ? 'template-unknown-modifier' : null;
}

/**
 * Returns what is wrong with scheme and host, or null. The text before the first placeholder must contain the
 * whole scheme and host.
 */
function faultOfPlace(template: Template, policy: LinkPolicy): TemplateError | null {
  const [start = '', ...rest] = template.texts;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(start)?.[1]?.toLowerCase();
  const allowed = scheme !== undefined && allowsScheme(scheme, policy);
  if (!allowed)
    return rest.length > 0 && !/[:/?#]/.test(start) ? 'template-placeholder-in-host' : 'template-not-http';
  // URL parsers accept `https:x` and `https:///x` and take what follows for the host. They count `\` as a
  // slash and drop white space.
  const [, slashes, authority = ''] = /^[^:]*:(\/\/)?([^/?#\\]*)/.exec(start) ?? [];
  if (isWeb(scheme) && slashes === undefined) return 'template-not-http';
  if (rest.length > 0 && slashes !== undefined && !/^[^:]*:\/\/[^/?#\\]*[/?#\\]/.test(start))
    return 'template-placeholder-in-host';
  const shape = fill(template, () => 'x');
  const url = urlOf(shape);
  const isPlain =
    url?.username === '' &&
    url.password === '' &&
    (!isWeb(scheme) || (authority !== '' && url.hostname !== ''));
  if (!isPlain || hasDotFolder(shape) || template.texts.some((text) => /[\s\\\p{Cc}]/u.test(text)))
    return 'template-not-a-url';
  return allowsHost(url, policy) ? null : 'template-host-forbidden';
}

/** Returns the value of a placeholder that has passed the check. */
function valueOf({ name, modifiers }: Slot, values: LinkValues): string {
  const own = known(name);
  const variable = variableOf(name);
  const detail = values.details.find((each) => each.name.trim().toLowerCase() === variable);
  const value = own === undefined ? detail?.value : values[own];
  return modifiers.reduce(
    (text, modifier) => (text === '' ? '' : (modifierOf(modifier)?.(text, values.region) ?? '')),
    value ?? '',
  );
}

/**
 * Encodes everything but letters, digits and `-._~`. `keepsPlus` leaves the plus as it is: in an address for
 * a program (`tel:+97250…`) it means itself, in a query it means a space.
 */
function encode(value: string, keepsPlus: boolean): string {
  const encoded = encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepsPlus ? encoded.replaceAll('%2B', '+') : encoded;
}

/**
 * Returns how many of the first placeholders stand in the path of a URL without a host, or 0 if the URL has a
 * host.
 */
function slotsOfProgram({ texts }: Template): number {
  if (!/^[^:]*:(?!\/\/)/.test(texts[0] ?? '')) return 0;
  const end = texts.findIndex((text) => /[?#]/.test(text));
  return end === -1 ? texts.length : end;
}

/**
 * Returns whether a folder is `.` or `..`, however it is encoded: it leads out of the folder before. True if
 * the path is encoded too often to be read.
 */
const hasDotFolder = (url: string): boolean => foldersOf(url)?.some(isDotFolder) ?? true;
