/** A value in the path of a CRM link stays in its folder, whatever a server accepts as a slash or a dot. */
import { describe, expect, it } from 'vitest';
import { checkTemplate, fillTemplate } from '../../../src/domain/crm/crm-url.ts';
import { type LinkValues, sampleValues } from '../../../src/domain/crm/link-values.ts';
import type { CrmLink } from '../../../src/domain/crm/crm-url.ts';
import type { LinkPolicy } from '../../../src/domain/crm/url-policy.ts';

const PROGRAMS: LinkPolicy = { schemes: ['priority'], hosts: null };
const filled = (template: string, different: Partial<LinkValues>): CrmLink =>
  fillTemplate(template, { ...sampleValues('IL'), ...different }, PROGRAMS);
const BAD_VALUE = { kind: 'none', why: 'bad-value' };

/** Each is one way to write a slash. */
const SLASHES = [
  '/',
  '\\',
  '%2f',
  '%2F',
  '%5c',
  '%252f',
  '%25252F',
  '%25%32%46',
  '%u002f',
  '%U005C',
  '%c0%af',
  '%C1%9c',
  '%e0%80%af',
  '%f0%80%80%af',
  '／',
  '＼',
  '∕',
  '⁄',
  '∖',
  '％2f',
  '%EF%BC%8F',
  '℅',
  `%${'25'.repeat(90)}2F`,
];

describe.each(SLASHES)('a value with a slash that is written %s', (slash) => {
  it.each([
    'https://crm.example.com/c/{name}',
    'https://crm.example.com/c/{name}/edit',
    'https://crm.example.com/c/a{name}b?q=1#z',
    'https://crm.example.com/{data.Order}',
    'priority://open/{name}',
    'priority:open/{name}',
  ])('makes no link in %s', (template) => {
    for (const value of [`a${slash}b`, slash, `..${slash}..${slash}admin`]) {
      expect(filled(template, { name: value, details: [{ name: 'Order', value }] })).toEqual(BAD_VALUE);
    }
  });

  it.each(['https://crm.example.com/?q={name}', 'https://crm.example.com/#{name}', 'priority:open?q={name}'])(
    'is an encoded text in %s',
    (template) => {
      const url = template.replace('{name}', encodeURIComponent(`a${slash}b`));
      expect(filled(template, { name: `a${slash}b` })).toEqual({ kind: 'link', url });
    },
  );
});

it.each([
  '.',
  '..',
  '%2e',
  '%2E%2e',
  '.%2e',
  '%252e%252e',
  '%u002e.',
  '%c0%ae%c0%ae',
  '．．',
  '․․',
  '‥',
  '..;',
  '..;a=1',
  '..%3Ba=1',
  '..?a',
  '..#a',
  '.. ',
  '\u200b..',
  '.\u200b.',
  '..\0x',
  '..%00.html',
])('a value that a server may read as a dot folder, %j, makes no link', (name) => {
  expect(filled('https://crm.example.com/c/{name}', { name })).toEqual(BAD_VALUE);
  expect(filled('https://crm.example.com/c/{name}/edit', { name })).toEqual(BAD_VALUE);
  expect(filled('https://crm.example.com/c?q={name}#{name}', { name })).toMatchObject({ kind: 'link' });
});

it.each<[string, Partial<LinkValues>]>([
  ['https://crm.example.com/c/{name}{queue}', { name: '.', queue: '.' }],
  ['https://crm.example.com/c/{name}{queue}', { name: '%2', queue: 'f' }],
  ['https://crm.example.com/c/.{name}', { name: '.' }],
  ['https://crm.example.com/c/.{name}', { name: '' }],
  ['https://crm.example.com/c/%2{name}', { name: 'f' }],
  ['https://crm.example.com/c/%{name}', { name: '2e%2e' }],
])('%s makes no link of parts that together form a slash or a dot folder', (template, different) => {
  expect(checkTemplate(template)).toBeNull();
  expect(filled(template, different)).toEqual(BAD_VALUE);
});

it.each([
  'Clark Kent',
  '0501234567',
  '+972501234567',
  '*2345',
  'A-4711',
  'a.b',
  '...',
  '.hidden',
  'v1..2',
  '50%',
  '100%25',
  '%',
  '%zz',
  'a;b',
  'a?b',
  'a#b',
  'דנה כהן',
  'محمد',
  'Flat 3½',
  '😀',
  '',
  '%D7%93',
  '%F9%EC',
])('a harmless value, %j, is a separate folder', (name) => {
  const url = `https://crm.example.com/c/${encodeURIComponent(name)}/edit`.replace('*', '%2A');
  expect(filled('https://crm.example.com/c/{name}/edit', { name })).toEqual({ kind: 'link', url });
});

it('slashes of the template itself stay, also encoded ones', () => {
  expect(filled('https://crm.example.com/group%2Fproject/{name}', { name: 'a' })).toEqual({
    kind: 'link',
    url: 'https://crm.example.com/group%2Fproject/a',
  });
});

it.each(['%252e%252e/', '..%2f', '..;/'])('a template with the dot folder %s is refused', (folder) => {
  const template = `https://crm.example.com/${folder}{name}`;
  expect(checkTemplate(template)).toBe('template-not-a-url');
  expect(filled(template, {})).toEqual({ kind: 'none', why: 'bad-template' });
});
