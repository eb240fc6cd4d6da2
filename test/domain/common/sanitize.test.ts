/** Names are shown without invisible characters and without marks that cover other lines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitize } from '../../../src/domain/common/sanitize.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import { summarize } from '../../../src/domain/callers/summarize.ts';
import { cleanText } from '../../../src/domain/common/clean-text.ts';
import { idOf } from '../../../src/voicenter/fields.ts';
import { unreadableIn } from '../../support/readable.ts';
import { call, line, play } from '../../support/event-builders.ts';
import { callerLines } from '../../../src/domain/calls/labels.ts';

/** Each is a name without any visible character. */
const UNSEEN_NAMES: readonly (readonly [string, string])[] = [
  ['a blank', ' '],
  ['blanks of other widths', '\u00a0\u2003\u3000\u1680\u205f'],
  ['line breaks', '\n\u2028\u2029\u0085'],
  ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
  ['signs of direction', '\u200e\u200f\u061c\u202a\u202e\u2066\u2069'],
  ['Hangul fillers', '\u115f\u1160\u3164\uffa0'],
  ['an empty Braille pattern', '\u2800'],
  ['variation selectors', '\ufe00\ufe0e\ufe0f\u{e0100}\u180b'],
  ['tags', '\u{e0001}\u{e0041}\u{e007f}'],
  ['unassigned characters that are never drawn', '\u{e0fff}\u2065\ufff0'],
  ['soft hyphen, grapheme joiner, vowels that are not drawn', '\u00ad\u034f\u17b4\u17b5'],
  ['signs of mathematics and music that are not drawn', '\u2061\u2064\u{1d159}\u{1d173}\ufff9\ufffb'],
  ['blank hieroglyphs and fillers', '\u{13441}\u{13442}\u{13430}\u{16fe4}'],
  ['control characters', '\0\u0007\u001b\u009f'],
  ['marks without a letter', '\u0301\u0489'.repeat(9)],
  ['marks behind a blank', ' \u0301 \u0334\u20dd'],
];

const ringing = (different: Record<string, unknown>): CallSummary => {
  const state = play([line('NEWCALL', call(different))]);
  const [known] = Object.values(state.calls);
  if (known === undefined) throw new Error('no call');
  return summarize(state, known, 'IL');
};

describe.each(UNSEEN_NAMES)('a name of %s', (_, name) => {
  it('counts as no name', () => {
    expect(sanitize(name)).toBe('');
    expect(cleanText(name)).toBe('');
    expect(idOf(name)).toBeNull();
  });

  it('leaves the heading of the card to the number', () => {
    const inner = ringing({ isInternal: true, callerphone: name, callername: name, originalCallerID: '602' });
    expect(callerLines(inner, 'IL')).toEqual({ name: null, number: '602' });
    // Names that an earlier version stored are cleaned, too.
    expect(callerLines({ ...ringing({}), name }, 'IL')).toEqual({ name: null, number: '050-123-4567' });
  });
});

describe('a name in any script', () => {
  it.each([
    ['Hebrew with points', 'דָּנָה כֹּהֵן שָׁלוֹם'],
    ['Arabic with marks', 'مُحَمَّدٌ'],
    ['Persian with a joiner', 'علی\u200cرضا'],
    ['Urdu', 'محمد ﷺ'],
    ['Devanagari', 'श्री क्षितिज त्र्यंबक'],
    ['Marathi with a joiner', 'दर्\u200dया'],
    ['Bengali with a joiner', 'র\u200d্যাব'],
    ['Sinhala with a joiner', 'ශ්\u200dරී ලංකා'],
    ['Malayalam with a joiner at the end', 'അവന്\u200d'],
    ['Tamil', 'தமிழ்ச்செல்வி'],
    ['Telugu', 'శ్రీలక్ష్మి'],
    ['Thai', 'เชียงใหม่ปั้นหยี'],
    ['Burmese with five marks on a letter', 'လျှော့'],
    ['Khmer', 'ស្ត្រី'],
    ['Tibetan', 'བསྒྲུབས'],
    ['Vietnamese', 'Nguyễn Thị Hằng'],
    ['Vietnamese, decomposed', 'Nguyễn Thị Hằng'.normalize('NFD')],
    ['Korean', '김철수'],
    ['Korean, decomposed', '김철수'.normalize('NFD')],
    ['Chinese', '李小龍'],
    ['a number sign of Arabic', '\u0600١٢'],
    ['a family', '👨\u200d👩\u200d👧\u200d👦 Kent'],
    ['a skin tone and a profession', '👩🏽\u200d⚕️'],
    ['an emoji without its selector', '🤷🏻\u200d♂'],
    ['a heart', 'Dana ❤️'],
    ['a rainbow flag', '🏳️\u200d🌈'],
    ['a country’s flag', '🇮🇱'],
    ['a region’s flag', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['a keycap', '1️⃣ #️⃣'],
    ['a telephone as text', '☎︎ Support'],
  ])('stays unchanged: %s', (_, name) => {
    expect(unreadableIn(name)).toBeNull();
    expect(sanitize(name)).toBe(name);
    expect(cleanText(name)).toBe(name);
  });

  it.each([
    ['marks upon marks', `Z${'\u0301'.repeat(60)}oe`, `Z${'\u0301'.repeat(4)}oe`],
    ['marks of many kinds', `Z${'\u0300\u0316\u0334\u20dd\u0489'.repeat(9)}!`, 'Z\u0300\u0316\u0334\u20dd!'],
    ['marks with joiners between', `क${'\u0901\u200d'.repeat(30)}`, `क\u0901${'\u200d\u0901'.repeat(3)}`],
    ['marks with joiners between that join nothing', `क${'\u0301\u200d'.repeat(30)}`, 'क\u0301'],
    ['marks with others that are not drawn', `Z${'\u0301\u034f\ufe0f'.repeat(30)}`, `Z${'\u0301'.repeat(4)}`],
    ['marks on a blank', 'Dana \u0301\u0302Levi', 'Dana Levi'],
    ['joiners in a row', 'علی\u200c\u200c\u200d\u200cرضا', 'علی\u200cرضا'],
    ['a joiner between Latin letters', 'Da\u200dna', 'Da na'],
    ['a variant of an ideograph', '葛\u{e0100}城', '葛城'],
    ['a selector behind a letter', 'D\ufe0fana', 'Dana'],
    ['selectors in a row', '❤\ufe0f\ufe0f\ufe0f', '❤\ufe0f'],
    ['tags behind a letter', 'Dana\u{e0041}\u{e0042}', 'Dana'],
    ['a flag with endless tags', `🏴${'\u{e0067}'.repeat(60)}`, '🏴'],
    ['an emoji with a joiner to nothing', '👩\u200d', '👩'],
    ['an override of direction', 'invoice\u202efdp.exe', 'invoice fdp.exe'],
    ['a filler between letters', 'Dana\u3164Levi', 'Dana Levi'],
    ['blanks in a row', ' Dana \u2800 \u3000\tLevi ', 'Dana Levi'],
  ])('loses what is invisible or covers other lines: %s', (_, name, shown) => {
    expect(sanitize(name)).toBe(shown);
    expect(cleanText(name)).toBe(shown);
  });
});

const PIECES = [
  ...UNSEEN_NAMES.flatMap(([, name]) => Array.from(name)),
  ' ',
  'D',
  'é',
  'ש',
  '\u05b8',
  'ع',
  '\u064e',
  'क',
  '\u094d',
  'र',
  '\u0cbe',
  '❤',
  '👩',
  '🏽',
  '♂',
  '🏴',
  '🇮',
  '1',
  '\u20e3',
  '\u{e0067}',
  '\u{e007f}',
  '\ufe0f',
  '\u200d',
  '\u0301',
  '\u0327',
  '\ud83d',
  '\udc69',
];
const anyName = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));

it('any characters give a readable name, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(anyName, fc.nat(3), (name, times) => {
      const clean = cleanText(name.repeat(1 + times * 8));
      expect(unreadableIn(clean)).toBeNull();
      expect(clean.length).toBeLessThanOrEqual(200);
      expect(clean.isWellFormed()).toBe(true);
      expect(cleanText(clean)).toBe(clean);
      expect(sanitize(clean)).toBe(clean);
    }),
    { numRuns: 5_000 },
  );
});

it('all letters of a name remain in order', () => {
  const OTHERS = /[^\p{L}]|[\u115f\u1160\u3164\uffa0\u{13441}\u{13442}]/gu;
  const letters = (text: string): string => text.replace(OTHERS, '');
  fc.assert(
    fc.property(anyName, (name) => {
      expect(letters(sanitize(name))).toBe(letters(name));
    }),
  );
});
