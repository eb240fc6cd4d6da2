/** Every example that the docs give an administrator is one that holds. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GECKO_ID } from '../../scripts/manifest.ts';
import { withKeys } from '../../scripts/policy/docs.ts';
import { policySchema, POLICY_KEYS } from '../../scripts/policy/keys.ts';
import { lintPolicy } from '../../scripts/policy/lint.ts';
import { SETTING_NAMES } from '../../src/domain/settings.ts';

const docs = await readFile(new URL('../../docs/rollout.md', import.meta.url), 'utf8');
const blocks = [...docs.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({ language, text }));

/** What a script of PowerShell writes into the registry. */
const fromPowerShell = (text: string): string => `{${[...text.matchAll(/-Name (\w+) -Value '([^']*)'/g)].map(([, name = '', value = '']) => `"${name}": ${value}`).join(', ')}}`;

/** What a property list says: keys, and of values those kinds that the docs use. */
function fromPlist(text: string): string {
  const parts = [...text.matchAll(/<(\/?)(key|dict|array|string|integer|true|false)(\/?)>(?:([^<]*)<\/(?:key|string|integer)>)?/g)];
  return `{${parts.map(([, closes = '', kind = '', , value = '']) => {
    switch (kind) {
      case 'key':
        return `${JSON.stringify(value)}:`;
      case 'dict':
        return closes === '' ? '{' : '},';
      case 'array':
        return closes === '' ? '[' : '],';
      case 'string':
        return `${JSON.stringify(value)},`;
      case 'integer':
        return `${value},`;
      default:
        return `${kind},`;
    }
  }).join('')}}`.replace(/,(?=[\]}])/g, '');
}

const READERS: Readonly<Record<string, (text: string) => string>> = { json: (text) => text, powershell: fromPowerShell, xml: fromPlist };

describe('the policies in docs/rollout.md', () => {
  it('are there for each way to deliver one', () => {
    const count = (language: string): number => blocks.filter((block) => block.language === language).length;
    expect(['json', 'powershell', 'xml'].map(count)).toEqual([4, 2, 1]);
    expect(docs).toContain(GECKO_ID);
  });

  it.each(blocks)('$language: $text', ({ language, text }) => {
    const { does, wrong } = lintPolicy(READERS[language]?.(text) ?? '');
    expect(wrong).toEqual([]);
    expect(does.length).toBeGreaterThan(0);
  });

  it('and their table of keys is that of today', () => {
    expect(withKeys(docs)).toBe(docs);
    expect(Object.keys(POLICY_KEYS).sort()).toEqual([...SETTING_NAMES].sort());
  });
});

describe('the lint', () => {
  it('says of each key what it does', () => {
    expect(lintPolicy('{"locked": {"language": "he"}}')).toEqual({ does: ['locked.language = "he": The language of pages, notifications and badge.'], wrong: [] });
  });

  it.each([
    ['{"locked": {"password": "x"}}', /no policy holds a password/],
    ['{"locked": {"lnguage": "he"}}', /knows no such key/],
    ['{"locked": {"crmLink": "javascript:1"}}', /is not applied \(template-not-http\)\. It says: The CRM link/],
    ['{"language": "he"}', /knows no such key/],
    ['{"preset": {"sound": true}, "locked": {"sound": true}}', /locked, too/],
    ['[]', /must be an object/],
    ['{}', /presets and locks nothing/],
  ])('%s is named, with what to do', (file, why) => {
    expect(lintPolicy(file).wrong).toEqual([expect.stringMatching(why)]);
  });
});

it('the schema uses what Chrome knows of schemas, and lists have one kind of item', () => {
  const walk = (schema: unknown): void => {
    const { type, items, properties, ...rest } = schema as Record<string, unknown>;
    expect(Object.keys(rest).filter((key) => !['enum', 'title', 'description'].includes(key))).toEqual([]);
    expect(['string', 'boolean', 'integer', 'array', 'object']).toContain(type);
    expect(items !== undefined).toBe(type === 'array');
    if (items !== undefined) walk(items);
    for (const property of Object.values(properties ?? {})) walk(property);
  };
  walk(policySchema());
});
