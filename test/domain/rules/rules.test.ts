import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Conditions, fitsPattern, type RuleFacts } from '../../../src/domain/rules/conditions.ts';
import { checksOf, readRules, type Rule, ruleFor, toRuleResult } from '../../../src/domain/rules/rules.ts';
import { ruleWith } from '../../support/rule.ts';
import { longestMatched } from '../../support/work.ts';

const rule = (when: Conditions, different: Partial<Rule> = {}): Rule =>
  ruleWith({ name: 'A rule', when, ...different });
const HOUR = 3_600_000;
const facts = (different: Partial<RuleFacts> = {}): RuleFacts => ({
  caller: { kind: 'external', number: '0501234567' },
  dialed: '0722776772',
  queue: { id: '555', name: 'תמיכה' },
  line: { id: 'SIPSIP1', number: '1234567' },
  statusId: 1,
  details: [{ name: 'Order', value: 'A-4711' }],
  who: () => ({ isKnown: false, tag: '', company: '' }),
  earlier: null,
  at: 10 * HOUR,
  week: { day: 3, minute: 720 },
  region: 'IL',
  ...different,
});
const fits = (when: Conditions, different: Partial<RuleFacts> = {}): boolean =>
  ruleFor([rule(when)], facts(different)) !== null;

const HIDDEN = { caller: { kind: 'hidden' } } as const;
const COLLEAGUE = { caller: { kind: 'internal', name: 'Lois Lane', number: '602' } } as const;
const NAMELESS = { caller: { kind: 'internal', name: 'Lois Lane', number: null } } as const;
const from = (number: string): Partial<RuleFacts> => ({ caller: { kind: 'external', number } });

const who = (isKnown: boolean | null, tag = '', company = ''): Partial<RuleFacts> => ({
  who: () => ({ isKnown, tag, company }),
});
const called = (...hoursAgo: number[]): Partial<RuleFacts> => ({
  earlier: hoursAgo.map((hours) => (10 - hours) * HOUR),
});
const before = (times: number, hours: number): Conditions => ({ calledBefore: { times, hours } });

describe('a condition', () => {
  it.each<[string, Conditions, Partial<RuleFacts>, boolean]>([
    ['queues: by id', { queues: ['555'] }, {}, true],
    ['queues: by name', { queues: ['מכירות', 'תמיכה'] }, {}, true],
    ['queues: names in any case', { queues: ['SUPPORT'] }, { queue: { id: '1', name: 'Support' } }, true],
    ['queues: another one', { queues: ['556'] }, {}, false],
    ['queues: a call through none', { queues: ['555'] }, { queue: { id: null, name: '' } }, false],
    ['dialed', { dialed: ['0722776772'] }, {}, true],
    ['dialed: none told', { dialed: ['*'] }, { dialed: '' }, false],
    ['known: a known caller', { known: true }, who(true), true],
    ['known: not an unknown one', { known: true }, who(false), false],
    ['known: an unknown caller', { known: false }, who(false), true],
    ['known: not before a source has answered', { known: true }, who(null), false],
    ['known: not before a source has answered, either', { known: false }, who(null), false],
    ['tags: in any case', { tags: ['vip'] }, who(true, 'VIP'), true],
    ['tags: by a part', { tags: ['gold*'] }, who(true, 'Gold customer'), true],
    ['tags: another one', { tags: ['VIP'] }, who(true, 'Debtor'), false],
    ['tags: none', { tags: ['*'] }, who(true, ' '), false],
    ['companies', { companies: ['Daily*', 'Levi Logistics'] }, who(true, '', 'levi logistics'), true],
    ['companies: another one', { companies: ['Daily*'] }, who(true, '', 'Levi Logistics'), false],
    ['companies: none', { companies: ['*'] }, who(true), false],
    ['calledBefore: often enough', before(2, 24), called(1, 23), true],
    ['calledBefore: too long ago', before(2, 2), called(1, 3), false],
    ['calledBefore: too seldom', before(2, 24), called(1), false],
    ['calledBefore: at the very limit', before(1, 2), called(2), true],
    ['calledBefore: in the future, by a clock that was set back', before(1, 2), called(-1), false],
    ['calledBefore: nobody knows', before(1, 24), {}, false],
    ['numbers: a hidden one is none', { numbers: ['*'] }, HIDDEN, false],
    ['numbers: a colleague’s', { numbers: ['6*'] }, COLLEAGUE, true],
    ['numbers: a colleague whose number is not told', { numbers: ['*'] }, NAMELESS, false],
    ['countries: by region', { countries: ['GB', 'IL'] }, {}, true],
    ['countries: by prefix', { countries: ['GB'] }, from('00442079460018'), true],
    ['countries: another one', { countries: ['GB'] }, {}, false],
    ['countries: the digits do not tell', { countries: ['IL'] }, from('123'), false],
    [
      'countries: a colleague is from none',
      { countries: ['IL'] },
      { caller: { kind: 'internal', name: '', number: '0501234567' } },
      false,
    ],
    ['countries: two that share a code', { countries: ['CA'] }, from('+14165550123'), true],
    ['internal', { internal: true }, COLLEAGUE, true],
    ['internal: from outside', { internal: true }, {}, false],
    ['not internal', { internal: false }, {}, true],
    ['not internal: a colleague', { internal: false }, COLLEAGUE, false],
    ['hidden', { hidden: true }, HIDDEN, true],
    ['hidden: a number is shown', { hidden: true }, {}, false],
    ['not hidden', { hidden: false }, {}, true],
    ['not hidden: it is', { hidden: false }, HIDDEN, false],
    ['data: name and value in any case', { data: { name: 'order', value: 'a-4711' } }, {}, true],
    ['data: by pattern', { data: { name: 'Order', value: 'A-*' } }, {}, true],
    ['data: any value', { data: { name: 'Order', value: '*' } }, {}, true],
    ['data: another value', { data: { name: 'Order', value: 'B-*' } }, {}, false],
    [
      'data: the value is not sought in other fields',
      { data: { name: 'Customer', value: 'A-4711' } },
      {},
      false,
    ],
    ['data: no such field', { data: { name: 'Order', value: '*' } }, { details: [] }, false],
    ['lines: by id', { lines: ['sipsip1'] }, {}, true],
    ['lines: by number', { lines: ['1234567'] }, {}, true],
    ['lines: another one', { lines: ['SIPSIP2'] }, {}, false],
    ['statuses', { statuses: [3, 1] }, {}, true],
    ['statuses: another one', { statuses: [3] }, {}, false],
    ['statuses: none was told', { statuses: [1] }, { statusId: 0 }, false],
    ['hours', { hours: { days: [3], from: 540, to: 1080 } }, {}, true],
    ['hours: outside', { hours: { days: [3], from: 540, to: 700 } }, {}, false],
    ['hours: over midnight', { hours: { days: [2], from: 1320, to: 721 } }, {}, true],
  ])('%s', (_, when, different, expected) => {
    expect(fits(when, different)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['0501234567', '0501234567', true],
    ['050-123-4567', '0501234567', true],
    ['+972 50-123-4567', '0501234567', true],
    ['00972501234567', '0501234567', true],
    ['972501234567', '0501234567', true],
    ['0501234567', '+972501234567', true],
    ['0501234567', '972501234567', true],
    ['0501234567', '00972501234567', true],
    ['0501234567', '050-123-4567', true],
    ['050*', '+972501234567', true],
    ['(050) *', '0501234567', true],
    ['+97250*', '0501234567', true],
    ['00972-50*', '0501234567', true],
    ['97250*', '0501234567', true],
    ['972*', '0501234567', true],
    // "Begins with 9" says nothing about Israel.
    ['9*', '0501234567', false],
    ['97*', '0501234567', false],
    ['*4567', '0501234567', true],
    ['05*67', '0501234567', true],
    ['*', '0501234567', true],
    ['+44*', '00442079460018', true],
    ['+44 20 7946 0018', '00442079460018', true],
    ['501234567', '0501234567', true],
    ['+972 (0)50-123-4567', '0501234567', true],
    ['+9720501234567', '0501234567', true],
    ['1800*', '1800123456', true],
    ['*2700', '*2700', true],
    ['201', '201', true],
    ['201', '1201', false],
    ['0501234567', '0501234568', false],
    ['050123456', '0501234567', false],
    ['+44*', '0501234567', false],
    ['', '0501234567', false],
    ['-', '0501234567', false],
    // As copied from a right-to-left page.
    ['\u200e050-123-4567\u200f', '0501234567', true],
    ['\u202a+972\u00a050\u2011123\u20134567\u202c', '0501234567', true],
    ['050/1234567', '0501234567', true],
  ])('matches numbers and dialed by the pattern "%s" for %s', (pattern, number, expected) => {
    expect(fits({ numbers: [pattern] }, from(number))).toBe(expected);
    expect(fits({ dialed: [pattern] }, { dialed: number })).toBe(expected);
  });

  it('must hold together with the others, and each is listed with its result', () => {
    const mixed = rule({ queues: ['555'], hidden: true, statuses: [1] });
    expect(ruleFor([mixed], facts())).toBeNull();
    expect(checksOf(mixed, facts())).toEqual([
      { condition: 'queues', holds: true },
      { condition: 'hidden', holds: false },
      { condition: 'statuses', holds: true },
    ]);
    expect(checksOf(rule({}), facts())).toEqual([]);
  });
});

describe('a rule', () => {
  const rules = [
    rule({ hidden: true }, { id: 'a' }),
    rule({ queues: ['555'] }, { id: 'b' }),
    rule({}, { id: 'c' }),
  ];
  it('wins as the first that fits; without conditions it fits every call', () => {
    expect(ruleFor(rules, facts())?.id).toBe('b');
    expect(ruleFor(rules, facts(HIDDEN))?.id).toBe('a');
    expect(ruleFor(rules, facts({ queue: { id: null, name: '' } }))?.id).toBe('c');
    expect(ruleFor(rules.slice(0, 2), facts({ queue: { id: null, name: '' } }))).toBeNull();
  });

  it('sets link, moment, colour and sound; without a rule the agent’s settings apply', () => {
    expect(
      toRuleResult(rule({}, { link: 'orders', open: 'answer', colour: 'red', sound: 'none' }), 'ring'),
    ).toEqual({
      ruleId: 'r',
      link: 'orders',
      open: 'answer',
      record: 'none',
      colour: 'red',
      sound: 'none',
    });
    expect(toRuleResult(null, 'ring')).toEqual({
      ruleId: null,
      link: null,
      open: 'ring',
      colour: null,
      sound: null,
    });
  });
});

describe('rules from outside', () => {
  const raw = {
    id: 'r',
    name: ' Orders ',
    when: {
      queues: [' 555 '],
      countries: ['IL'],
      statuses: [1],
      data: { name: 'Order', value: '' },
      hours: { days: [0], from: 0, to: 60 },
      known: false,
      tags: ['VIP'],
      companies: ['Daily*'],
      calledBefore: { times: 2, hours: 24 },
    },
    link: null,
    open: 'ring',
    record: 'none',
    colour: 'red',
    sound: 'bell',
    silent: false,
  };

  it('are read and trimmed', () => {
    expect(readRules([raw])).toEqual([{ ...raw, name: 'Orders', when: { ...raw.when, queues: ['555'] } }]);
    expect(readRules([])).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an object', {}],
    ['a text', '[]'],
    ['a list of nothing', [null]],
    ['twins', [raw, raw]],
    ['no id', [{ ...raw, id: '' }]],
    ['a long id', [{ ...raw, id: 'x'.repeat(65) }]],
    ['a long name', [{ ...raw, name: 'x'.repeat(101) }]],
    ['no conditions at all', [{ ...raw, when: undefined }]],
    ['a list of nothing wanted', [{ ...raw, when: { queues: [] } }]],
    ['a word for known', [{ ...raw, when: { known: 'yes' } }]],
    ['a blank tag', [{ ...raw, when: { tags: [' '] } }]],
    ['too many companies', [{ ...raw, when: { companies: Array<string>(101).fill('x') } }]],
    ['no earlier calls', [{ ...raw, when: { calledBefore: { times: 0, hours: 1 } } }]],
    ['half a call', [{ ...raw, when: { calledBefore: { times: 1.5, hours: 1 } } }]],
    ['more than a year', [{ ...raw, when: { calledBefore: { times: 1, hours: 8_785 } } }]],
    ['times without hours', [{ ...raw, when: { calledBefore: { times: 1 } } }]],
    ['a blank word', [{ ...raw, when: { queues: [' '] } }]],
    ['a long word', [{ ...raw, when: { numbers: ['1'.repeat(201)] } }]],
    ['too many words', [{ ...raw, when: { dialed: Array<string>(101).fill('1') } }]],
    ['no country', [{ ...raw, when: { countries: ['XX'] } }]],
    ['a name that every object has for a country', [{ ...raw, when: { countries: ['constructor'] } }]],
    ['no status', [{ ...raw, when: { statuses: [0] } }]],
    ['half a status', [{ ...raw, when: { statuses: [1.5] } }]],
    ['no hours', [{ ...raw, when: { hours: { days: [9], from: 0, to: 1 } } }]],
    ['hours of null', [{ ...raw, when: { hours: null } }]],
    ['a field without a name', [{ ...raw, when: { data: { name: '', value: 'x' } } }]],
    ['"internal" as a text', [{ ...raw, when: { internal: 'true' } }]],
    ['another moment', [{ ...raw, open: 'hangup' }]],
    ['another colour', [{ ...raw, colour: 'url(//x)' }]],
    ['another record', [{ ...raw, record: 'all' }]],
    ['another sound', [{ ...raw, sound: 'siren' }]],
    ['no conditions', [{ ...raw, when: undefined }]],
    ['too many', Array.from({ length: 101 }, (_, id) => ({ ...raw, id: String(id) }))],
  ])('are refused: %s', (_, given) => {
    expect(readRules(given)).toBeUndefined();
  });

  it('get the usual values for what they leave out', () => {
    expect(readRules([{ id: 'r', when: { hidden: true } }])).toEqual([
      {
        id: 'r',
        name: '',
        when: { hidden: true },
        link: null,
        open: 'click',
        record: 'none',
        colour: null,
        sound: null,
        silent: false,
      },
    ]);
  });

  it('are refused with an unknown condition, because such a rule would fit every call', () => {
    expect(readRules([{ ...raw, when: { number: ['0501234567'] }, silent: true }])).toBeUndefined();
  });

  it('are refused without reading any item when there are far too many', () => {
    let looks = 0;
    const watched = new Proxy(
      {},
      {
        get() {
          looks += 1;
          return undefined;
        },
      },
    );
    expect(readRules(Array(200_000).fill(watched))).toBeUndefined();
    expect(readRules([{ ...raw, when: { queues: Array(200_000).fill(watched) } }])).toBeUndefined();
    expect(looks).toBe(0);
    expect(readRules([watched])).toBeUndefined();
    expect(looks).toBeGreaterThan(0);
  });

  it('keep only the known parts of hours', () => {
    const hours = { days: [2, 1], from: 0, to: 60, more: 'x'.repeat(1000) };
    expect(readRules([{ ...raw, when: { hours } }])?.[0]?.when).toEqual({
      hours: { days: [1, 2], from: 0, to: 60 },
    });
  });

  it('are valid rules or refused, whatever they contain, and never throw', () => {
    const loose = fc.record(
      {
        id: fc.anything(),
        name: fc.anything(),
        when: fc.oneof(
          fc.anything(),
          fc.dictionary(fc.constantFrom('queues', 'hours', 'data', 'hidden', '__proto__'), fc.anything()),
        ),
        link: fc.anything(),
        open: fc.anything(),
        silent: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.array(loose)),
        (given) => void readRules(given)?.map((each) => checksOf(each, facts())),
      ),
    );
  });
});

describe('a pattern', () => {
  const letters = (least: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), minLength: least, maxLength: 12 });

  it('fits like a regular expression with `.*` for each `*`', () => {
    const oracle = (pattern: string): RegExp =>
      new RegExp(
        `^${pattern
          .split('*')
          .map((part) => part.replaceAll('.', '\\.'))
          .join('.*')}$`,
        's',
      );
    fc.assert(
      fc.property(
        letters(0),
        letters(0).map((text) => text.replaceAll('*', 'a')),
        (pattern, text) => fitsPattern(pattern, text) === oracle(pattern).test(text),
      ),
      { numRuns: 20_000 },
    );
  });

  it('reads the text once for the worst pattern, without a regular expression', () => {
    const worst = `${'*a'.repeat(100)}*b*b`;
    const matched = longestMatched(() => expect(fitsPattern(worst, `${'a'.repeat(10_000)}b`)).toBe(false));
    expect(matched).toBeLessThanOrEqual(1);
  });
});
