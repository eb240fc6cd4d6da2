/** Placeholders while the agent types a template. */
import { describe, expect, it } from 'vitest';
import { PLACEHOLDERS, sampleValues } from '../../../src/domain/crm/link-values.ts';
import {
  begunPlaceholder,
  completePlaceholder,
  fittingChoices,
  isHalfTyped,
  placeholderChoices,
  templateParts,
} from '../../../src/domain/crm/insert-placeholder.ts';

/** Splits a text at `|`, which stands for the cursor. */
const at = (marked: string): [string, number] => [marked.replace('|', ''), marked.indexOf('|')];

describe('a begun placeholder', () => {
  it.each([
    ['https://x/{|', ''],
    ['https://x/{nat|', 'nat'],
    ['https://x/{nat|&q={e164}', 'nat'],
    ['https://x/{e164}/{na|', 'na'],
    ['https://x/{data.Order No|', 'data.Order No'],
    ['https://x/{digits:la|st9}', 'digits:la'],
  ])('of %j has the text %j', (marked, query) => {
    expect(begunPlaceholder(...at(marked))).toMatchObject({ query });
  });

  it.each([
    '|',
    '|{nat}',
    'https://x/|',
    'https://x/|{nat',
    'https://x/{nat}|',
    'https://x/{nat}/more|',
    'https://x/{/more|',
    'https://x/{?q=1|',
    `https://x/{${'x'.repeat(61)}|`,
  ])('is not found in %j', (marked) => {
    expect(begunPlaceholder(...at(marked))).toBeNull();
  });

  it.each([
    ['https://x/{nat|', 'https://x/{e164}|'],
    ['https://x/{|?q=1', 'https://x/{e164}|?q=1'],
    ['https://x/{nat|ional}?q=1', 'https://x/{e164}|?q=1'],
    ['https://x/{|}', 'https://x/{e164}|'],
    ['https://x/{na|/{name}', 'https://x/{e164}|/{name}'],
  ])('of %j becomes a whole one in %j', (marked, expected) => {
    const [text, cursor] = at(marked);
    const begun = begunPlaceholder(text, cursor);
    const next = begun === null ? null : completePlaceholder(text, begun, 'e164');
    expect([next?.text, next?.cursor]).toEqual(at(expected));
  });
});

describe('the choices', () => {
  const values = {
    ...sampleValues('IL'),
    details: [
      { name: 'Order', value: 'A-4711' },
      { name: ' Id No ', value: '7' },
      { name: 'a:b', value: 'x' },
      { name: '{', value: 'x' },
      { name: '', value: 'x' },
    ],
  };
  const all = placeholderChoices(
    values,
    (name) => `meaning of ${name}`,
    (name) => `field ${name}`,
  );
  const named = (query: string): string[] => fittingChoices(all, query).map(({ name }) => name);

  it('are all placeholders with their values, and the variables of the call', () => {
    expect(all.slice(0, PLACEHOLDERS.length).map(({ name }) => name)).toHaveLength(
      new Set(PLACEHOLDERS).size,
    );
    expect(all).toContainEqual({ name: 'e164', meaning: 'meaning of e164', value: '+972501234567' });
    expect(all.slice(PLACEHOLDERS.length)).toEqual([
      { name: 'data.Order', meaning: 'field Order', value: 'A-4711' },
      { name: 'data.Id No', meaning: 'field Id No', value: '7' },
    ]);
  });

  it.each([
    ['nat', ['national', 'nationalFormatted', 'international', 'internationalDashed']],
    ['QUEUEID', ['queueId']],
    ['data.', ['data.Order', 'data.Id No']],
    ['4711', ['data.Order']],
    ['meaning of did', ['did']],
    ['nothing', []],
    ['digits:last', []],
  ])('that fit %j', (query, expected) => {
    expect(named(query)).toEqual(expected);
  });

  it('fit the empty text all, the common ones first', () => {
    expect(named('')).toHaveLength(all.length);
    expect(named('')[0]).toBe('e164');
  });
});

describe('a template', () => {
  it.each([
    ['', false],
    ['https://x/{e164}', false],
    ['https://x/{nobody}', false],
    ['https://x/}', false],
    ['https://x/{', true],
    ['https://x/{nat&q={e164}', true],
  ])('%j is half-typed: %j', (template, expected) => {
    expect(isHalfTyped(template)).toBe(expected);
  });
});

describe('the parts of a template', () => {
  it.each([
    ['', []],
    ['https://x/', ['text https://x/']],
    ['https://x/{e164}', ['text https://x/', 'placeholder {e164}']],
    ['{E164}{data.Order No}', ['placeholder {E164}', 'placeholder {data.Order No}']],
    [
      'a{digits:last9}b{digits:first}',
      ['text a', 'placeholder {digits:last9}', 'text b', 'wrong {digits:first}'],
    ],
    ['a{nobody}', ['text a', 'wrong {nobody}']],
    ['a{nat', ['text a', 'wrong {nat']],
    ['a}b', ['text a', 'wrong }', 'text b']],
    ['{a{e164}}', ['wrong {a', 'placeholder {e164}', 'wrong }']],
  ])('of %j', (template, expected) => {
    const parts = templateParts(template);
    expect(parts.map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected);
    expect(parts.map(({ text }) => text).join('')).toBe(template);
  });
});
