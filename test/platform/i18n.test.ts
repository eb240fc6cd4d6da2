import { expect, it, vi } from 'vitest';
import english from '../../src/locales/en.json' with { type: 'json' };
import hebrew from '../../src/locales/he.json' with { type: 'json' };
import { createTranslator } from '../../src/platform/i18n.ts';

// The catalogues come from files, so the browser is not needed.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const en = createTranslator('en', english);
// English has more forms of an ordinal number.
const he = createTranslator('he', { ...english, ...hebrew });
const dialed = { key: 'card.dialed', params: { number: '+44 20 7946 0018' } } as const;

it('a number with spaces keeps its order between Hebrew words', () => {
  expect(he.t(dialed)).toBe('אל \u2068+44 20 7946 0018\u2069');
  expect(en.t(dialed)).toBe('To +44 20 7946 0018');
});

it('a name and a number of their own are isolated where the language runs the other way', () => {
  expect(he.t({ raw: '+44 20 7946 0018' })).toBe('\u2068+44 20 7946 0018\u2069');
  expect(he.t({ raw: 'Dana (2)' })).toBe('\u2068Dana (2)\u2069');
  expect(en.t({ raw: '+44 20 7946 0018' })).toBe('+44 20 7946 0018');
  expect(en.t({ raw: 'משה 2' })).toBe('\u2068משה 2\u2069');
  expect(en.t({ key: 'card.queue', params: { queue: 'משה 2' } })).toContain('\u2068משה 2\u2069');
});

it('a text for a badge, a file or the clipboard has no invisible marks', () => {
  expect(he.plain(dialed)).toBe('אל +44 20 7946 0018');
  expect(en.plain({ raw: 'משה 2' })).toBe('משה 2');
});

it('a time span in Hebrew runs from right to left like its words', () => {
  const time = he.t({ key: 'outage.span', params: { from: '14:02', to: '14:05' } });
  expect(he.t({ key: 'activity.outage', params: { duration: '3', time } })).toBe(
    'ללא חיבור במשך \u20683\u2069, עד \u2067\u206814:02\u2069–\u206814:05\u2069\u2069',
  );
});

it.each([
  [0, '0 missed calls'],
  [1, '1 missed call'],
  [1_200, '1,200 missed calls'],
])('the count %i is shown in words', (count, words) => {
  expect(en.t({ counted: 'badge.title.missed', count, type: 'cardinal' })).toBe(`Ringside: ${words}`);
});
