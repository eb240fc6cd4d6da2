/** Every example that the docs give an administrator is one that holds, and what does not hold is told where and why. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GECKO_ID } from '../../scripts/manifest.ts';
import { withKeys } from '../../scripts/policy/docs.ts';
import { policySchema, POLICY_KEYS } from '../../scripts/policy/keys.ts';
import { lintPolicy } from '../../scripts/policy/lint.ts';
import { SETTING_NAMES } from '../../src/domain/settings.ts';

const docs = await readFile(new URL('../../docs/rollout.md', import.meta.url), 'utf8');
const blocksOf = (text: string) => [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', block = '']) => ({ language, text: block }));
const [, installing = '', rest = ''] = /\n## Installing\n([\s\S]*?)\n(## The policy\n[\s\S]*)/.exec(docs) ?? [];
const blocks = blocksOf(rest);

/** What a script of PowerShell writes into the registry: JSON, or a text that is none. */
const fromPowerShell = (text: string): string =>
  `{${[...text.matchAll(/-Name (\w+)(?: -Type \w+)? -Value '([^']*)'/g)].map(([, name = '', value = '']) => `"${name}": ${value.startsWith('{') ? value : JSON.stringify(value)}`).join(', ')}}`;

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

/** What a block installs: texts of a Forcelist, and settings of an extension by its id. */
function installed({ language, text }: { language: string; text: string }): readonly unknown[] {
  const raw = JSON.parse(READERS[language]?.(text) ?? '') as { ExtensionInstallForcelist?: string[]; ExtensionSettings?: object; policies?: object };
  const { ExtensionInstallForcelist: forced, ExtensionSettings: settings, policies } = raw;
  if (policies !== undefined) return installed({ language: 'json', text: JSON.stringify(policies) });
  if (forced !== undefined) return forced;
  return settings === undefined ? Object.values(raw) : Object.entries(settings);
}

describe('the installations in docs/rollout.md', () => {
  const all = blocksOf(installing);
  const forced = (where: string): unknown => expect.stringMatching(new RegExp(`^EXTENSION_ID;https://${where}\\S+$`)) as unknown;
  const firefox = [GECKO_ID, { installation_mode: 'force_installed', install_url: expect.stringMatching(/^https:\S+\.xpi$/) as unknown }];
  const [chrome, edge] = [forced('clients2\\.google\\.com/'), forced('edge\\.microsoft\\.com/')];

  it('are there for each browser and system, and of the form that it wants', () => {
    const own = ['EXTENSION_ID', { installation_mode: 'force_installed', update_url: expect.stringMatching(/^https:\S+\/updates\.xml$/) as unknown, override_update_url: true }];
    const policies = all.filter(({ language, text }) => language !== 'sh' && !text.includes('<gupdate')).flatMap(installed);
    expect(policies).toEqual([own, chrome, edge, chrome, edge, chrome, edge, firefox, firefox, firefox]);
    expect(all.map(({ language }) => language)).toEqual(['sh', 'xml', 'json', 'powershell', 'powershell', 'xml', 'xml', 'json', 'json', 'powershell', 'xml', 'json']);
  });

  it('the update manifest names the extension and its CRX', () => {
    const manifest = all.find(({ text }) => text.includes('<gupdate'))?.text ?? '';
    expect(manifest).toMatch(/<app appid="EXTENSION_ID">\s*<updatecheck codebase="https:\S+\.crx" version="VERSION"\/>/);
  });

  it('no host is promised that no policy can grant', () => {
    expect(docs).not.toContain('runtime_allowed_hosts');
  });
});

describe('the lint', () => {
  it('says of each key what it does', () => {
    expect(lintPolicy('{"locked": {"language": "he"}}')).toEqual({ does: ['locked.language = "he": The language of pages, notifications and badge.'], wrong: [] });
  });

  it.each([
    ['{"locked": {"password": "x"}}', /no policy holds a password/],
    ['{"locked": {"lnguage": "he"}}', /knows no such key/],
    ['{"language": "he"}', /knows no such key/],
    ['{"preset": {"sound": true}, "locked": {"sound": true}}', /locked, too/],
    ['[]', /must be an object/],
    ['{}', /presets and locks nothing/],
  ])('%s is named, with what to do', (file, why) => {
    expect(lintPolicy(file).wrong).toEqual([expect.stringMatching(why)]);
  });

  it('browser settings that hold no policy of Ringside’s preset and lock nothing', () => {
    expect(lintPolicy('{"policies": {"ExtensionSettings": {}}}').wrong).toEqual([expect.stringMatching(/presets and locks nothing/)]);
  });

  const rule = (different: object): object => ({ locked: { rules: [{ id: 'a', when: {} }, { id: 'vip', when: {}, ...different }] } });
  const link = { id: 'erp', name: 'ERP', template: 'https://erp.example.com/{digits}' };

  it.each<[string, object, readonly string[]]>([
    ['a choice', { locked: { language: 'xx' } }, ['locked.language = "xx": does not fit. It takes `auto` `en` `he` `ar` `ru`.']],
    ['a number', { preset: { soundVolume: 140 } }, ['preset.soundVolume = 140: does not fit. It takes a whole number from 0 to 100.']],
    ['a switch', { locked: { sound: 'loud' } }, ['locked.sound = "loud": does not fit. It takes `true` or `false`.']],
    ['a link', { locked: { crmLink: 'javascript:1' } }, ['locked.crmLink = "javascript:1": begins with another scheme. It takes a link with placeholders, which begins with `https://` or with a scheme of `linkSchemes`, of at most 4000 characters and 50 placeholders.']],
    ['an address', { locked: { lookupUrl: 'http://crm.example.com' } }, ['locked.lookupUrl = "http://crm.example.com": would go over the network unprotected. It takes an address that begins with `https://`, of at most 2000 characters.']],
    ['one host of many', { locked: { linkHosts: ['a.example.com', '*.com'] } }, ['locked.linkHosts[1] = "*.com": does not fit. It takes a host such as `crm.example.com`, or `*.example.com` for all below it.']],
    ['hours', { locked: { workHours: { days: [0, 7], from: 0, to: 1440 } } }, ['locked.workHours.days[1] = 7: does not fit. It takes a whole number from 0 to 6.', 'locked.workHours.to = 1440: does not fit. It takes a whole number from 0 to 1439.']],
    ['hours without an end', { locked: { workHours: { days: [0], from: 0 } } }, ['locked.workHours.to: is missing. It takes a whole number from 0 to 1439.']],
    ['a link’s name', { locked: { moreLinks: [link, { ...link, id: 'b', name: '' }] } }, ['locked.moreLinks[1].name = "" (in "b"): does not fit. It takes text, 1 to 60 characters.']],
    ['a link’s placeholder', { locked: { moreLinks: [{ ...link, template: 'https://a.example.com/{tel}' }] } }, [expect.stringMatching(/^locked\.moreLinks\[0\]\.template = .* \(in "erp"\): has a placeholder that there is not/)]],
    ['a link beyond the hosts', { locked: { linkHosts: ['crm.example.com'], moreLinks: [link] } }, [expect.stringMatching(/^locked\.moreLinks\[0\]\.template = .*: leads to a host that `linkHosts` does not name/)]],
    ['two links of one id', { locked: { moreLinks: [link, link] } }, [expect.stringMatching(/^locked\.moreLinks = .*: holds something twice/)]],
    ['a rule’s colour', rule({ colour: 'pink' }), ['locked.rules[1].colour = "pink" (in "vip"): does not fit. It takes `red` `orange` `green` `blue` `purple`.']],
    ['a rule’s sound', rule({ sound: 'gong' }), ['locked.rules[1].sound = "gong" (in "vip"): does not fit. It takes `bell` `marimba` `pulse` `none`.']],
    ['a rule’s condition', rule({ when: { queues: ['Sales', ''] } }), ['locked.rules[1].when.queues[1] = "" (in "vip"): does not fit. It takes text, 1 to 200 characters.']],
    ['a condition without values', rule({ when: { queues: [] } }), ['locked.rules[1].when.queues = [] (in "vip"): does not fit. It takes a list of 1 to 100, each text, 1 to 200 characters.']],
    ['a custom field', rule({ when: { data: { Order: '*' } } }), ['locked.rules[1].when.data.name (in "vip"): is missing. It takes text, 1 to 200 characters.', 'locked.rules[1].when.data.value (in "vip"): is missing. It takes text, 0 to 200 characters.']],
    ['a condition that is none', rule({ when: { queue: ['Sales'] } }), [expect.stringMatching(/^locked\.rules\[1\]\.when\.queue \(in "vip"\): is no part of it, and is not read\. There is an object of any of `queues`/)]],
    ['a part of a rule that nobody reads', rule({ silence: true }), [expect.stringMatching(/^locked\.rules\[1\]\.silence \(in "vip"\): is no part of it/)]],
    ['a rule without its conditions', { locked: { rules: [{ id: 'vip' }] } }, [expect.stringMatching(/^locked\.rules\[0\]\.when \(in "vip"\): is missing\. It takes an object of any of `queues`/)]],
    ['text in place of a list, as the registry has it', { locked: { quietStatuses: '[3, 0]' } }, ['locked.quietStatuses[1] = 0: does not fit. It takes a whole number from 1 on.']],
    ['what Chrome’s schema does not let through', { locked: { crmLink: null } }, [expect.stringMatching(/^locked\.crmLink = null: is of another kind: Chrome and Edge may drop it/)]],
  ])('says where and what would be taken: %s', (_, policy, wrong) => {
    expect(lintPolicy(JSON.stringify(policy)).wrong).toEqual(wrong);
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
