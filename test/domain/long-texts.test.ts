/** Cleaning, guarding and checking a text takes time in proportion to its length, whatever it contains. */
import { expect, it } from 'vitest';
import { toCsv } from '../../src/domain/common/csv.ts';
import { foldersOf, isDotFolder } from '../../src/domain/crm/url-path.ts';
import { sanitize } from '../../src/domain/common/sanitize.ts';

/** Quadratic work on this length would take minutes, and the test would time out. */
const LENGTH = 300_000;
const PIECES = [
  ' ',
  '1',
  '1-',
  '(',
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

it.each(long)('a very long cell of %j is written', (_, text) => {
  expect(toCsv([[text]]).length).toBeGreaterThan(LENGTH);
  expect(toCsv([[`${text}=1`]]).length).toBeGreaterThan(LENGTH);
});

it.each(long)('a very long name of %j is cleaned', (_, text) => {
  expect(sanitize(text).length).toBeLessThanOrEqual(text.length);
  expect(sanitize(`a${text}b`)).toMatch(/^a.*b$/su);
});

it.each(long)('a very long path of %j is read, or refused as encoded too often', (_, text) => {
  const folders = foldersOf(`https://crm.example.com/${text}`);
  expect(folders === null || folders.length >= 4).toBe(true);
  expect(isDotFolder(text)).toBe(false);
});
