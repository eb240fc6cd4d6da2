/** Telephone numbers: parsed once, shown as people write them, and turned into the forms that CRMs store. */
import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/min';

/** A country as ISO 3166 names it, e.g. `IL`: how a number without a country code is read. */
export type Region = CountryCode;

export const isRegion = (text: string): text is Region => isSupportedCountry(text);

/** The forms in which CRMs store a number; each is a placeholder of its own. */
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
 * A number in each form. Short and starred numbers, inner lines and what is no number of any country have no other form than the received one:
 * they stay as received, without spaces and dashes.
 */
export type NumberForms = Readonly<Record<(typeof NUMBER_FORMS)[number], string>>;

/** A number that exists, and how it is written: worked out once, when first asked for. */
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
  /** `501234567`: what the national and the international form have in common, so a search for it finds either. */
  bare: { of: ({ parsed }) => parsed.nationalNumber, otherwise: withoutSeparators },
};

/** The number as people at `region` write it: `050-123-4567`, `+44 20 7946 0018`; short and starred ones stay as received. */
export function displayNumber(number: string, region: Region): string {
  const found = parse(number, region);
  if (found === null) return number;
  const { country } = found.parsed;
  return country === region || (country === undefined && isLocal(number))
    ? found.national()
    : found.international();
}

/** All forms of a number. */
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

/** The country that a number belongs to, or null where its digits do not tell. */
export const countryOf = (number: string, region: Region): Region | null =>
  parse(number, region)?.parsed.country ?? null;

/**
 * Where libphonenumber's short metadata takes more for local than the numbering plan has. Israel: eleven digits from 1 are voicemail (151…) at most;
 * such a caller is North American, and came without the plus.
 */
const NEVER_LOCAL: Partial<Record<Region, RegExp>> = { IL: /^1(?!51)\d{10}$/ };
/** Shorter ones are inner lines and unknown local numbers, whatever country their first digits might name. */
const FEWEST_DIGITS_ABROAD = 10;

/** So many numbers are remembered, the oldest going first. */
const MOST_KEPT = 300;

/** What was made of a number before: pages show the same few at every change of the book, and reading one takes some 0.1 ms. */
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

/** A number that exists by the plan of its country, or null. */
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

/** Without a plus a number is read as local first, and then as if the plus had been lost. */
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

/** An extension behind the number is nobody's CRM key. */
const withoutExtension = (found: KnownNumber | null): KnownNumber | null =>
  found?.parsed.ext === undefined ? found : known(parsePhoneNumberFromString(found.parsed.number) ?? null);

/** The country code stands apart, dashes join the rest, as people in Israel and North America write it. */
function dashed({ parsed, international }: KnownNumber): string {
  const code = `+${parsed.countryCallingCode}`;
  return `${code} ${international().slice(code.length).trim().replace(/\s+/g, '-')}`;
}

const isLocal = (number: string): boolean => !/^(\+|00)/.test(number);
