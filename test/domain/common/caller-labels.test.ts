import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedLabels,
  isSharedLabel,
  type KnownLabels,
  labelKey,
  labelsOf,
  learnNumber,
  learnQueue,
  mergeLabels,
  MOST_LABELS,
  NO_LABELS,
} from '../../../src/domain/common/caller/known-labels.ts';

const DAY = 86_400_000;
/** The labels after calls, each a text and a number, one ms apart. */
const after = (calls: readonly (readonly [string, string])[], from = NO_LABELS): KnownLabels =>
  calls.reduce((labels, [text, digits], at) => learnNumber(labels, text, () => digits, at), from);

describe('a label', () => {
  it.each([
    ['came with one number', [['Dana', '1']], false],
    [
      'came with two numbers of one person',
      [
        ['Dana', '1'],
        ['Dana', '2'],
        ['Dana', '1'],
      ],
      false,
    ],
    [
      'came with three numbers',
      [
        ['Sales', '1'],
        ['Sales', '2'],
        ['Sales', '3'],
      ],
      true,
    ],
    [
      'came in other letters, spaces and digits',
      [
        ['Sales 1', '1'],
        [' sales  １', '2'],
        ['SALES\u200b 1', '3'],
      ],
      true,
    ],
    [
      'came with hidden numbers',
      [
        ['Sales', ''],
        ['Sales', ''],
        ['Sales', ''],
      ],
      false,
    ],
    [
      'is like another one',
      [
        ['Sales', '1'],
        ['Sale', '2'],
        ['Sales', '3'],
      ],
      false,
    ],
  ] as const)('that %s', (_, calls, isShared) => {
    expect(isSharedLabel(after(calls), calls[0][0])).toBe(isShared);
  });

  it('names a queue from the moment at which a queue has its name', () => {
    const known = learnQueue(after([['Sales', '1']]), 'SALES', 9);
    expect(isSharedLabel(known, 'Sales')).toBe(true);
    expect(known.get('sales')).toEqual({ isShared: true, numbers: [], seenAt: 9 });
  });

  it('is kept without numbers once it names nobody', () => {
    expect([
      ...after([
        ['A', '1'],
        ['A', '2'],
        ['A', '3'],
      ]),
    ]).toEqual([['a', { isShared: true, numbers: [], seenAt: 2 }]]);
  });

  it('asks for the number only while that matters', () => {
    const shared = learnQueue(NO_LABELS, 'Sales', 1);
    const digitsOf = (): string => {
      throw new Error('asked');
    };
    expect(learnNumber(shared, 'Sales', digitsOf, 2)).toBe(shared);
    expect(learnNumber(NO_LABELS, '\u200b', digitsOf, 2)).toBe(NO_LABELS);
  });

  it('is written anew after a day, not at each call', () => {
    const known = after([['Dana', '1']]);
    expect(learnNumber(known, 'Dana', () => '1', DAY)).toBe(known);
    expect(learnNumber(known, 'Dana', () => '1', DAY + 1).get('dana')?.seenAt).toBe(DAY + 1);
  });
});

describe('known labels', () => {
  const many = labelsOf(
    Array.from({ length: MOST_LABELS + 5 }, (_, at) => [
      `l${String(at)}`,
      { isShared: false, numbers: ['1'], seenAt: at },
    ]),
  );

  it('are limited, and forget the one that was not seen for longest', () => {
    expect([many.size, many.has('l4'), many.has('l5')]).toEqual([MOST_LABELS, false, true]);
    const seen = learnNumber(many, 'l5', () => '2', 3 * DAY);
    const next = learnNumber(seen, 'new', () => '1', 3 * DAY);
    expect([next.size, next.has('l5'), next.has('l6'), next.has('new')]).toEqual([
      MOST_LABELS,
      true,
      false,
      true,
    ]);
  });

  it('name the entries that have changed', () => {
    const before = after([
      ['A', '1'],
      ['B', '1'],
    ]);
    expect(changedLabels(before, before)).toEqual([]);
    expect(changedLabels(before, learnQueue(before, 'B', 7)).map(([key]) => key)).toEqual(['b']);
  });

  const text = fc.oneof(
    fc.constantFrom('a', 'b', 'A ', '__proto__', 'toString'),
    fc.string({ unit: 'binary' }),
  );
  const calls = fc.array(fc.tuple(text, fc.constantFrom('', '1', '2', '3', '4')), { maxLength: 30 });

  it('name nobody exactly after three different numbers, whatever the order', () => {
    fc.assert(
      fc.property(calls, (each) => {
        const known = after(each);
        for (const [label] of each) {
          const numbers = new Set(
            each.flatMap(([other, digits]) =>
              labelKey(other) === labelKey(label) && digits !== '' ? [digits] : [],
            ),
          );
          expect(isSharedLabel(known, label)).toBe(labelKey(label) !== '' && numbers.size >= 3);
        }
      }),
    );
  });

  it('are the same whether learnt in one go or merged from two parts', () => {
    fc.assert(
      fc.property(calls, calls, (first, second) => {
        const merged = mergeLabels(after(first), after(second));
        const whole = after([...first, ...second]);
        expect(new Set(merged.keys())).toEqual(new Set(whole.keys()));
        for (const [key, { isShared }] of whole) expect(merged.get(key)?.isShared).toBe(isShared);
      }),
    );
  });

  it('have keys of at most 100 characters, and a key is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (label) => {
        const key = labelKey(label);
        expect(key.length).toBeLessThanOrEqual(100);
        expect(labelKey(key)).toBe(key);
      }),
    );
  });
});
