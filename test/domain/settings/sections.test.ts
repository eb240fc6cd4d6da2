/** The sections of the options page and the addresses that lead to them. */
import { describe, expect, it } from 'vitest';
import {
  hashOf,
  placeOf,
  SECTION_OF,
  SECTIONS,
  SETTINGS_ITEMS,
} from '../../../src/domain/settings/sections.ts';
import { AGENT_SETTINGS } from '../../../src/domain/settings/settings.ts';

describe('an address', () => {
  it.each([
    ['', 'account', null],
    ['#', 'account', null],
    ['#nonsense', 'account', null],
    ['#nonsense/openWhen', 'account', null],
    ['#crm', 'crm', null],
    ['#language', 'language', null],
    ['#rules', 'rules', null],
    ['#crm/openWhen', 'crm', 'openWhen'],
    ['#language/language', 'language', 'language'],
    ['#alerts/openWhen', 'alerts', null],
    ['#crm/', 'crm', null],
    ['#constructor', 'account', null],
    ['#crm/toString', 'crm', null],
    ['#CRM', 'account', null],
  ])('%j leads to the section %s and the item %s', (hash, section, item) => {
    expect(placeOf(hash)).toEqual({ section, item });
  });

  it.each(SETTINGS_ITEMS)('of the item %s leads to it', (item) => {
    expect(placeOf(hashOf(item))).toEqual({ section: SECTION_OF[item], item });
  });
});

describe('the sections', () => {
  it('contain each setting of the agent', () => {
    expect(SETTINGS_ITEMS).toEqual(expect.arrayContaining([...AGENT_SETTINGS]));
  });

  it('each contain something', () => {
    for (const section of SECTIONS) expect(Object.values(SECTION_OF)).toContain(section);
  });
});
