/**
 * The error of a value that is not saved: each kind of field says what it accepts, and lists say whether they
 * or one of their items are too long.
 */
import { describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../../src/domain/common/limits.ts';
import { table } from '../../../src/domain/settings/settings.ts';

describe('an invalid or unencrypted address', () => {
  it.each([
    ['loginServer', 'not-a-url', 'http-only-loopback'],
    ['twoStepServer', 'full-not-a-url', 'full-http'],
    ['settingsServer', 'full-not-a-url', 'full-http'],
    ['refreshServer', 'full-not-a-url', 'full-http'],
    ['lookupUrl', 'lookup-not-a-url', 'lookup-http'],
  ] as const)('%s: %s, %s', (name, none, http) => {
    for (const written of ['ftp://example.com', 'https://', 'https://user:pw@example.com'])
      expect(table[name].parse(written), written).toEqual({ ok: false, fault: none });
    expect(table[name].parse('http://example.com/x')).toEqual({ ok: false, fault: http });
    const limits = { ...NO_LIMITS, twoStepServer: 'https://example.com/login' };
    expect(table[name].parse('https://example.com/x', limits).ok).toBe(true);
  });
});

describe('links', () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `l${String(index)}`,
      name: 'Orders',
      template: 'https://crm.example.com/{phone}',
    }));
  it('are accepted up to 20, and the 21st is too many', () => {
    expect(table.moreLinks.parse(links(20)).ok).toBe(true);
    expect(table.moreLinks.parse(links(21))).toEqual({ ok: false, fault: 'too-many' });
  });
});

describe('rules', () => {
  const rules = (count: number, when: object = {}) =>
    Array.from({ length: count }, (_, index) => ({ id: `r${String(index)}`, when }));
  it.each([
    ['100 rules', rules(100), null],
    ['101 rules', rules(101), 'too-many'],
    ['100 queues', rules(1, { queues: Array.from({ length: 100 }, String) }), null],
    ['101 queues', rules(1, { queues: Array.from({ length: 101 }, String) }), 'too-many'],
    ['a queue of 200 letters', rules(1, { queues: ['x'.repeat(200)] }), null],
    ['a queue of 201 letters', rules(1, { queues: ['Sales', 'x'.repeat(201)] }), 'too-long'],
    ['a long custom field', rules(1, { data: { name: 'Order', value: 'x'.repeat(201) } }), 'too-long'],
    ['an empty queue', rules(1, { queues: [''] }), 'unknown-choice'],
    ['a condition that nobody knows', rules(1, { moon: true }), 'unknown-choice'],
    ['two of one id', [...rules(1), ...rules(1)], 'unknown-choice'],
    ['no list', {}, 'unknown-choice'],
  ])('%s: %s', (_, raw, fault) => {
    expect(table.rules.parse(raw)).toMatchObject(fault === null ? { ok: true } : { ok: false, fault });
  });
});
