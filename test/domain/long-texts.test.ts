/** Cleaning, guarding and judging a text takes time in proportion to its length, whatever is in it. */
import { expect, it } from 'vitest';
import { toCsv } from '../../src/domain/common/csv.ts';
import { foldersOf, isDotFolder } from '../../src/domain/crm/url-path.ts';
import { sanitize } from '../../src/domain/common/sanitize.ts';

/** Work in the square of this would take minutes, and the test its end. */
const LENGTH = 300_000;
const PIECES = [
  ' ',
  '\t',
  ',',
  ';',
  '"',
  "'",
  '=',
  '\u200b',
  '\u200d',
  '\u3164',
  '\u0301',
  ' \u0301',
  '\u0301\u200d',
  'ع\u200c',
  '👩\u200d',
  '🏴\u{e0067}',
  '1\ufe0f',
  '\u{e0067}',
  '\ud83d',
  '%',
  '%25',
  '%2',
  '%u',
  '%c0',
  '.',
  './',
  'a..;',
  '\u00bd',
  'a',
  'א',
];
const long = PIECES.map((piece) => [piece, piece.repeat(Math.ceil(LENGTH / piece.length))] as const);

it.each(long)('a cell of %j without end is written', (_, text) => {
  expect(toCsv([[text]]).length).toBeGreaterThan(LENGTH);
  expect(toCsv([[`${text}=1`]]).length).toBeGreaterThan(LENGTH);
});

it.each(long)('a name of %j without end is cleaned', (_, text) => {
  expect(sanitize(text).length).toBeLessThanOrEqual(text.length);
  expect(sanitize(`a${text}b`)).toMatch(/^a.*b$/su);
});

it.each(long)('a path of %j without end is read, or said to be encoded too often', (_, text) => {
  const folders = foldersOf(`https://crm.example.com/${text}`);
  expect(folders === null || folders.length >= 4).toBe(true);
  expect(isDotFolder(text)).toBe(false);
});
