import { describe, expect, it } from 'vitest';
import { isFetchDue, listName, nextFetch, sourceOf } from '../../../src/domain/callers/company-list.ts';

const HOUR = 3_600_000;
const SOURCE = sourceOf('https://files.example/team.csv', 'IL');

describe('the next fetch', () => {
  it.each([
    [true, 0, 20 * HOUR],
    [true, 0.5, 24 * HOUR],
    [true, 1, 28 * HOUR],
    [false, 0, HOUR / 2],
    [false, 1, HOUR],
  ])('after a good fetch (%s) and a random %d comes after %d ms', (isGood, random, after) => {
    expect(nextFetch(1_000, isGood, random)).toBe(1_000 + after);
  });

  it.each([
    ['nothing was fetched yet', null, true],
    ['its time has come', { source: SOURCE, nextAt: 1_000 }, true],
    ['its time comes later', { source: SOURCE, nextAt: 1_001 }, false],
    ['another address was fetched', { source: sourceOf('https://other.example/', 'IL'), nextAt: 9e9 }, true],
    [
      'another region was used',
      { source: sourceOf('https://files.example/team.csv', 'GB'), nextAt: 1_001 },
      true,
    ],
    ['the clock was set back', { source: SOURCE, nextAt: 1_001 + 28 * HOUR }, true],
  ])('where %s: %#', (_, fetches, isDue) => {
    expect(isFetchDue(fetches, SOURCE, 1_000)).toBe(isDue);
  });
});

it.each([
  ['https://files.example/team.csv', 'team'],
  ['https://files.example/a/%D7%A6%D7%95%D7%95%D7%AA.xlsx?key=1', 'צוות'],
  ['https://files.example/%E0%A4%A.vcf', '%E0%A4%A'],
  ['https://files.example', 'files.example'],
])('the list at %s is called %s', (url, name) => expect(listName(url)).toBe(name));
