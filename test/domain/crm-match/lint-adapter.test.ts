/** Adapters of administrators: what may be used, and what the lint says of the others. */
import { describe, expect, it } from 'vitest';
import { lintAdapter } from '../../../src/domain/crm-match/lint-adapter.ts';
import { makePlan } from '../../../src/domain/crm-match/make-plan.ts';
import { readPath } from '../../../src/domain/crm-match/templates.ts';
import { valuesAt } from '../../../src/domain/crm-match/values.ts';

const SOUND = {
  adapter: 1,
  id: 'acme',
  name: 'Acme CRM',
  asks: [
    { id: 'host', type: 'host' },
    { id: 'team', type: 'id' },
    { id: 'note', type: 'text', optional: true },
    { id: 'token', type: 'secret' },
  ],
  origin: 'https://<host>',
  auth: { header: 'X-Token', value: '<token>' },
  requests: [{ method: 'GET', path: '/find', query: { q: '{{bare}}' } }],
  answer: {
    records: 'people[*]',
    id: 'id',
    type: 'person',
    name: ['{name}'],
    phones: ['phone'],
    link: ['https://<host>/people/{id}'],
  },
};
const request = (changes: object): object => ({ requests: [{ ...SOUND.requests[0], ...changes }] });
const answer = (changes: object): object => ({ answer: { ...SOUND.answer, ...changes } });

it('an adapter with everything in its place may be used, as an object or as text', () => {
  expect(lintAdapter(SOUND)).toMatchObject({ ok: true });
  expect(lintAdapter(JSON.stringify(SOUND))).toMatchObject({ ok: true });
});

it.each<[string, object, RegExp]>([
  ['no adapter', { adapter: 2 }, /^adapter: /],
  ['an unknown part', { extra: 1 }, /^extra: no such part is known/],
  ['two secrets', { asks: [...SOUND.asks, { id: 'other', type: 'secret' }] }, /^asks: exactly one/],
  [
    'two asks of one id',
    { asks: [...SOUND.asks, { id: 'team', type: 'id' }] },
    /^asks: two have the same id/,
  ],
  ['a secret that goes nowhere', { auth: { header: 'X-Token', value: 'x' } }, /^auth: must hold the secret/],
  ['an origin by http', { origin: 'http://crm.example.com' }, /^origin: /],
  ['an origin with a user', { origin: 'https://a@crm.example.com' }, /^origin: /],
  ['an origin that an id completes', { origin: 'https://<team>.example.com' }, /^origin: /],
  ['an origin that is longer than its server', { origin: 'https://<host>.example.com' }, /^origin: /],
  ['an origin with a query', { origin: 'https://crm.example.com/?q=' }, /^origin: /],
  ['the secret in the path', request({ path: '/find/<token>' }), /^requests\[0\]\.path: /],
  ['the secret in the query', request({ query: { q: '<token>' } }), /^requests\[0\]\.query: /],
  ['the secret in the body', request({ json: { a: ['<token>'] } }), /^requests\[0\]\.json: /],
  ['free text in a query language', request({ json: { q: "name = '<note>'" } }), /^requests\[0\]\.json: /],
  ['a path that climbs', request({ path: '/../find' }), /^requests\[0\]\.path: /],
  ['a path that climbs encoded', request({ path: '/%2e%2E/find' }), /^requests\[0\]\.path: /],
  ['a header with a strange name', request({ headers: { 'a b': 'x' } }), /^requests\[0\]\.headers: /],
  ['an unknown form', request({ query: { q: '{{secret}}' } }), /^requests\[0\]: an unknown placeholder/],
  [
    'the number as received',
    request({ query: { q: '{{phone}}' } }),
    /^requests\[0\]: an unknown placeholder/,
  ],
  [
    'an unknown modifier',
    request({ query: { q: '{{bare:upper}}' } }),
    /^requests\[0\]: an unknown placeholder/,
  ],
  [
    'more than six requests',
    request({ path: '/{{:a}}{{:b}}', vary: { a: ['1', '2', '3'], b: ['1', '2', '3'] } }),
    /^requests: 9 for a caller/,
  ],
  ['a link by a script', answer({ link: ['javascript:alert({id})'] }), /^answer\.link: /],
  ['a link to any host', answer({ link: ['https://{id}/'] }), /^answer\.link: /],
  ['a link with the secret', answer({ link: ['https://<host>/?t=<token>'] }), /^answer\.link: /],
  ['a whole link without hosts', answer({ link: ['{url}'] }), /^answer\.link: /],
  ['a name with the secret', answer({ name: ['<token>'] }), /^answer: a template/],
  ['an unknown dictionary', answer({ owner: ['{owner|people}'] }), /^answer: a template/],
  ['a path that cannot be read', answer({ records: 'people[' }), /^answer: a path/],
  ['a date that is no path', answer({ date: 'a..b' }), /^answer: a path/],
  ['verification without numbers', { verify: true, ...answer({ phones: [] }) }, /^answer\.phones: verify/],
  ['hosts that are none', { linkHosts: ['*'] }, /^linkHosts: /],
  ['a new record at any host', { newRecord: 'https://{{bare}}/' }, /^newRecord: /],
])('%s is refused with its place', (_, change, why) => {
  const linted = lintAdapter({ ...SOUND, ...change });
  expect(linted.ok ? [] : linted.wrong).toContainEqual(expect.stringMatching(why));
});

it.each<[string, unknown]>([
  ['no JSON', '{'],
  ['too long a text', JSON.stringify({ ...SOUND, name: 'x'.repeat(30_000) })],
  ['a deep body', { ...SOUND, ...request({ json: JSON.parse('['.repeat(50) + ']'.repeat(50)) as unknown }) }],
  ['nothing', undefined],
  ['null', null],
])('%s is refused', (_, raw) => {
  expect(lintAdapter(raw)).toMatchObject({ ok: false });
});

describe('the fields', () => {
  const planWith = (fields: Readonly<Record<string, string>>) => {
    const linted = lintAdapter(SOUND);
    if (!linted.ok) throw new Error(linted.wrong.join());
    return makePlan(linted.adapter, {
      crmAdapter: 'acme',
      crmFields: Object.entries(fields).map(([id, value]) => ({ id, value })),
    });
  };

  it.each([
    ['crm.example.com', 'https://crm.example.com'],
    ['https://crm.example.com/web#action=1', 'https://crm.example.com'],
    ['crm.example.com:8443', 'https://crm.example.com:8443'],
    ['http://127.0.0.1:8080/crm/odoo/', 'http://127.0.0.1:8080/crm/odoo'],
  ])('read the server %s', (host, base) => {
    const made = planWith({ host, team: '7' });
    expect(made.ok && [made.plan.base, made.plan.secretFor]).toEqual([base, `acme ${new URL(base).origin}`]);
  });

  it.each([
    ['', 'host'],
    ['http://crm.example.com', 'host'],
    ['https://user:word@crm.example.com', 'host'],
    ['https://', 'host'],
  ])('refuse the server %j', (host, field) => {
    expect(planWith({ host, team: '7' })).toEqual({ ok: false, field });
  });

  it('refuse what could end a text or a placeholder', () => {
    for (const team of ['', "a'b", 'a b', '{{e164}}', 'x'.repeat(64)])
      expect(planWith({ host: 'crm.example.com', team })).toEqual({ ok: false, field: 'team' });
    for (const note of ['{{secret}}', '<token>', 'a\nb'])
      expect(planWith({ host: 'crm.example.com', team: '7', note })).toEqual({ ok: false, field: 'note' });
  });
});

describe('a path', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['a.b', { a: { b: 1 } }, [1]],
    ['a[1]', { a: [1, 2] }, [2]],
    ['a[*].b', { a: [{ b: 1 }, {}, { b: 2 }] }, [1, 2]],
    ['a.*', { a: { x: 1, y: 2 } }, [1, 2]],
    ['["a@b.c"]', { 'a@b.c': 1 }, [1]],
    ['[*]', [1, 2], [1, 2]],
    ['a', {}, []],
    ['toString', {}, []],
    ['__proto__.a', {}, []],
    ['a.length', { a: 'text' }, []],
  ])('%s reads own values only', (written, value, expected) => {
    expect(valuesAt(value, readPath(written) ?? ['-'])).toEqual(expected);
  });

  it.each(['a[', 'a[x]', 'a b', '["a"b"]', '$.a', 'a..b', 'a.b'.repeat(20)])('%s is none', (written) => {
    expect(readPath(written)).toBeNull();
  });
});
