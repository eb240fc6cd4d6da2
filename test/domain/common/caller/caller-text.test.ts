import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCaller } from '../../../../src/domain/common/caller/caller-text.ts';
import type { CallerText } from '../../../../src/domain/common/caller/caller-words.ts';
import { itemsTaken, longestMatched } from '../../../support/work.ts';

const NUMBER = '0501234567';
const ABROAD = '+972501234567';

describe('a number', () => {
  it.each([
    NUMBER,
    '050-123-4567',
    '050 123 4567',
    '(050) 123-4567',
    '050/1234567',
    '050.123.4567',
    '050\u2011123\u20134567',
    '050\u00a0123\u202f4567',
    '050•123•4567',
    '\u202a0501234567\u202c',
    '\u2066050\u200e123\u200b4567\u2069',
    '\u0660\u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667',
    '\u06f0\u06f5\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7',
    '\u0966\u096b\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d',
    '０５０－１２３－４５６７',
    '"0501234567"',
    "'0501234567'",
    '<0501234567>',
    '<<0501234567>>',
    '[0501234567]',
    '"" <0501234567>',
    '"0501234567" <0501234567>',
    'sip:0501234567@10.0.0.1',
    'SIP:0501234567@10.0.0.1:5060;user=phone',
    'sips:0501234567@pbx7.example.com:5061;transport=tls?Replaces=12345',
    'sip:0501234567:secret99@10.0.0.1',
    'sip:0501234567;isub=12;ext=34@10.0.0.1',
    'sip:0501234567@[2001:db8::1]:5060',
    'sip:050%2D123%2D4567@10.0.0.1',
    'sip:0501234567%40pbx@10.0.0.1',
    'sip:0501234567%3Bext%3D12@10.0.0.1',
    'sip:%30501234567@10.0.0.1',
    'sip:0501234567',
    'sip:0501234567:5060',
    'sip:0501234567;user=phone',
    'sip://0501234567@10.0.0.1',
    'sip:sip:0501234567@10.0.0.1',
    '0501234567@10.0.0.1',
    '0501234567@pbx1.example.com;user=phone',
    '0501234567@10.0.0.1:5060',
    '0501234567 @ 10.0.0.1',
    '0501234567:5060',
    'tel:0501234567',
    'tel:050-123-4567;phone-context=+972',
    'tel:0501234567;ext=12;phone-context=example2.com',
    'tel://0501234567',
    'TEL: 0501234567',
    'Tel: 050-123-4567',
    'טלפון: 050-1234567',
    'callto:0501234567',
    '<sip:0501234567@10.0.0.1>;tag=as5d3f2a1b',
    '<sip:0501234567@10.0.0.1;user=phone>',
    '<sip:0501234567@10.0.0.1',
    'From: <sip:0501234567@10.0.0.1>;tag=77',
    'P-Asserted-Identity: <tel:0501234567>',
    '"Anonymous" <sip:0501234567@anonymous.invalid>',
    'Anonymous <0501234567>',
    'Private number 0501234567',
    'Caller ID: 0501234567',
    '<sip:anonymous@anonymous.invalid>, <tel:0501234567>',
    '"0501234567" <sip:anonymous@anonymous.invalid>',
    '0501234567;ext=12',
    '0501234567;phone-context=+972;ext=12',
    '0501234567x12',
    '0501234567 x12',
    '0501234567 ext. 12',
    '0501234567 (ext 12)',
    '0501234567 שלוחה 12',
    '0501234567 доб. 12',
    '0501234567,,12',
    '0501234567&602',
    '0501234567?subject=12',
    '0501234567/0521111111',
    '0501234567, 0521111111',
    '0501234567 / 0521111111',
    '0501234567 0521111111',
    'sip:0501234567@10.0.0.1, sip:0521111111@10.0.0.1',
    'SIP/0501234567-0000abcd',
    'SIP/0501234567-00000012',
    'SIP/050-123-4567-0000abcd',
    'PJSIP/0501234567-00000007',
    'PJSIP/0501234567@trunk1-00000007',
    'PJSIP/trunk1/sip:0501234567@10.0.0.1-00000007',
    'Local/0501234567@ctx-000;1',
    'Local/0501234567@from-internal-00000a2b;2',
    'Local/0501234567@ctx/n',
    'IAX2/0501234567-4321',
    'DAHDI/i1/0501234567-1',
    'sofia/external/0501234567@10.0.0.1',
  ])('of %j is the caller’s alone', (text) => {
    expect(readCaller(text)).toEqual({ number: NUMBER, name: '' });
  });

  it.each([
    ABROAD,
    '+972 50-123-4567',
    '+972 (0)50-123-4567',
    '(+972) 50 1234567',
    '＋972501234567',
    '+972501234567;ext=12',
    'tel:+972-50-123-4567;ext=12',
    'tel:+972(50)123.4567',
    'sip:+972501234567@10.0.0.1;user=phone',
    'sip:%2B972501234567@10.0.0.1',
    'sip:%252B972501234567@10.0.0.1',
    '%2B972501234567',
    'sip:+972501234567;npdi;rn=+97250999@10.0.0.1',
    '+972501234567x12',
    'SIP/+972501234567-0000abcd',
  ])('with a country code keeps its plus in %j', (text) => {
    expect(readCaller(text)).toEqual({ number: ABROAD, name: '' });
  });

  it.each([
    ['602', '602'],
    ['SIP/1234-0000abcd', '1234'],
    ['<sip:602@10.0.0.1>', '602'],
    ['PJSIP/602-0000', '602'],
    ['Extension 602', '602'],
    ['x602', '602'],
    ['שלוחה 602', '602'],
    ['*2345', '*2345'],
    ['#31#0501234567', '#31#0501234567'],
    ['*43', '*43'],
    ['972722776772', '972722776772'],
    ['00972501234567', '00972501234567'],
    ['1'.repeat(60), '1'.repeat(40)],
  ])('of %j stays as it is', (text, number) => {
    expect(readCaller(text)).toEqual({ number, name: '' });
  });
});

it.each<[string, CallerText]>([
  ['Moshe Cohen', { number: null, name: 'Moshe Cohen' }],
  ['Station 5', { number: null, name: 'Station 5' }],
  ['"Moshe 2" <0501234567>', { number: NUMBER, name: 'Moshe 2' }],
  ['Moshe 2 <sip:0501234567@10.0.0.1>', { number: NUMBER, name: 'Moshe 2' }],
  ['"Moshe 2" sip:0501234567@10.0.0.1', { number: NUMBER, name: 'Moshe 2' }],
  ['Moshe sip:0501234567@10.0.0.1', { number: NUMBER, name: 'Moshe' }],
  ['"Moshe <2>" <sip:0501234567@10.0.0.1>', { number: NUMBER, name: 'Moshe <2>' }],
  ['"Moshe \\"Mo\\" Cohen" <602>', { number: '602', name: 'Moshe "Mo" Cohen' }],
  ['“Moshe” <602>', { number: '602', name: 'Moshe' }],
  ['ד"ר כהן <0501234567>', { number: NUMBER, name: 'ד"ר כהן' }],
  ['Moshe 2 0501234567', { number: NUMBER, name: 'Moshe 2' }],
  ['Moshe 2 050 123 4567', { number: NUMBER, name: 'Moshe 2' }],
  ['0501234567 משה', { number: NUMBER, name: 'משה' }],
  ['0501234567, Moshe', { number: NUMBER, name: 'Moshe' }],
  ['Moshe (050-123-4567)', { number: NUMBER, name: 'Moshe' }],
  ['Moshe (Work) 0501234567', { number: NUMBER, name: 'Moshe (Work)' }],
  ['Moshe: 0501234567 x12', { number: NUMBER, name: 'Moshe' }],
  ['<img src="x"><b>x</b>', { number: null, name: '<img src="x"><b>x</b>' }],
  ['<Moshe>', { number: null, name: 'Moshe' }],
  ['Line 2', { number: null, name: 'Line 2' }],
  ['Moshe <Cohen>', { number: null, name: 'Moshe <Cohen>' }],
  ['Moshe <3 Dana', { number: null, name: 'Moshe <3 Dana' }],
  ['sip:moshe.cohen@example.com', { number: null, name: 'moshe.cohen' }],
  ['moshe@example2.com', { number: null, name: 'moshe' }],
  ['sip:moshe', { number: null, name: 'moshe' }],
  ['sip:%D7%9E%D7%A9%D7%94@example.com', { number: null, name: 'משה' }],
  ['"Moshe" <sip:anonymous@anonymous.invalid>', { number: null, name: 'Moshe' }],
  ['"Moshe" <tel:+972501234567>, <sip:m@10.0.0.1>', { number: ABROAD, name: 'Moshe' }],
  ['SIP/SIPSIP1-00000001', { number: null, name: 'SIPSIP1' }],
  ['Sales/Support', { number: null, name: 'Sales/Support' }],
  ['Local/Regional office', { number: null, name: 'Local/Regional office' }],
  ['user0501234567', { number: null, name: 'user0501234567' }],
  ['Alex12', { number: null, name: 'Alex12' }],
  ['🌸', { number: null, name: '🌸' }],
  ['M', { number: null, name: 'M' }],
])('%j is read as %j', (text, caller) => {
  expect(readCaller(text)).toEqual(caller);
});

/** Texts that name nobody. */
const NOBODY = [
  ...['', ' ', '-', '?', '…', '""', '<>', '0', '00', '0000000000', '-1', '(-1)', '<-1>', '−1', '+', '٠'],
  ...['null', 'undefined', 'none', 'N/A', 'anonymous', 'Anonymous', 'ANONYMOUS', '"Anonymous"', '<unknown>'],
  ...['Private', 'Private Number', 'PRIVATE-NUMBER', 'private_number', 'PrivateNumber', '[Private Caller]'],
  ...['Restricted', 'Restricted Number', 'Unknown', 'Unknown caller', 'Unknown Number', 'unknown <unknown>'],
  ...[
    'No Caller ID',
    'NoCallerID',
    'no-caller-id',
    'No number',
    'No Name',
    'Caller ID blocked',
    'Hidden number',
  ],
  ...[
    'Withheld',
    'Number withheld',
    'Withheld by user',
    'Unavailable',
    'Not available',
    'Number not available',
  ],
  ...['Anonymous 1', 'חסוי 2', 'anonymous;tag=1', 'WIRELESS CALLER', 'לקוח חסוי', 'incognito'],
  ...['Name unavailable', 'Out of area', 'Blocked', 'Suppressed', 'Unidentified caller', 'Caller', 'P', 'O'],
  ...['חסוי', 'מספר חסוי', 'חָסוּי'],
  ...['"חסוי"', "מס' חסוי", 'שיחה ממספר חסוי', 'מספר-חסוי', 'מספר חסום', 'פרטי'],
  ...[
    'לא מזוהה',
    'מזוהה-לא',
    'לא-מזוהה',
    'מספר לא מזוהה',
    'בלתי מזוהה',
    'לא ידוע',
    'מתקשר לא ידוע',
    'ללא זיהוי',
  ],
  ...[
    'אנונימי',
    'מוסתר',
    'לא זמין',
    'אין מספר',
    '\u202bמספר חסוי\u202c',
    'חסוי\u200f',
    '\u2067לא\u2069 מזוהה',
  ],
  ...[
    'رقم خاص',
    'رقم محجوب',
    'الرقم محجوب',
    'محجوب',
    'رقم مخفي',
    'مجهول',
    'متصل مجهول',
    'غير معروف',
    'رقم غير معروف',
  ],
  ...['بدون رقم', 'غير متاح', 'لا يوجد رقم', 'هوية المتصل مخفية', 'مُقيَّد', 'محـجوب'],
  ...[
    'скрыт',
    'Скрытый номер',
    'номер скрыт',
    'НОМЕР СКРЫТ',
    'аноним',
    'Анонимный вызов',
    'неизвестный номер',
  ],
  ...[
    'номер не определён',
    'не определен',
    'без номера',
    'нет номера',
    'неизвестный абонент',
    'засекречен',
    'недоступен',
  ],
  ...['anonymous@anonymous.invalid', 'sip:anonymous@anonymous.invalid', '<sip:anonymous@anonymous.invalid>'],
  ...[
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    '"Anonymous" <anonymous@10.0.0.1>;tag=123',
    'Anonymous <>',
  ],
  ...['P-Asserted-Identity: "Anonymous" <sip:anonymous@anonymous.invalid>', 'sip:restricted@10.0.0.1:5060'],
  ...['sip:unavailable@unknown.invalid', 'sip:private%20number@10.0.0.1', 'sip:-1@10.0.0.1', 'tel:anonymous'],
  ...[
    'sip:10.0.0.1',
    'sip:10.0.0.1:5060',
    'sip:pbx2.example.com',
    'sip:[2001:db8::1]:5060',
    '10.0.0.1',
    'sip:',
  ],
  ...['SIP/anonymous-00000001', 'Local/anonymous@ctx-000;1', 'asterisk <asterisk>', 'sip:@10.0.0.1'],
];
it.each(NOBODY)('%j names nobody', (text) => {
  expect(readCaller(text)).toEqual({ number: null, name: '' });
});

it.each([
  'Private Bank',
  'Norman Privat',
  'Line',
  'Service',
  'Noa',
  'O2',
  'P 5',
  'Noor',
  'Nois',
  'بلال',
  'لأل',
  'Outis',
  'No',
  'Nil',
  'Id',
  'Shown',
  'שם טוב',
  'שירות',
  'לא לשכוח',
  'נועה פרטי-כהן',
  'معروف',
  'Номерова',
  'Unknown Pleasures Ltd',
])('%j is a name', (name) => {
  expect(readCaller(name)).toEqual({ number: null, name });
});

describe('any number', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 12 });
  /** A number as a telephone system sends it: with a plus, or with a local prefix. */
  const numbers = fc
    .tuple(fc.constantFrom('0', '+1', '+972', '00972', '5'), digits)
    .map(([prefix, rest]) => `${prefix}5${rest.join('')}`);
  const scripts = [0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xff10];
  const inScript = (number: string, zero: number): string =>
    number.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  const hosts = fc.constantFrom('10.0.0.1', '192.0.2.77:5060', 'pbx12.example.com', '[2001:db8::12]:5061');
  const marks = fc.constantFrom(
    '',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202c',
    '\u2066',
    '\u2069',
    '\u200b',
    '\ufeff',
  );
  const names = fc.constantFrom('Moshe 2', 'משה 2', 'خالد', 'Анна 3', 'Dana (Work)');
  const addresses = fc
    .tuple(numbers, hosts)
    .chain(([number, host]) =>
      fc
        .constantFrom(
          `sip:${number}@${host}`,
          `SIPS:${number}@${host};user=phone?X=77`,
          `sip:${number}:pa55word@${host};transport=udp`,
          `sip:${encodeURIComponent(number)}@${host}`,
          `sip:${number};phone-context=+44;ext=12@${host}`,
          `tel:${number};ext=12;phone-context=+44`,
          `${number}@${host}`,
          number,
        )
        .map((text) => ({ number, text })),
    );

  it('stays that number in every wrapping', () => {
    const wrapped = fc
      .tuple(addresses, marks, marks)
      .chain(([{ number, text }, before, behind]) =>
        fc
          .constantFrom(text, `<${text}>`, `"" <${text}>;tag=99`, `"${number}" <${text}>`, `From: <${text}>`)
          .map((each) => ({ number, text: `${before}${each}${behind}` })),
      );
    fc.assert(
      fc.property(wrapped, ({ number, text }) => {
        expect(readCaller(text)).toEqual({ number, name: '' });
      }),
    );
  });

  it('stays that number in every script and with signs between its digits', () => {
    const signs = fc.constantFrom(
      '',
      '-',
      ' ',
      '.',
      '\u2011',
      '\u2013',
      '\u2212',
      '\u00a0',
      '\u200e',
      '\u2069',
    );
    fc.assert(
      fc.property(numbers, fc.constantFrom(...scripts), signs, fc.nat(6), (number, zero, sign, at) => {
        const place = 3 + (at % (number.length - 3));
        const text = `${inScript(number.slice(0, place), zero)}${sign}${inScript(number.slice(place), zero)}`;
        expect(readCaller(text)).toEqual({ number, name: '' });
      }),
    );
  });

  it('leaves the name beside it complete', () => {
    fc.assert(
      fc.property(addresses, names, ({ number, text }, name) => {
        expect(readCaller(`"${name}" <${text}>`)).toEqual({ number, name });
        expect(readCaller(`${name} <${text}>;tag=1`)).toEqual({ number, name });
      }),
    );
  });
});

it('a text that names nobody stays so in any case, quotes, brackets and marks', () => {
  const words = fc.constantFrom(...NOBODY.filter((text) => /^[\p{L} ]+$/u.test(text)));
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(' ', '-', '_', '\u00a0', '\u2011', '.', ' \u200f'),
      fc.constantFrom(
        ['', ''],
        ['"', '"'],
        ['<', '>'],
        ['(', ')'],
        ['\u202b', '\u202c'],
        ['\u201e', '\u201d'],
      ),
      fc.constantFrom('upper', 'lower', 'as it is'),
      (text, space, [before, behind], letters) => {
        const spaced = text.replaceAll(' ', space);
        const shown = letters === 'upper' ? spaced.toUpperCase() : spaced;
        const cased = letters === 'lower' ? spaced.toLowerCase() : shown;
        expect(readCaller(`${before}${cased}${behind}`)).toEqual({ number: null, name: '' });
      },
    ),
  );
});

it('never fails, and a number that it finds has only digits, signs and a plus', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      const { number } = readCaller(text);
      if (number !== null) expect(number).toMatch(/^\+?[\d*#]{0,39}\d?[\d*#]*$/);
      expect(readCaller(number ?? '0501234567').number).toBe(number ?? '0501234567');
    }),
  );
});

it.each([
  '1',
  '(',
  '<',
  '>',
  '"',
  '\\"',
  '<>,',
  '%25',
  '%',
  'sip:',
  'a@',
  ' x1',
  '-',
  ';a=',
  '1 ',
  '+(',
  'no',
  'ה',
  '/1',
])('a very long text of %j costs no more than a short one', (piece) => {
  const read = (length: number) => () => readCaller(piece.repeat(length));
  expect(itemsTaken(read(100_000))).toBeLessThanOrEqual(itemsTaken(read(400)) + 10);
  expect(longestMatched(() => readCaller(`a${piece.repeat(100_000)}`))).toBeLessThanOrEqual(400);
});
