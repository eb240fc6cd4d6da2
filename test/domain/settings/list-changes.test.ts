/** Which rules and links are added, removed, changed or moved. */
import { describe, expect, it } from 'vitest';
import { listChange } from '../../../src/domain/settings/list-changes.ts';
import { type Rule, readRules } from '../../../src/domain/rules/rules.ts';

const rule = (id: string, more: object = {}): Rule => {
  const [read] = readRules([{ id, name: id, when: {}, ...more }]) ?? [];
  if (read === undefined) throw new Error('It is no rule');
  return read;
};
/** Each change as its kind, the item's id and the changed parts. */
const told = (before: readonly Rule[], after: readonly Rule[]): unknown =>
  listChange(before, after).items.map(({ id, before: old, after: next, parts }) => {
    if (old === null) return ['new', id, ...parts];
    return [next === null ? 'gone' : 'changed', id, ...parts];
  });

const HOURS = { days: [1], from: 0, to: 60 };
const [a, b, c] = [rule('a'), rule('b'), rule('c')];

describe('a list of rules', () => {
  it.each<readonly [string, readonly Rule[], readonly Rule[], unknown]>([
    ['that stays', [a, b], [a, b], []],
    [
      'with a rule that comes',
      [a],
      [a, rule('b', { when: { queues: ['x'] }, silent: true })],
      [['new', 'b', 'queues', 'silent', 'open']],
    ],
    [
      'with a rule that comes and fits every call',
      [],
      [rule('b', { link: 'l', colour: 'red', sound: 'none' })],
      [['new', 'b', 'always', 'link', 'open', 'colour', 'sound']],
    ],
    [
      'with a rule for calls that are not internal',
      [],
      [rule('b', { when: { internal: false } })],
      [['new', 'b', 'internal', 'open']],
    ],
    ['with a rule that goes', [a, b], [b], [['gone', 'a']]],
    ['with a new name', [a], [rule('a', { name: 'other' })], [['changed', 'a']]],
    [
      'with a condition that comes',
      [a],
      [rule('a', { when: { hours: HOURS } })],
      [['changed', 'a', 'always', 'hours']],
    ],
    [
      'with a condition that goes',
      [rule('a', { when: { hours: HOURS, hidden: true } })],
      [rule('a', { when: { hidden: true } })],
      [['changed', 'a', 'hours']],
    ],
    [
      'with a condition that changes',
      [rule('a', { when: { data: { name: 'x', value: '1' } } })],
      [rule('a', { when: { data: { name: 'x', value: '2' } } })],
      [['changed', 'a', 'data']],
    ],
    [
      'with other deeds',
      [rule('a', { link: 'l', colour: 'red', silent: true })],
      [rule('a', { open: 'ring', sound: 'bell' })],
      [['changed', 'a', 'silent', 'link', 'open', 'colour', 'sound']],
    ],
    ['with another record', [a], [rule('a', { record: 'latest' })], [['changed', 'a', 'record']]],
    [
      'of which one takes the name of an object’s own field',
      [],
      [rule('__proto__')],
      [['new', '__proto__', 'always', 'open']],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  it.each<readonly [string, readonly Rule[], readonly Rule[], boolean]>([
    ['stays as it is', [a, b], [a, b], false],
    ['is turned around', [a, b], [b, a], true],
    ['gets a rule at its end', [a, b], [a, b, c], false],
    ['gets a rule at its beginning', [a, b], [c, a, b], true],
    ['loses one in its middle', [a, b, c], [a, c], false],
    ['loses all and gets others', [a, b], [c], false],
  ])('that %s', (_, before, after, isReordered) => {
    expect(listChange(before, after).isReordered).toBe(isReordered);
  });
});

it('a list of links reports names and addresses', () => {
  const link = (id: string, name: string, template: string) => ({ id, name, template });
  expect(
    listChange(
      [link('a', 'A', 'https://a.example/')],
      [link('a', 'B', 'https://b.example/'), link('c', 'C', 'https://c.example/')],
    ),
  ).toEqual({
    isReordered: false,
    items: [
      {
        id: 'a',
        before: { index: 0, name: 'A', parts: { template: 'https://a.example/' } },
        after: { index: 0, name: 'B', parts: { template: 'https://b.example/' } },
        parts: ['template'],
      },
      {
        id: 'c',
        before: null,
        after: { index: 1, name: 'C', parts: { template: 'https://c.example/' } },
        parts: ['template'],
      },
    ],
  });
});
