import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../../src/domain/crm/crm-url.ts';
import { sampleValues } from '../../../src/domain/crm/link-values.ts';
import { readPasted } from '../../../src/domain/crm/pasted-address.ts';
import { numberForms } from '../../../src/domain/common/phone-number.ts';
import { MAX_TEMPLATE_LENGTH } from '../../../src/domain/crm/url-template.ts';

/** Israeli mobile numbers, in national form. */
const number = fc
  .tuple(fc.constantFrom('050', '052', '054', '058'), fc.integer({ min: 2_000_000, max: 9_999_999 }))
  .map(([prefix, rest]) => `${prefix}${rest}`);
const form = fc.constantFrom(
  'national',
  'nationalFormatted',
  'e164',
  'e164Digits',
  'international',
  'internationalDashed',
  'bare',
);
/** Places of a number in an address, with how often it is encoded there. */
const place = fc.constantFrom<readonly [string, number]>(
  ['https://crm.example.com/search/#', 1],
  ['https://crm.example.com/search?q=#', 1],
  ['https://crm.example.com/search?q=#&page=2', 1],
  ['https://crm.example.com/app/17/view#search=#', 1],
  ['https://crm.example.com/a?id=4711&filter=%7B%22phone%22%3A%22#%22%7D', 1],
  ['https://crm.example.com/login?next=%2Fsearch%3Fq%3D#', 2],
);
const inPlace = ([address, times]: readonly [string, number], text: string): string => {
  const encoded = Array.from({ length: times }).reduce<string>(encodeURIComponent, text);
  const last = address.lastIndexOf('#');
  return address.slice(0, last) + encoded + address.slice(last + 1);
};

describe('a pasted address', () => {
  it('becomes the template that opens the same page for the same caller', () => {
    fc.assert(
      fc.property(number, form, place, (caller, name, where) => {
        const forms = numberForms(caller, 'IL');
        const pasted = inPlace(where, forms[name]);
        const result = readPasted(pasted, 'IL');
        if (result?.kind !== 'template') throw new Error(`no template of ${pasted}`);
        const link = fillTemplate(result.template, { ...sampleValues('IL'), ...forms });
        expect(link.kind).toBe('link');
        if (link.kind !== 'link') return;
        const digits = (text: string): string =>
          decodeURIComponent(decodeURIComponent(text)).replace(/\D/g, '');
        // In a place that is encoded twice, blanks and dashes are left out.
        if (where[1] === 1) expect(link.url).toBe(pasted);
        else expect(digits(link.url)).toBe(digits(pasted));
      }),
    );
  });

  it('serves another caller in the same form', () => {
    fc.assert(
      fc.property(number, number, form, (searched, caller, name) => {
        const result = readPasted(
          `https://crm.example.com/search?q=${encodeURIComponent(numberForms(searched, 'IL')[name])}`,
          'IL',
        );
        if (result?.kind !== 'template') throw new Error('no template');
        const forms = numberForms(caller, 'IL');
        expect(fillTemplate(result.template, { ...sampleValues('IL'), ...forms })).toEqual({
          kind: 'link',
          url: `https://crm.example.com/search?q=${encodeURIComponent(forms[name])}`,
        });
      }),
    );
  });

  it('of any content gives a valid template or none, and never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '0501234567',
        '%2B972',
        '%25',
        '%',
        '{',
        '}',
        '{e164}',
        '#',
        '?q=',
        '/',
        '..',
        '\\',
        'eyJ0ZXJtIjoiMDUwMTIzNDU2NyJ9AAAA',
        '%E2%80',
        '-',
        '(',
        '+',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const start = fc.constantFrom(
      '',
      'https://acme.zendesk.com/',
      'https://crm.example.com',
      'javascript:',
      'tel:',
    );
    fc.assert(
      fc.property(start, fc.array(piece, { maxLength: 30 }), (head, parts) => {
        const result = readPasted(head + parts.join(''), 'IL');
        const templates =
          result === null
            ? []
            : {
                template: () => [result.kind === 'template' ? result.template : ''],
                ask: () => (result.kind === 'ask' ? result.candidates.map(({ template }) => template) : []),
                none: () => (result.kind === 'none' && result.offer !== null ? [result.offer] : []),
              }[result.kind]();
        for (const template of templates) expect(checkTemplate(template)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['digits', '0'],
    ['numbers', '0501234567/'],
    ['numbers in parts', '050-1 '],
    ['percent signs', '%25'],
    ['brackets', '(+('],
    ['codes', `${'QUJD'.repeat(6)}/`],
  ])('of the greatest length full of %s is read', (_, unit) => {
    const address = `https://crm.example.com/?q=${unit.repeat(MAX_TEMPLATE_LENGTH)}`.slice(
      0,
      MAX_TEMPLATE_LENGTH,
    );
    expect(readPasted(address, 'IL')).not.toBeNull();
    expect(readPasted(`${address}1`, 'IL')).toMatchObject({ why: 'too-long' });
  });
});
