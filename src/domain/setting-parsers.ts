/** How single settings are parsed: what comes of a field, a file, a policy or the store becomes a value, or is named unfit. Pure. */
import { DEFAULT_LINK, NEW_RECORD, type NamedLink } from './call-links.ts';
import { checkTemplate, type TemplateFault } from './crm-link.ts';
import { type LinkPolicy, NO_POLICY } from './link-policy.ts';
import { isSafeServer } from './server-address.ts';

/** What makes a value unfit, as the field's error says it. */
export type SettingFault = AddressFault | 'not-an-email' | 'unknown-choice' | 'too-many' | 'too-long' | TemplateFault;
type AddressFault = 'not-a-url' | 'http-only-loopback' | 'full-not-a-url' | 'full-http' | 'lookup-not-a-url' | 'lookup-http';
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SettingFault };

/** A setting's default and parser. `links`: where templates among the value may lead. */
export interface SettingRow<T> {
  readonly fallback: T;
  readonly parse: (raw: unknown, links?: LinkPolicy) => Parsed<T>;
}

export const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const bad = (fault: SettingFault): { ok: false; fault: SettingFault } => ({ ok: false, fault });
/** Yes or no. */
export const flag = (raw: unknown): Parsed<boolean> => (typeof raw === 'boolean' ? good(raw) : bad('unknown-choice'));
/** The text that was given, trimmed; '' for what is none. */
export const text = (raw: unknown): string => (typeof raw === 'string' ? raw.trim() : '');

/** Characters of an address, a mail address or a user name. */
export const LONGEST_TEXT = 2_000;
const isTooLong = (raw: unknown, most: number): boolean => typeof raw === 'string' && raw.length > most;
/** A parser that refuses a text of more than `most` characters before it looks at it. */
export const upTo =
  <T>(most: number, parse: SettingRow<T>['parse']): SettingRow<T>['parse'] =>
  (raw, links) => (isTooLong(raw, most) ? bad('too-long') : parse(raw, links));

/** What an address is told that is none, and one that would go unprotected: each field wants something else, and risks something else. */
export interface AddressFaults {
  readonly none: AddressFault;
  readonly http: AddressFault;
}
/** The base address of a login server. */
const BASE: AddressFaults = { none: 'not-a-url', http: 'http-only-loopback' };
/** A full address of the two-step login. */
export const FULL: AddressFaults = { none: 'full-not-a-url', http: 'full-http' };
/** The customer's lookup endpoint. */
export const LOOKUP: AddressFaults = { none: 'lookup-not-a-url', http: 'lookup-http' };

/** Plain http would show the password to the network: it is taken for this very machine only. An empty field means the known address. */
export function parseServer(raw: unknown, fallback: string, faults = BASE): Parsed<string> {
  if (isTooLong(raw, LONGEST_TEXT)) return bad('too-long');
  const written = text(raw);
  if (written === '') return good(fallback);
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`);
  } catch {
    return bad(faults.none);
  }
  if (url.username !== '' || url.password !== '' || (url.protocol !== 'https:' && url.protocol !== 'http:')) return bad(faults.none);
  if (!isSafeServer(url)) return bad(faults.http);
  const address = withoutSlashes(url.origin + url.pathname) + url.search;
  // Browsers spell a letter beyond ASCII with up to nine characters. What is stored has to fit when it is read again.
  return isTooLong(address, LONGEST_TEXT) ? bad('too-long') : good(address);
}

/** Without the slashes at its end. */
function withoutSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

/** The address of a server. */
export const server = (fallback: string, faults = BASE): SettingRow<string> => ({ fallback, parse: (raw) => parseServer(raw, fallback, faults) });

/** One of a few words. */
export function oneOf<T extends string>(choices: readonly T[], fallback: T): SettingRow<T> {
  const parse = (raw: unknown): Parsed<T> => {
    const known = choices.find((choice) => choice === raw);
    return known === undefined ? bad('unknown-choice') : good(known);
  };
  return { fallback, parse };
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number, fallback: number): SettingRow<number> {
  return { fallback, parse: (raw) => (Number.isInteger(raw) && (raw as number) >= least && (raw as number) <= most ? good(raw as number) : bad('unknown-choice')) };
}

/** A link's template, or '' for none. */
export function parseTemplate(raw: unknown, links: LinkPolicy = NO_POLICY): Parsed<string> {
  const fault = text(raw) === '' ? null : checkTemplate(text(raw), links);
  return fault === null ? good(text(raw)) : bad(fault);
}

/** So many links may stand beside the default one, each with a name of so many characters. */
export const MOST_LINKS = 20;
export const LONGEST_LINK_NAME = 60;
/** Ids of links that are not among these. */
const RESERVED: readonly unknown[] = [DEFAULT_LINK, NEW_RECORD];

function readLink(raw: unknown, policy?: LinkPolicy): Parsed<NamedLink> {
  if (typeof raw !== 'object' || raw === null) return bad('unknown-choice');
  const { id, name, template } = raw as Record<string, unknown>;
  const parsed = parseTemplate(template, policy);
  if (isTooLong(id, LONGEST_ID) || isTooLong(text(name), LONGEST_LINK_NAME)) return bad('too-long');
  if (!parsed.ok) return bad(parsed.fault === 'too-long' ? 'too-long' : 'unknown-choice');
  if (!isId(id) || RESERVED.includes(id) || text(name) === '' || parsed.value === '') return bad('unknown-choice');
  return good({ id, name: text(name), template: parsed.value });
}

/** Links beside the default one: all of them fit, and no two have one id. */
export const namedLinks: SettingRow<readonly NamedLink[]> = {
  fallback: [],
  parse(raw, policy) {
    if (!Array.isArray(raw)) return bad('unknown-choice');
    if (raw.length > MOST_LINKS) return bad('too-many');
    const links: NamedLink[] = [];
    for (const each of raw) {
      const link = readLink(each, policy);
      if (!link.ok) return link;
      links.push(link.value);
    }
    return new Set(links.map(({ id }) => id)).size === links.length ? good(links) : bad('unknown-choice');
  },
};

/** So many hosts or schemes a list may hold. */
export const MOST_HOSTS = 100;

/** A list of texts in lower case, each of which fits. */
export function listOf(fits: (text: string) => boolean): SettingRow<readonly string[]> {
  return {
    fallback: [],
    parse(raw) {
      const texts = Array.isArray(raw) && raw.length <= MOST_HOSTS ? raw.map((each) => text(each).toLowerCase()) : [''];
      return texts.every(fits) ? good([...new Set(texts)]) : bad('unknown-choice');
    },
  };
}

/** In characters. */
export const LONGEST_ID = 200;
/** An id as the wire and we make them. */
export const isId = (raw: unknown): raw is string => typeof raw === 'string' && raw !== '' && raw.length <= LONGEST_ID;
