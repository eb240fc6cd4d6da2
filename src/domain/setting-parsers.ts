/** How single settings are parsed: what comes of a field, a file, a policy or the store becomes a value, or is named unfit. Pure. */
import { DEFAULT_LINK, NEW_RECORD, type NamedLink } from './call-links.ts';
import { checkTemplate, type TemplateFault } from './crm-link.ts';
import { type Limits, NO_LIMITS } from './limits.ts';
import { linkPolicyOf } from './link-policy.ts';
import { type AddressUse, isAllowedAddress, isSafeServer } from './server-address.ts';

/** What makes a value unfit, as the field's error says it. */
export type SettingFault =
  | AddressFault
  | HostFault
  | TemplateFault
  | 'not-an-email'
  | 'unknown-choice'
  | 'too-many'
  | 'too-long';
type AddressFault = 'not-a-url' | 'http-only-loopback' | 'full-not-a-url' | 'full-http' | 'lookup-not-a-url' | 'lookup-http';
/**
 * The policy does not let this address be used; or no token may go there, for it is foreign to the login
 * server.
 */
type HostFault = 'login-host-forbidden' | 'lookup-host-forbidden' | 'token-host-foreign';

/** What a parser left out of a list: the item at a place, or with null the value as a whole. */
export interface LeftOut {
  readonly at: number | null;
  readonly fault: SettingFault;
}

/** A value, less what was left out of it; or why there is none. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly leftOut?: readonly LeftOut[] }
  | { readonly ok: false; readonly fault: SettingFault };

/** Whether a value was taken with all that it holds. */
export const isWhole = (parsed: Parsed<unknown>): boolean => parsed.ok && (parsed.leftOut ?? []).length === 0;

/** A setting's default and parser. Without `limits` a value is judged as if there were no policy. */
export interface SettingRow<T> {
  readonly fallback: T;
  readonly parse: (raw: unknown, limits?: Limits) => Parsed<T>;
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
  (raw, limits) => (isTooLong(raw, most) ? bad('too-long') : parse(raw, limits));

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
  // Browsers spell a letter beyond ASCII with up to nine characters, and what is stored is read again.
  return isTooLong(address, LONGEST_TEXT) ? bad('too-long') : good(address);
}

/** Without the slashes at its end. */
function withoutSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

/** An address that was parsed, if the policy lets it be used so. */
const allowed = (parsed: Parsed<string>, use: AddressUse, limits: Limits, fault: HostFault): Parsed<string> =>
  parsed.ok && !isAllowedAddress(parsed.value, use, limits) ? bad(fault) : parsed;

/** The address of a login server. */
export const loginServer = (fallback: string, faults = BASE): SettingRow<string> => ({
  fallback,
  parse: (raw, limits = NO_LIMITS) =>
    allowed(parseServer(raw, fallback, faults), { kind: 'login' }, limits, 'login-host-forbidden'),
});

/** The address of a server that gets the tokens of the two-step login. */
export const tokenServer = (fallback: string): SettingRow<string> => ({
  fallback,
  parse(raw, limits = NO_LIMITS) {
    const use = { kind: 'token', loginServer: limits.twoStepServer } as const;
    return allowed(parseServer(raw, fallback, FULL), use, limits, 'token-host-foreign');
  },
});

/** The address of the customer's lookup endpoint, or '' for none. */
export const lookupServer: SettingRow<string> = {
  fallback: '',
  parse(raw, limits = NO_LIMITS) {
    const parsed = parseServer(raw, '', LOOKUP);
    const isNone = parsed.ok && parsed.value === '';
    return isNone ? parsed : allowed(parsed, { kind: 'lookup' }, limits, 'lookup-host-forbidden');
  },
};

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
export function parseTemplate(raw: unknown, limits: Limits = NO_LIMITS): Parsed<string> {
  const fault = text(raw) === '' ? null : checkTemplate(text(raw), linkPolicyOf(limits));
  return fault === null ? good(text(raw)) : bad(fault);
}

/** So many links may stand beside the default one, each with a name of so many characters. */
export const MOST_LINKS = 20;
export const LONGEST_LINK_NAME = 60;
/** Ids of links that are not among these. */
const RESERVED: readonly unknown[] = [DEFAULT_LINK, NEW_RECORD];

function readLink(raw: unknown, limits?: Limits): Parsed<NamedLink> {
  if (typeof raw !== 'object' || raw === null) return bad('unknown-choice');
  const { id, name, template } = raw as Record<string, unknown>;
  const parsed = parseTemplate(template, limits);
  if (isTooLong(id, LONGEST_ID) || isTooLong(text(name), LONGEST_LINK_NAME)) return bad('too-long');
  if (!parsed.ok) return bad(parsed.fault === 'too-long' ? 'too-long' : 'unknown-choice');
  const isEmpty = text(name) === '' || parsed.value === '';
  if (!isId(id) || RESERVED.includes(id) || isEmpty) return bad('unknown-choice');
  return good({ id, name: text(name), template: parsed.value });
}

/** Links beside the default one: all of them fit, and no two have one id. */
export const namedLinks: SettingRow<readonly NamedLink[]> = {
  fallback: [],
  parse(raw, limits) {
    if (!Array.isArray(raw)) return bad('unknown-choice');
    if (raw.length > MOST_LINKS) return bad('too-many');
    const links: NamedLink[] = [];
    for (const each of raw) {
      const link = readLink(each, limits);
      if (!link.ok) return link;
      links.push(link.value);
    }
    return new Set(links.map(({ id }) => id)).size === links.length ? good(links) : bad('unknown-choice');
  },
};

/** So many hosts or schemes a list may hold. */
export const MOST_HOSTS = 100;

/**
 * A list of texts in lower case that allow something. An item that does not fit is left out, and the others
 * hold. What is no list at all allows nothing: a policy with a mistake in it must not allow more than was
 * meant.
 */
function parseAllowed(raw: unknown, fits: (text: string) => boolean): Parsed<readonly string[]> {
  if (!Array.isArray(raw)) return { ok: true, value: [], leftOut: [{ at: null, fault: 'unknown-choice' }] };
  const texts = raw.slice(0, MOST_HOSTS).map((each) => text(each).toLowerCase());
  const unfit = texts.flatMap((each, at): LeftOut[] => (fits(each) ? [] : [{ at, fault: 'unknown-choice' }]));
  const beyond: LeftOut[] = raw.length > MOST_HOSTS ? [{ at: null, fault: 'too-many' }] : [];
  return { ok: true, value: [...new Set(texts.filter(fits))], leftOut: [...unfit, ...beyond] };
}

/** What is allowed beside the usual: nothing, where nothing is said. */
export const alsoAllowed = (fits: (text: string) => boolean): SettingRow<readonly string[]> => ({
  fallback: [],
  parse: (raw) => parseAllowed(raw, fits),
});

/** All that is allowed: null, where nothing is said, for anything. */
export const onlyAllowed = (fits: (text: string) => boolean): SettingRow<readonly string[] | null> => ({
  fallback: null,
  parse: (raw) => (raw === null ? good(null) : parseAllowed(raw, fits)),
});

/** In characters. */
export const LONGEST_ID = 200;
/** An id as the wire and we make them. */
export const isId = (raw: unknown): raw is string => typeof raw === 'string' && raw !== '' && raw.length <= LONGEST_ID;
