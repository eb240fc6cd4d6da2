/** The search over settings. */
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../src/domain/settings/sections.ts';
import { markQuery, searchSettings, type SearchEntry } from '../../../src/domain/settings/settings-search.ts';

const SECTION_NAMES: Readonly<Record<Section, string>> = {
  account: 'Account',
  crm: 'CRM',
  callers: 'Caller lookup',
  alerts: 'Alerts',
  quiet: 'Quiet times',
  rules: 'Rules',
  after: 'After the call',
  language: 'Language and region',
  data: 'Data',
  about: 'About',
};
const entry = (item: SearchEntry['item'], label: string, hint: string, ...words: string[]): SearchEntry => ({
  item,
  label,
  hint: hint === '' ? null : hint,
  words,
});
const ENTRIES = [
  entry('keepSignedIn', 'Keep me signed in', 'You stay signed in', 'remember password'),
  entry('reuseTab', 'Reuse the CRM tab', 'A click goes to the tab that is open', 'window'),
  entry('crmLink', 'CRM link', 'Placeholders', 'URL address'),
  entry('notification', 'Notification', 'of the system', 'pop-up toast window'),
  entry('callWindow', 'Call window', 'A card for each call', 'popup'),
  entry('workHours', 'שעות העבודה שלי', '', 'שָׁעוֹת'),
  entry('region', 'Ещё страна', ''),
];
const found = (query: string): readonly (readonly string[])[] =>
  searchSettings(ENTRIES, SECTION_NAMES, query).map(({ section, entries }) => [
    section,
    ...entries.map(({ item }) => item),
  ]);

describe('the search over settings', () => {
  it.each([
    [
      'window',
      [
        ['crm', 'reuseTab'],
        ['alerts', 'callWindow', 'notification'],
      ],
    ],
    ['CALL WIN', [['alerts', 'callWindow']]],
    ['link crm', [['crm', 'crmLink']]],
    ['password', [['account', 'keepSignedIn']]],
    ['signed-in', [['account', 'keepSignedIn']]],
    ['pop', [['alerts', 'notification', 'callWindow']]],
    ['alerts', [['alerts', 'notification', 'callWindow']]],
    ['alerts toast', [['alerts', 'notification']]],
    ['שעות', [['quiet', 'workHours']]],
    ['שָׁעוֹת', [['quiet', 'workHours']]],
    ['еще', [['language', 'region']]],
    ['ink', [['crm', 'crmLink']]],
    ['in', [['account', 'keepSignedIn']]],
    ['nothing of this kind', []],
    ['', []],
    ['  …  ', []],
    ['*.[', []],
  ])('finds for %j', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });
});

describe('the mark in a label', () => {
  it.each([
    ['Call window', ' window', ['Call ', 'window', '']],
    ['Call window', 'CALL', ['', 'Call', ' window']],
    ['Call window', 'window call', ['Call window', '', '']],
    ['Call window', ' ', ['Call window', '', '']],
    ['İİ window', 'window', ['İİ window', '', '']],
  ])('of %j for %j', (label, query, parts) => {
    expect(markQuery(label, query)).toEqual(parts);
  });
});
