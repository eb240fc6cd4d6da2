/**
 * Parsers for single settings. A raw value comes from a field, a file, a policy or the store. A parser
 * returns the value, or the reason why it does not fit. Pure.
 */
import { DEFAULT_LINK, NEW_RECORD, type NamedLink } from '../crm/call-links.ts';
import { checkTemplate, type TemplateError } from '../crm/crm-url.ts';
import { type Limits, NO_LIMITS } from '../common/limits.ts';
import { isWeb, linkPolicyOf } from '../crm/url-policy.ts';
import { type AddressUse, isAllowedAddress, isSafeServer } from '../common/server-address.ts';
import { urlOf } from '../common/url.ts';

/** Why a value does not fit. The field shows an error for each fault. */
export type SettingError =
  AddressFault | HostFault | TemplateError | 'not-an-email' | 'unknown-choice' | 'too-many' | 'too-long';
type AddressFault =
  'not-a-url' | 'http-only-loopback' | 'full-not-a-url' | 'full-http' | 'lookup-not-a-url' | 'lookup-http';
/**
 * The policy forbids this address, or the address may not receive tokens because it is foreign to the login
 * server.
 */
type HostFault = 'login-host-forbidden' | 'lookup-host-forbidden' | 'token-host-foreign';

/** Something that a parser left out of a list: the item at index `at`, or with null the value as a whole. */
export interface LeftOut {
  readonly at: number | null;
  readonly fault: SettingError;
}

/** A value without the items that were left out, or the fault if there is no value. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly leftOut?: readonly LeftOut[] }
  | { readonly ok: false; readonly fault: SettingError };

/** Returns whether a value was accepted with everything in it. */
export const isWhole = (parsed: Parsed<unknown>): boolean => parsed.ok && (parsed.leftOut ?? []).length === 0;

/** A setting's default and parser. Without `limits`, a value is judged as if there were no policy. */
export interface SettingRow<T> {
  readonly fallback: T;
  readonly parse: (raw: unknown, limits?: Limits) => Parsed<T>;
}

/** Returns a parsed value. */
export const ok = <T>(value: T): Parsed<T> => ({ ok: true, value });
/** Returns a fault. */
export const err = (fault: SettingError): { ok: false; fault: SettingError } => ({ ok: false, fault });
/** Returns a row for a boolean setting. */
export const boolean = (fallback: boolean): SettingRow<boolean> => ({
  fallback,
  parse: (raw) => (typeof raw === 'boolean' ? ok(raw) : err('unknown-choice')),
});
/** Returns the trimmed text, or '' for anything that is no text. */
export const text = (raw: unknown): string => (typeof raw === 'string' ? raw.trim() : '');

/** Longest address, mail address or user name, in characters. */
export const MAX_TEXT_LENGTH = 2_000;
const isTooLong = (raw: unknown, most: number): boolean => typeof raw === 'string' && raw.length > most;
/** Returns a parser that refuses a text of more than `most` characters before parsing it. */
export const upTo =
  <T>(most: number, parse: SettingRow<T>['parse']): SettingRow<T>['parse'] =>
  (raw, limits) =>
    isTooLong(raw, most) ? err('too-long') : parse(raw, limits);

/**
 * The use of an address, and the faults for an address that does not fit. Fields have different uses and
 * different risks.
 */
interface AddressForm {
  readonly use: AddressUse['kind'];
  readonly none: AddressFault;
  readonly http: AddressFault;
  readonly host: HostFault;
}
/** The base address of a login server. */
export const LOGIN: AddressForm = {
  use: 'login',
  none: 'not-a-url',
  http: 'http-only-loopback',
  host: 'login-host-forbidden',
};
/** The full address of the two-step login. */
export const TWO_STEP: AddressForm = { ...LOGIN, none: 'full-not-a-url', http: 'full-http' };
/** The full address of a server that gets the tokens of the two-step login. */
export const TOKENS: AddressForm = { ...TWO_STEP, use: 'token', host: 'token-host-foreign' };
/** The customer's lookup endpoint. */
export const LOOKUP: AddressForm = {
  use: 'lookup',
  none: 'lookup-not-a-url',
  http: 'lookup-http',
  host: 'lookup-host-forbidden',
};

/**
 * Returns a row for the address of a server. An empty field means the fallback. If the fallback is '', it
 * means no address.
 */
export const server = ({ use, none, http, host }: AddressForm, fallback: string): SettingRow<string> => ({
  fallback,
  parse: upTo(MAX_TEXT_LENGTH, (raw, limits = NO_LIMITS) => {
    const written = text(raw) || fallback;
    if (written === '') return ok('');
    const url = urlOf(/^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`);
    const isPlain = url !== null && url.username + url.password === '' && isWeb(url.protocol.slice(0, -1));
    if (!isPlain) return err(none);
    // Plain http would expose the password to the network, so it is accepted for this computer only.
    if (!isSafeServer(url)) return err(http);
    const address = withoutSlashes(url.origin + url.pathname) + url.search;
    // Checks the length again, because browsers spell a letter beyond ASCII with up to nine characters, and
    // the stored address is parsed again.
    if (isTooLong(address, MAX_TEXT_LENGTH)) return err('too-long');
    const purpose = use === 'token' ? { kind: use, loginServer: limits.twoStepServer } : { kind: use };
    return isAllowedAddress(address, purpose, limits) ? ok(address) : err(host);
  }),
});

/** The row for a mail address. '' for none. */
export const email: SettingRow<string> = {
  fallback: '',
  parse: upTo(MAX_TEXT_LENGTH, (raw) => {
    const written = text(raw);
    return written === '' || /^[^\s@]+@[^\s@]+$/.test(written) ? ok(written) : err('not-an-email');
  }),
};

/** Returns the address without slashes at its end. */
function withoutSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

/** Returns a row for a setting that is one of a few words. */
export function oneOf<T extends string>(choices: readonly T[], fallback: T): SettingRow<T> {
  const parse = (raw: unknown): Parsed<T> => {
    const known = choices.find((choice) => choice === raw);
    return known === undefined ? err('unknown-choice') : ok(known);
  };
  return { fallback, parse };
}

/** Returns a row for a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number, fallback: number): SettingRow<number> {
  return {
    fallback,
    parse: (raw) =>
      Number.isInteger(raw) && (raw as number) >= least && (raw as number) <= most
        ? ok(raw as number)
        : err('unknown-choice'),
  };
}

/** The row for a link's template. '' means no link. */
export const link: SettingRow<string> = { fallback: '', parse: (raw, limits) => parseTemplate(raw, limits) };

/** Parses a link's template. '' means no link. */
function parseTemplate(raw: unknown, limits: Limits = NO_LIMITS): Parsed<string> {
  const fault = text(raw) === '' ? null : checkTemplate(text(raw), linkPolicyOf(limits));
  return fault === null ? ok(text(raw)) : err(fault);
}

/** Most links besides the default one. */
export const MAX_LINKS = 20;
/** Longest name of a link, in characters. */
export const MAX_LINK_NAME_LENGTH = 60;
/** Ids that these links may not have, because they identify other links. */
const RESERVED: readonly unknown[] = [DEFAULT_LINK, NEW_RECORD];

function readLink(raw: unknown, limits?: Limits): Parsed<NamedLink> {
  const { id, name, template } = Object(raw) as Record<string, unknown>;
  const parsed = parseTemplate(template, limits);
  if (isTooLong(id, MAX_ID_LENGTH) || isTooLong(text(name), MAX_LINK_NAME_LENGTH)) return err('too-long');
  if (!parsed.ok) return err(parsed.fault === 'too-long' ? 'too-long' : 'unknown-choice');
  const isEmpty = text(name) === '' || parsed.value === '';
  if (!isId(id) || RESERVED.includes(id) || isEmpty) return err('unknown-choice');
  return ok({ id, name: text(name), template: parsed.value });
}

/** The row for the links besides the default one. All of them must fit, and no two may have the same id. */
export const namedLinks: SettingRow<readonly NamedLink[]> = {
  fallback: [],
  parse(raw, limits) {
    if (!Array.isArray(raw)) return err('unknown-choice');
    if (raw.length > MAX_LINKS) return err('too-many');
    const links: NamedLink[] = [];
    for (const each of raw) {
      const link = readLink(each, limits);
      if (!link.ok) return link;
      links.push(link.value);
    }
    return new Set(links.map(({ id }) => id)).size === links.length ? ok(links) : err('unknown-choice');
  },
};

/** Most hosts or schemes in a list. */
export const MAX_HOSTS = 100;

/**
 * Returns a row for a list of texts in lower case that allow something. An item that does not fit is left
 * out, and the others hold. A value that is no list allows nothing, because a policy with a mistake must not
 * allow more than was meant. `fallback` holds if nothing is set. A null fallback allows anything. An empty
 * list allows nothing besides the usual.
 */
export const allowList = <F extends readonly string[] | null>(
  fits: (text: string) => boolean,
  fallback: F,
): SettingRow<readonly string[] | F> => ({
  fallback,
  parse(raw) {
    if (raw === fallback) return ok(fallback);
    if (!Array.isArray(raw)) return { ok: true, value: [], leftOut: [{ at: null, fault: 'unknown-choice' }] };
    const texts = raw.slice(0, MAX_HOSTS).map((each) => text(each).toLowerCase());
    const unfit = (at: number): LeftOut => ({ at, fault: 'unknown-choice' });
    const leftOut = texts.flatMap((each, at) => (fits(each) ? [] : [unfit(at)]));
    if (raw.length > MAX_HOSTS) leftOut.push({ at: null, fault: 'too-many' });
    return { ok: true, value: [...new Set(texts.filter(fits))], leftOut };
  },
});

/** Longest id, in characters. */
export const MAX_ID_LENGTH = 200;
/** Returns whether a raw value is an id as Voicenter and this extension make them. */
export const isId = (raw: unknown): raw is string =>
  typeof raw === 'string' && raw !== '' && raw.length <= MAX_ID_LENGTH;
