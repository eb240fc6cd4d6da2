/** The URL of a link as parts. */
import { describe, expect, it } from 'vitest';
import { sampleValues } from '../../../src/domain/crm/link-values.ts';
import { previewLink } from '../../../src/domain/crm/link-parts.ts';
import { NO_POLICY } from '../../../src/domain/crm/url-policy.ts';

const values = { ...sampleValues('IL'), rings: '1', outcome: '', name: 'A 1' };
/** The parts of the URL, with what comes from the call in brackets. */
const parts = (template: string): string => {
  const link = previewLink(template, values, NO_POLICY);
  return link.kind === 'none'
    ? link.why
    : link.parts.map(({ text, isValue }) => (isValue ? `[${text}]` : text)).join('');
};

describe('the parts of a URL', () => {
  it.each([
    ['https://crm.example.com/q={e164}', 'https://crm.example.com/q=[%2B972501234567]'],
    ['https://1.example.com/1/{rings}/1', 'https://1.example.com/1/[1]/1'],
    ['https://CRM.Example.com/{name}?é={rings}', 'https://crm.example.com/[A%201]?%C3%A9=[1]'],
    ['https://crm.example.com/?o={outcome}&n={national}', 'https://crm.example.com/?o=&n=[0501234567]'],
    ['https://crm.example.com#{digits:last4}', 'https://crm.example.com/#[4567]'],
    ['https://crm.example.com/x', 'https://crm.example.com/x'],
    ['https://ringsidemark.example.com/{rings}', 'https://ringsidemark.example.com/1'],
    ['https://crm.example.com/{nobody}', 'bad-template'],
    ['', 'no-template'],
  ])('of %j', (template, expected) => {
    expect(parts(template)).toBe(expected);
  });

  it.each(['https://crm.example.com/a/{name}?q={e164}', 'https://crm.example.com?q={phone}#{name}'])(
    'of %j are the whole URL',
    (template) => {
      const link = previewLink(template, values, NO_POLICY);
      expect(link.kind === 'link' && link.parts.map(({ text }) => text).join('')).toBe(
        link.kind === 'link' && link.url,
      );
    },
  );
});
