import examples from 'libphonenumber-js/examples.mobile.json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayNumber,
  isRegion,
  NUMBER_FORMS,
  type NumberForms,
  numberForms,
  type Region,
} from '../../../src/domain/common/phone-number.ts';

const inOrder = (forms: NumberForms): string[] => [
  forms.national,
  forms.nationalFormatted,
  forms.e164,
  forms.e164Digits,
  forms.international,
  forms.internationalDashed,
  forms.bare,
];

const MOBILE = [
  '0501234567',
  '050-123-4567',
  '+972501234567',
  '972501234567',
  '+972 50 123 4567',
  '+972 50-123-4567',
  '501234567',
];
const LANDLINE = [
  '031234567',
  '03-123-4567',
  '+97231234567',
  '97231234567',
  '+972 3 123 4567',
  '+972 3-123-4567',
  '31234567',
];
const VOIP = [
  '0722776772',
  '072-277-6772',
  '+972722776772',
  '972722776772',
  '+972 72 277 6772',
  '+972 72-277-6772',
  '722776772',
];
const TOLL_FREE = [
  '1800123456',
  '1-800-123-456',
  '+9721800123456',
  '9721800123456',
  '+972 1 800 123 456',
  '+972 1-800-123-456',
  '1800123456',
];
const SHARED_COST = [
  '1700123456',
  '1-700-123-456',
  '+9721700123456',
  '9721700123456',
  '+972 1 700 123 456',
  '+972 1-700-123-456',
  '1700123456',
];
const LONDON = [
  '02079460018',
  '020 7946 0018',
  '+442079460018',
  '442079460018',
  '+44 20 7946 0018',
  '+44 20-7946-0018',
  '2079460018',
];
const NEW_YORK = [
  '2125550123',
  '(212) 555-0123',
  '+12125550123',
  '12125550123',
  '+1 212 555 0123',
  '+1 212-555-0123',
  '2125550123',
];
const asReceived = (number: string): string[] => Array<string>(7).fill(number);

describe('a number in any spelling has every form that CRMs store', () => {
  it.each<[string, string[]]>([
    ['0501234567', MOBILE],
    ['050-123-4567', MOBILE],
    ['(050) 123 4567', MOBILE],
    ['501234567', MOBILE],
    ['972501234567', MOBILE],
    ['0972501234567', MOBILE],
    ['00972501234567', MOBILE],
    ['+972501234567', MOBILE],
    ['+972-50-123-4567', MOBILE],
    ['+972 (0)50 123 4567', MOBILE],
    [' +972501234567 ', MOBILE],
    ['0501234567#12', MOBILE],
    ['031234567', LANDLINE],
    ['31234567', LANDLINE],
    ['97231234567', LANDLINE],
    ['0097231234567', LANDLINE],
    ['0722776772', VOIP],
    ['972722776772', VOIP],
    ['1800123456', TOLL_FREE],
    ['1-800-123-456', TOLL_FREE],
    ['9721800123456', TOLL_FREE],
    ['1700123456', SHARED_COST],
    ['+972-1-700-123-456', SHARED_COST],
    ['+442079460018', LONDON],
    ['00442079460018', LONDON],
    ['442079460018', LONDON],
    ['+12125550123', NEW_YORK],
    ['12125550123', NEW_YORK],
    ['1-212-555-0123', NEW_YORK],
    ['*2345', asReceived('*2345')],
    ['205', asReceived('205')],
    ['100', asReceived('100')],
    ['0501234', asReceived('0501234')],
    ['9729721', asReceived('9729721')],
  ])('%s', (number, forms) => {
    expect(inOrder(numberForms(number, 'IL'))).toEqual(forms);
    expect(numberForms(number, 'IL')).toMatchObject({ phone: number, digits: number.replace(/\D/g, '') });
  });

  it('a starred or short number has no separators in its digit forms', () => {
    expect(numberForms('*23-45', 'IL')).toMatchObject({
      phone: '*23-45',
      digits: '2345',
      national: '*2345',
      e164: '*2345',
      e164Digits: '*2345',
      bare: '*2345',
      international: '*23-45',
    });
  });

  it('each form of an Israeli number is read as the same number again', () => {
    const digits = (length: number): fc.Arbitrary<string> =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
        .map((each) => each.join(''));
    const subscriber = fc.oneof(
      fc.tuple(
        fc.constantFrom('50', '52', '53', '54', '55', '58', '72', '73', '74', '76', '77', '79'),
        digits(7),
      ),
      fc.tuple(fc.constantFrom('2', '3', '4', '8', '9'), digits(7)),
    );
    const writings = [
      (code: string, rest: string) => `0${code}${rest}`,
      (code: string, rest: string) => `0${code}-${rest.slice(0, 3)}-${rest.slice(3)}`,
      (code: string, rest: string) => `972${code}${rest}`,
      (code: string, rest: string) => `+972-${code}-${rest}`,
      (code: string, rest: string) => `00972${code}${rest}`,
      (code: string, rest: string) => `+972 0${code} ${rest}`,
    ];
    fc.assert(
      fc.property(subscriber, fc.constantFrom(...writings), ([code, rest], write) => {
        const forms = numberForms(write(code, rest), 'IL');
        expect(forms).toMatchObject({
          e164: `+972${code}${rest}`,
          national: `0${code}${rest}`,
          bare: `${code}${rest}`,
        });
        for (const form of NUMBER_FORMS) expect(numberForms(forms[form], 'IL').e164, form).toBe(forms.e164);
      }),
    );
  });

  // Without the plus these are also national numbers of the country, and are read as such.
  const AMBIGUOUS: readonly string[] = ['DE', 'ID', 'XK'];
  it('each form of a number of any country is read as the same number again in that country', () => {
    const countries = Object.entries(examples) as [Region, string][];
    expect(countries.length).toBeGreaterThan(200);
    for (const [region, number] of countries) {
      const forms = numberForms(number, region);
      expect(forms.e164, region).toMatch(/^\+[1-9]\d{5,14}$/);
      const readable = NUMBER_FORMS.filter((form) => form !== 'e164Digits' || !AMBIGUOUS.includes(region));
      for (const form of readable)
        expect(numberForms(forms[form], region).e164, `${region} ${form}`).toBe(forms.e164);
    }
  });

  it('a foreign number is read as the same number in Israel in each form with a country code', () => {
    for (const [region, number] of Object.entries(examples) as [Region, string][]) {
      const forms = numberForms(number, region);
      for (const form of ['e164', 'international', 'internationalDashed'] as const)
        expect(numberForms(forms[form], 'IL').e164, `${region} ${form}`).toBe(forms.e164);
    }
  });

  it('any text has forms', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.oneof(
              fc.constantFrom('+', '00', '972', '050', '1234567', '*', '#', '-', ' ', ';ext=', 'tel:'),
              fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
            ),
          )
          .map((parts) => parts.join('')),
        fc.constantFrom<Region>('IL', 'US', 'DE'),
        (text, region) => {
          expect(numberForms(text, region).phone).toBe(text);
          expect(typeof displayNumber(text, region)).toBe('string');
        },
      ),
    );
  });
});

describe('a shown number', () => {
  it.each([
    ['0501234567', '050-123-4567'],
    ['972501234567', '050-123-4567'],
    ['031234567', '03-123-4567'],
    ['1800123456', '1-800-123-456'],
    ['+442079460018', '+44 20 7946 0018'],
    ['442079460018', '+44 20 7946 0018'],
    ['*2345', '*2345'],
    ['205', '205'],
  ])('%s is written %s', (number, shown) => {
    expect(displayNumber(number, 'IL')).toBe(shown);
  });

  it('is read by the region that is set', () => {
    expect(displayNumber('02079460018', 'GB')).toBe('020 7946 0018');
    expect(displayNumber('+972501234567', 'GB')).toBe('+972 50 123 4567');
  });

  it('has a region that numbers exist for', () => {
    expect([isRegion('IL'), isRegion('XX'), isRegion('')]).toEqual([true, false, false]);
  });
});
