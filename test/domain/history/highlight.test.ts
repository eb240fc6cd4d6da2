/** The parts of a name and a number that a search was for. */
import { expect, it } from 'vitest';
import { markNumber, markWords, type MarkedPart } from '../../../src/domain/history/highlight.ts';

const shown = (parts: readonly MarkedPart[]): string =>
  parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');

it.each([
  ['Dana Levi', 'levi', 'Dana [Levi]'],
  ['Dana Levi', 'levi dan', '[Dan]a [Levi]'],
  ['Dana Levi', '', 'Dana Levi'],
  ['Dana Levi', '050', 'Dana Levi'],
  ['Zoë Kent', 'zoe', '[Zoë] Kent'],
  ['Zoe\u0308 Kent', 'zoe', '[Zoe]\u0308 Kent'],
  ['לויס ליין', 'ליין', 'לויס [ליין]'],
  ['Anna Banana', 'an', '[An]na B[anan]a'],
  ['👩‍💻 Ops', 'ops', '👩‍💻 [Ops]'],
  ['<b>x</b>', 'b', '<[b]>x</[b]>'],
])('%s, sought by %j', (name, query, marked) => {
  expect(shown(markWords(name, query))).toBe(marked);
});

it.each([
  ['050-123-4567', '050-123', '[050-123]-4567'],
  ['050-123-4567', '0501234567', '[050-123-4567]'],
  ['050-123-4567', '+972 50 123 4567', '[050-123-4567]'],
  ['050-123-4567', '4567', '050-123-[4567]'],
  ['050-123-4567', 'dana 123', '050-[123]-4567'],
  ['050-123-4567', 'dana', '050-123-4567'],
  ['050-123-4567', '999', '050-123-4567'],
  ['*2700', '*27', '[*27]00'],
])('%s, sought by %j', (number, query, marked) => {
  expect(shown(markNumber(number, query, 'IL'))).toBe(marked);
});
