/** Telephone numbers: parsed once, shown as people write them, and turned into the forms that CRMs store. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/min';

/** A country as ISO 3166 names it, e.g. `IL`: how a number without a country code is read. */
export type Region = CountryCode;

export const isRegion = (text: string): text is Region => isSupportedCountry(text);

/** A number in each form, ready for templates. A form that does not exist for it holds the digits as received. */
export interface NumberForms {
  readonly phone: string;
  readonly digits: string;
  readonly national: string;
  readonly e164: string;
  readonly international: string;
}

/** The number as people at `region` write it: `050-123-4567`, `+44 20 7946 0018`; short and starred ones stay as received. */
export function displayNumber(number: string, region: Region): string {
  const parsed = parse(number, region);
  if (parsed === null) return number;
  return parsed.country === region || (parsed.country === undefined && isLocal(number)) ? parsed.formatNational() : parsed.formatInternational();
}

/** All forms of a number. */
export function numberForms(number: string, region: Region): NumberForms {
  const digits = number.replace(/\D/g, '');
  const parsed = parse(number, region);
  if (parsed === null) return { phone: number, digits, national: number, e164: number, international: number };
  return {
    phone: number,
    digits,
    national: parsed.formatNational().replace(/[^\d*#]/g, ''),
    e164: parsed.number,
    international: parsed.formatInternational(),
  };
}

/** The country that a number belongs to, or null where its digits do not tell. */
export const countryOf = (number: string, region: Region): Region | null => parse(number, region)?.country ?? null;

function parse(number: string, region: Region): PhoneNumber | null {
  const international = number.replace(/^00(?=[1-9])/, '+');
  const parsed = parsePhoneNumberFromString(international, { defaultCountry: region, extract: false });
  return parsed?.isPossible() === true ? parsed : null;
}

const isLocal = (number: string): boolean => !/^(\+|00)/.test(number);
