/** Text from outside has a length limit, and no regular expression reads more than that. */
import { describe, expect, it } from 'vitest';
import { importTemplate } from '../../src/domain/crm/template-import.ts';
import { checkTemplate, fillTemplate } from '../../src/domain/crm/crm-url.ts';
import { sampleValues } from '../../src/domain/crm/link-values.ts';
import { modifierOf } from '../../src/domain/crm/url-template.ts';
import { readPolicy } from '../../src/domain/settings/managed-policy.ts';
import { readSettings } from '../../src/domain/settings/read-settings.ts';
import { table } from '../../src/domain/settings/settings.ts';
import { readSettingsFile } from '../../src/domain/settings/settings-file.ts';
import { longestMatched } from '../support/work.ts';
import { isHostPattern } from '../../src/domain/common/host-patterns.ts';

const HUGE = 200_000;
const BASE = 'https://crm.example.com/';
const templateOf = (length: number): string => BASE + 'x'.repeat(length - BASE.length);
const addressOf = (length: number, base = 'https://a.example.com/'): string =>
  base + 'x'.repeat(length - base.length);

describe('a template', () => {
  it('may have 4,000 characters', () => {
    expect(checkTemplate(templateOf(4_000))).toBeNull();
    expect(checkTemplate(templateOf(4_001))).toBe('too-long');
  });

  it('may have 50 placeholders', () => {
    expect(checkTemplate(BASE + '{phone}'.repeat(50))).toBeNull();
    expect(checkTemplate(BASE + '{phone}'.repeat(51))).toBe('too-long');
  });

  it('may have masks of 40 characters', () => {
    expect(checkTemplate(`${BASE}{phone:${'#'.repeat(40)}}`)).toBeNull();
    expect(checkTemplate(`${BASE}{phone:${'#'.repeat(41)}}`)).toBe('too-long');
    expect(modifierOf('#'.repeat(41))).toBeNull();
  });

  it.each([
    ['a mask', `${BASE}{phone:${'#'.repeat(HUGE)}}`],
    ['an unclosed brace', BASE + '{'.repeat(HUGE)],
    ['a custom field', `${BASE}{data.${' '.repeat(HUGE)}}`],
    ['blanks around it', `${' '.repeat(HUGE)}${templateOf(4_001)}`],
  ])('is refused before any regular expression reads %s of 200 kB', (_, template) => {
    for (const name of ['crmLink', 'newRecordLink'] as const) {
      expect(table[name].parse(template)).toEqual({ ok: false, fault: 'too-long' });
      expect(longestMatched(() => table[name].parse(template))).toBe(0);
    }
    const values = sampleValues('IL');
    expect(fillTemplate(template, values).kind).toBe('none');
    expect(longestMatched(() => fillTemplate(template, values))).toBe(0);
    expect(importTemplate(template)).toEqual({ template: template.trim(), unknown: [] });
    expect(longestMatched(() => importTemplate(template))).toBe(0);
  });

  it('of 700 modifiers is read only up to its length limit', () => {
    const template = `${BASE}{phone${':e164'.repeat(700)}}`;
    expect(checkTemplate(template)).toBeNull();
    expect(longestMatched(() => checkTemplate(template))).toBeLessThanOrEqual(4_000);
  });
});

describe('additional links', () => {
  const link = { id: 'a', name: 'Orders', template: `${BASE}{phone}` };
  it.each([
    ['a template', { template: templateOf(4_001) }],
    ['a name', { name: 'x'.repeat(61) }],
    ['an id', { id: 'x'.repeat(201) }],
  ])('are refused as too long for %s', (_, different) => {
    const links = [link, { ...link, id: 'b', ...different }];
    expect(table.moreLinks.parse(links)).toEqual({ ok: false, fault: 'too-long' });
  });
});

describe('a text setting', () => {
  const LIMITS = {
    email: 2_000,
    username: 2_000,
    followUser: 200,
    lookupUrl: 2_000,
    loginServer: 2_000,
    twoStepServer: 2_000,
    settingsServer: 2_000,
    refreshServer: 2_000,
  } as const;
  type Name = keyof typeof LIMITS;
  const sample = (name: Name, length: number): string => {
    if (name === 'email') return `a@${'x'.repeat(length - 2)}`;
    const getsTokens = name === 'settingsServer' || name === 'refreshServer';
    if (getsTokens) return addressOf(length, 'https://a.voicenter.com/');
    return /Server|Url/.test(name) ? addressOf(length) : 'x'.repeat(length);
  };
  const names = Object.keys(LIMITS) as Name[];

  it.each(names)('%s is accepted at its limit, and refused one character beyond', (name) => {
    const longest = sample(name, LIMITS[name]);
    expect(table[name].parse(longest)).toEqual({ ok: true, value: longest });
    expect(table[name].parse(sample(name, LIMITS[name] + 1))).toEqual({ ok: false, fault: 'too-long' });
  });

  it.each(names)('%s of 200 kB is refused before any regular expression reads it', (name) => {
    for (const text of [sample(name, HUGE), 'https://a.example.com' + '/'.repeat(HUGE), ' '.repeat(HUGE)]) {
      expect(table[name].parse(text)).toEqual({ ok: false, fault: 'too-long' });
      expect(longestMatched(() => table[name].parse(text))).toBe(0);
    }
  });

  it('with an address is too long when the browser’s spelling exceeds the limit', () => {
    const address = `https://a.example.com/${'א'.repeat(500)}`;
    expect(table.lookupUrl.parse(address)).toEqual({ ok: false, fault: 'too-long' });
  });

  it('beyond its limit falls back when stored, and is named in a file and a policy', () => {
    const stored = { crmLink: templateOf(4_001), username: 'x'.repeat(2_001), lookupUrl: addressOf(2_001) };
    expect(readSettings(stored, {})).toMatchObject({ crmLink: '', username: '', lookupUrl: '' });
    expect(readSettingsFile(JSON.stringify({ ringside: 1, settings: stored }))).toMatchObject({
      taken: {},
      refused: ['username', 'crmLink', 'lookupUrl'].map((name) => ({ name, fault: 'too-long' })),
    });
    const { faults } = readPolicy({ preset: stored });
    expect(faults).toEqual(
      ['crmLink', 'username', 'lookupUrl'].map((name) => ({ path: `preset.${name}`, why: 'too-long' })),
    );
  });
});

describe('a host pattern', () => {
  it('of 200 kB is refused before any regular expression reads it', () => {
    for (const pattern of ['.'.repeat(HUGE), `*.${'a.'.repeat(HUGE)}com`]) {
      expect(isHostPattern(pattern)).toBe(false);
      expect(longestMatched(() => isHostPattern(pattern))).toBe(0);
    }
    expect(isHostPattern(`${'a.'.repeat(120)}example.com`)).toBe(true);
  });
});
