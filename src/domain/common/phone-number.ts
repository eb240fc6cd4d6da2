/**
 * Telephone numbers: parses them once, shows them as people write them, and turns them into the forms that
 * CRMs store.
 */
import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/min';

/**
 * A country by its ISO 3166 code, e.g. `IL`. A number without a country code is read as a number of this
 * region.
 */
export type Region = CountryCode;

/** Returns whether the text is a country code that libphonenumber knows. */
export const isRegion = (text: string): text is Region => isSupportedCountry(text);

/** The forms in which CRMs store a number. Each form is also the name of a placeholder. */
export const NUMBER_FORMS = [
  'phone',
  'digits',
  'national',
  'nationalFormatted',
  'e164',
  'e164Digits',
  'international',
  'internationalDashed',
  'bare',
] as const;

/**
 * A number in each form. Some numbers have no other form than the received one: short and starred numbers,
 * inner lines, and what is no number of any country. They stay as received, without spaces and dashes.
 */
export type NumberForms = Readonly<Record<(typeof NUMBER_FORMS)[number], string>>;

/** A number that exists, and how it is written. Each spelling is made on the first call and kept. */
interface KnownNumber {
  readonly parsed: PhoneNumber;
  readonly national: () => string;
  readonly international: () => string;
}

type FormTable = {
  readonly [Form in keyof NumberForms]: {
    readonly of: (known: KnownNumber, received: string) => string;
    readonly otherwise: (received: string) => string;
  };
};

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const withoutSeparators = (text: string): string => text.replace(/[^\d*#+]/g, '');
const received = (text: string): string => text;

const FORMS: FormTable = {
  phone: { of: (_, text) => text, otherwise: received },
  digits: { of: (_, text) => digitsOf(text), otherwise: digitsOf },
  /** `0501234567` */
  national: { of: ({ national }) => digitsOf(national()), otherwise: withoutSeparators },
  /** `050-123-4567` */
  nationalFormatted: { of: ({ national }) => national(), otherwise: received },
  /** `+972501234567` */
  e164: { of: ({ parsed }) => parsed.number, otherwise: withoutSeparators },
  /** `972501234567` */
  e164Digits: {
    of: ({ parsed }) => digitsOf(parsed.number),
    otherwise: (text) => withoutSeparators(text).replaceAll('+', ''),
  },
  /** `+972 50 123 4567` */
  international: { of: ({ international }) => international(), otherwise: received },
  /** `+972 50-123-4567` */
  internationalDashed: { of: (known) => dashed(known), otherwise: received },
  /**
   * `501234567`: the part that the national and the international form share, so a search for it finds
   * either.
   */
  bare: { of: ({ parsed }) => parsed.nationalNumber, otherwise: withoutSeparators },
};

/**
 * Returns the number as people in `region` write it: `050-123-4567`, `+44 20 7946 0018`. Short and starred
 * numbers stay as received.
 */
export function displayNumber(number: string, region: Region): string {
  const found = parse(number, region);
  if (found === null) return number;
  const { country } = found.parsed;
  return country === region || (country === undefined && isLocal(number))
    ? found.national()
    : found.international();
}

/** Returns all forms of a number. An extension behind the number is ignored. */
export const numberForms = remembered((number, region): NumberForms => {
  const found = withoutExtension(parse(number, region));
  const forms: unknown = Object.fromEntries(
    NUMBER_FORMS.map((form) => [
      form,
      found === null ? FORMS[form].otherwise(number) : FORMS[form].of(found, number),
    ]),
  );
  return forms as NumberForms;
});

/**
 * Returns whether two numbers are the same, in any notation: `0501234567` and `+972501234567`. Numbers of no
 * country are the same when their digits are.
 */
export function isSameNumber(a: string, b: string, region: Region): boolean {
  return a === b || numberForms(a, region).e164 === numberForms(b, region).e164;
}

/** Returns the key of a number: the digits that all notations of it share. '' if it has none. */
export const numberKey = (number: string, region: Region): string =>
  digitsOf(numberForms(number, region).e164);

/**
 * Returns the digits of a number with its country code, or null if no numbering plan has it. Remembers
 * nothing and makes no other form, so it suits long lists.
 */
export function digitsWithCountry(number: string, region: Region): string | null {
  const parsed = read(number, region);
  return parsed === null ? null : digitsOf(parsed.number);
}

/** Returns the country of a number, or null if its digits do not show one. */
export const countryOf = (number: string, region: Region): Region | null =>
  parse(number, region)?.parsed.country ?? null;

/**
 * Numbers that libphonenumber's short metadata accepts as local although the numbering plan has none of them.
 * In Israel, only voicemail numbers (151…) have eleven digits from 1. Any other such caller is North
 * American, and its number came without the plus.
 */
const NEVER_LOCAL: Partial<Record<Region, RegExp>> = { IL: /^1(?!51)\d{10}$/ };
/**
 * Fewest digits of a number from abroad that came without a plus. Shorter numbers are inner lines and unknown
 * local numbers, whatever country their first digits might name.
 */
const FEWEST_DIGITS_ABROAD = 10;

/** Most numbers that are remembered. The oldest is forgotten first. */
const MOST_KEPT = 300;

/**
 * Remembers the result for each number and region. Pages show the same few numbers at every change of the
 * state, and parsing one takes about 0.1 ms.
 */
function remembered<T>(make: (number: string, region: Region) => T): (number: string, region: Region) => T {
  const made = new Map<string, { readonly value: T }>();
  return (number, region) => {
    const key = `${region} ${number}`;
    const before = made.get(key);
    if (before !== undefined) return before.value;
    const value = make(number, region);
    const [oldest] = made.size < MOST_KEPT ? [] : made.keys();
    if (oldest !== undefined) made.delete(oldest);
    made.set(key, { value });
    return value;
  };
}

/** Returns a number that exists in the numbering plan of its country, or null. */
const parse = remembered((number, region) => known(read(number, region)));

const known = (parsed: PhoneNumber | null): KnownNumber | null =>
  parsed === null
    ? null
    : {
        parsed,
        national: once(() => parsed.formatNational()),
        international: once(() => parsed.formatInternational()),
      };

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

/** Reads a number without a plus as local first. If that fails, reads it as if the plus had been lost. */
function read(number: string, region: Region): PhoneNumber | null {
  const written = number.trim().replace(/^00(?=[1-9])/, '+');
  if (written.startsWith('+') || /[*#]/.test(written)) return valid(written, region);
  const digits = digitsOf(written).replace(/^0/, '');
  const local = NEVER_LOCAL[region]?.test(digits) === true ? null : valid(written, region);
  return local === null && digits.length >= FEWEST_DIGITS_ABROAD ? valid(`+${digits}`, region) : local;
}

function valid(number: string, region: Region): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(number, { defaultCountry: region, extract: false });
  return parsed?.isValid() === true ? parsed : null;
}

/** Removes the extension, because CRMs do not store it as part of the number. */
const withoutExtension = (found: KnownNumber | null): KnownNumber | null =>
  found?.parsed.ext === undefined ? found : known(parsePhoneNumberFromString(found.parsed.number) ?? null);

/**
 * Sets the country code apart and joins the rest with dashes, as people in Israel and North America write it.
 */
function dashed({ parsed, international }: KnownNumber): string {
  const code = `+${parsed.countryCallingCode}`;
  return `${code} ${international().slice(code.length).trim().replace(/\s+/g, '-')}`;
}

const isLocal = (number: string): boolean => !/^(\+|00)/.test(number);
