/** Every policy example in the docs is valid, and every fault is reported with its place and reason. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GECKO_ID } from '../../../scripts/manifest.ts';
import { withKeys } from '../../../scripts/policy/docs.ts';
import { policySchema, POLICY_KEYS } from '../../../scripts/policy/keys.ts';
import { lintPolicy } from '../../../scripts/policy/lint.ts';
import { SETTING_NAMES } from '../../../src/domain/settings/settings.ts';

const docs = await readFile(new URL('../../../docs/rollout.md', import.meta.url), 'utf8');
const blocksOf = (text: string) =>
  [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', block = '']) => ({
    language,
    text: block,
  }));
const [, installing = '', rest = ''] =
  /\n## Installing\n([\s\S]*?)\n(## The policy\n[\s\S]*)/.exec(docs) ?? [];
const blocks = blocksOf(rest);

/** The registry values that a PowerShell script writes: JSON, or other text. */
const fromPowerShell = (text: string): string =>
  `{${[...text.matchAll(/-Name (\w+)(?: -Type \w+)? -Value '([^']*)'/g)].map(([, name = '', value = '']) => `"${name}": ${value.startsWith('{') ? value : JSON.stringify(value)}`).join(', ')}}`;

/** The content of a property list: keys, and the kinds of values that the docs use. */
function fromPlist(text: string): string {
  const parts = [
    ...text.matchAll(
      /<(\/?)(key|dict|array|string|integer|true|false)(\/?)>(?:([^<]*)<\/(?:key|string|integer)>)?/g,
    ),
  ];
  return `{${parts
    .map(([, closes = '', kind = '', , value = '']) => {
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
    })
    .join('')}}`.replace(/,(?=[\]}])/g, '');
}

const READERS: Readonly<Record<string, (text: string) => string>> = {
  json: (text) => text,
  powershell: fromPowerShell,
  xml: fromPlist,
};

describe('the policies in docs/rollout.md', () => {
  it('exist for each way to deliver one', () => {
    const count = (language: string): number => blocks.filter((block) => block.language === language).length;
    expect(['json', 'powershell', 'xml'].map(count)).toEqual([5, 2, 1]);
    expect(docs).toContain(GECKO_ID);
  });

  it.each(blocks)('are valid in $language: $text', ({ language, text }) => {
    const { does, wrong, doubts } = lintPolicy(READERS[language]?.(text) ?? '');
    expect([...wrong, ...doubts]).toEqual([]);
    expect(does.length).toBeGreaterThan(0);
  });

  it('have a table of keys that is up to date', () => {
    expect(withKeys(docs)).toBe(docs);
    expect(Object.keys(POLICY_KEYS).sort()).toEqual([...SETTING_NAMES].sort());
  });
});

/** The extensions that a block installs: texts of a Forcelist, or settings of an extension by its id. */
function installed({ language, text }: { language: string; text: string }): readonly unknown[] {
  const raw = JSON.parse(READERS[language]?.(text) ?? '') as {
    ExtensionInstallForcelist?: string[];
    ExtensionSettings?: object;
    policies?: object;
  };
  const { ExtensionInstallForcelist: forced, ExtensionSettings: settings, policies } = raw;
  if (policies !== undefined) return installed({ language: 'json', text: JSON.stringify(policies) });
  if (forced !== undefined) return forced;
  return settings === undefined ? Object.values(raw) : Object.entries(settings);
}

describe('the installations in docs/rollout.md', () => {
  const all = blocksOf(installing);
  const forced = (where: string): unknown =>
    expect.stringMatching(new RegExp(`^EXTENSION_ID;https://${where}\\S+$`)) as unknown;
  const firefox = [
    GECKO_ID,
    {
      installation_mode: 'force_installed',
      install_url: expect.stringMatching(/^https:\S+\.xpi$/) as unknown,
    },
  ];
  const [chrome, edge] = [forced('clients2\\.google\\.com/'), forced('edge\\.microsoft\\.com/')];

  it('exist for each browser and system, in the required form', () => {
    const own = [
      'EXTENSION_ID',
      {
        installation_mode: 'force_installed',
        update_url: expect.stringMatching(/^https:\S+\/updates\.xml$/) as unknown,
        override_update_url: true,
      },
    ];
    const policies = all
      .filter(({ language, text }) => language !== 'sh' && !text.includes('<gupdate'))
      .flatMap(installed);
    expect(policies).toEqual([own, chrome, edge, chrome, edge, chrome, edge, firefox, firefox, firefox]);
    expect(all.map(({ language }) => language)).toEqual([
      'sh',
      'xml',
      'json',
      'powershell',
      'powershell',
      'xml',
      'xml',
      'json',
      'json',
      'powershell',
      'xml',
      'json',
    ]);
  });

  it('have an update manifest that names the extension and its CRX', () => {
    const manifest = all.find(({ text }) => text.includes('<gupdate'))?.text ?? '';
    expect(manifest).toMatch(
      /<app appid="EXTENSION_ID">\s*<updatecheck codebase="https:\S+\.crx" version="VERSION"\/>/,
    );
  });

  it('promise no host that no policy can grant', () => {
    expect(docs).not.toContain('runtime_allowed_hosts');
  });
});

describe('the lint', () => {
  it('describes each key', () => {
    const does = ['locked.language = "he": The language of pages, notifications and badge.'];
    expect(lintPolicy('{"locked": {"language": "he"}}')).toEqual({ does, wrong: [], doubts: [] });
  });

  it.each([
    ['{"locked": {"password": "x"}}', /no policy holds a password/],
    ['{"locked": {"lnguage": "he"}}', /knows no such key/],
    ['{"language": "he"}', /knows no such key/],
    ['{"preset": {"sound": true}, "locked": {"sound": true}}', /locked, too/],
    ['[]', /must be an object/],
    ['{}', /presets and locks nothing/],
  ])('names the fault in %s and what to do', (file, why) => {
    expect(lintPolicy(file).wrong).toEqual([expect.stringMatching(why)]);
  });

  it('reports browser settings without a Ringside policy as setting nothing', () => {
    expect(lintPolicy('{"policies": {"ExtensionSettings": {}}}').wrong).toEqual([
      expect.stringMatching(/presets and locks nothing/),
    ]);
  });

  const rule = (different: object): object => ({
    locked: {
      rules: [
        { id: 'a', when: {} },
        { id: 'vip', when: {}, ...different },
      ],
    },
  });
  const link = { id: 'erp', name: 'ERP', template: 'https://erp.example.com/{digits}' };

  it.each<[string, object, readonly string[]]>([
    [
      'a choice',
      { locked: { language: 'xx' } },
      ['locked.language = "xx": does not fit. It takes `auto` `en` `he` `ar` `ru`.'],
    ],
    [
      'a number',
      { preset: { soundVolume: 140 } },
      ['preset.soundVolume = 140: does not fit. It takes a whole number from 0 to 100.'],
    ],
    [
      'a switch',
      { locked: { sound: 'loud' } },
      ['locked.sound = "loud": does not fit. It takes `true` or `false`.'],
    ],
    [
      'a link',
      { locked: { crmLink: 'javascript:1' } },
      [
        'locked.crmLink = "javascript:1": begins with another scheme. It takes a link with placeholders, ' +
          'which begins with `https://` or with a scheme of `linkSchemes`, ' +
          'of at most 4000 characters and 50 placeholders.',
      ],
    ],
    [
      'an address',
      { locked: { directoryUrl: 'http://files.example.com/team.csv' } },
      [
        'locked.directoryUrl = "http://files.example.com/team.csv": would go over the network unprotected. ' +
          'It takes an address that begins with `https://`, of at most 2000 characters.',
      ],
    ],
    [
      'another address',
      { locked: { lookupUrl: 'http://crm.example.com' } },
      [
        'locked.lookupUrl = "http://crm.example.com": would go over the network unprotected. ' +
          'It takes an address that begins with `https://`, of at most 2000 characters.',
      ],
    ],
    [
      'one host of many',
      { locked: { linkHosts: ['a.example.com', '*.com'] } },
      [
        'locked.linkHosts[1] = "*.com": does not fit. It takes a host such as `crm.example.com`, or `*.example.com` for all below it.',
      ],
    ],
    [
      'hours',
      { locked: { workHours: { days: [0, 7], from: 0, to: 1440 } } },
      [
        'locked.workHours.days[1] = 7: does not fit. It takes a whole number from 0 to 6.',
        'locked.workHours.to = 1440: does not fit. It takes a whole number from 0 to 1439.',
      ],
    ],
    [
      'hours without an end',
      { locked: { workHours: { days: [0], from: 0 } } },
      ['locked.workHours.to: is missing. It takes a whole number from 0 to 1439.'],
    ],
    [
      'a link’s name',
      { locked: { moreLinks: [link, { ...link, id: 'b', name: '' }] } },
      ['locked.moreLinks[1].name = "" (in "b"): does not fit. It takes text, 1 to 60 characters.'],
    ],
    [
      'a link’s placeholder',
      { locked: { moreLinks: [{ ...link, template: 'https://a.example.com/{tel}' }] } },
      [
        expect.stringMatching(
          /^locked\.moreLinks\[0\]\.template = .* \(in "erp"\): has a placeholder that there is not/,
        ),
      ],
    ],
    [
      'a link beyond the hosts',
      { locked: { linkHosts: ['crm.example.com'], moreLinks: [link] } },
      [
        expect.stringMatching(
          /^locked\.moreLinks\[0\]\.template = .*: leads to a host that `linkHosts` does not name/,
        ),
      ],
    ],
    [
      'two links of one id',
      { locked: { moreLinks: [link, link] } },
      [expect.stringMatching(/^locked\.moreLinks = .*: holds something twice/)],
    ],
    [
      'a rule’s colour',
      rule({ colour: 'pink' }),
      [
        'locked.rules[1].colour = "pink" (in "vip"): does not fit. It takes `red` `orange` `green` `blue` `purple`.',
      ],
    ],
    [
      'a rule’s sound',
      rule({ sound: 'gong' }),
      ['locked.rules[1].sound = "gong" (in "vip"): does not fit. It takes `bell` `marimba` `pulse` `none`.'],
    ],
    [
      'a rule’s condition',
      rule({ when: { queues: ['Sales', ''] } }),
      ['locked.rules[1].when.queues[1] = "" (in "vip"): does not fit. It takes text, 1 to 200 characters.'],
    ],
    [
      'a condition without values',
      rule({ when: { queues: [] } }),
      [
        'locked.rules[1].when.queues = [] (in "vip"): does not fit. It takes a list of 1 to 100, each text, 1 to 200 characters.',
      ],
    ],
    [
      'a custom field',
      rule({ when: { data: { Order: '*' } } }),
      [
        'locked.rules[1].when.data.name (in "vip"): is missing. It takes text, 1 to 200 characters.',
        'locked.rules[1].when.data.value (in "vip"): is missing. It takes text, 0 to 200 characters.',
      ],
    ],
    [
      'a condition that is none',
      rule({ when: { queue: ['Sales'] } }),
      [
        expect.stringMatching(
          /^locked\.rules\[1\]\.when\.queue \(in "vip"\): is no part of it, and is not read\. There is an object of any of `queues`/,
        ),
      ],
    ],
    [
      'a part of a rule that nobody reads',
      rule({ silence: true }),
      [expect.stringMatching(/^locked\.rules\[1\]\.silence \(in "vip"\): is no part of it/)],
    ],
    [
      'a rule without its conditions',
      { locked: { rules: [{ id: 'vip' }] } },
      [
        expect.stringMatching(
          /^locked\.rules\[0\]\.when \(in "vip"\): is missing\. It takes an object of any of `queues`/,
        ),
      ],
    ],
    [
      'text in place of a list, as the registry has it',
      { locked: { quietStatuses: '[3, 0]' } },
      ['locked.quietStatuses[1] = 0: does not fit. It takes a whole number from 1 on.'],
    ],
    [
      'what Chrome’s schema does not let through',
      { locked: { crmLink: null } },
      [expect.stringMatching(/^locked\.crmLink = null: is of another kind: Chrome and Edge may drop it/)],
    ],
  ])('gives the place and the accepted values: %s', (_, policy, wrong) => {
    expect(lintPolicy(JSON.stringify(policy)).wrong).toEqual(wrong);
  });
});

describe('the lint of a policy’s limits', () => {
  const wrongOf = (policy: object) => lintPolicy(JSON.stringify(policy)).wrong;
  const doubtsOf = (policy: object) => lintPolicy(JSON.stringify(policy)).doubts;

  const SUFFIXES = ['*.co.il', '*.github.io', '*.COM.AU ', '*.herokuapp.com', '*.anything.ck'];
  it.each(SUFFIXES)('refuses the public suffix %s in each list of hosts', (pattern) => {
    for (const name of ['linkHosts', 'monitorHosts', 'loginHosts', 'lookupHosts']) {
      const locked = { loginServer: 'https://in.example.com', [name]: ['in.example.com', pattern] };
      expect(wrongOf({ locked })).toEqual([
        `locked.${name}[1] = ${JSON.stringify(pattern)}: spans a public suffix, ` +
          'below which anybody can own a host. Name your own domain, such as `*.example.com`.',
      ]);
    }
  });

  const OWN = ['*.example.com', '*.example.co.il', 'example.co.il', '*.acme.github.io', '*.pbx.internal'];
  it.each(OWN)('accepts %s', (pattern) => {
    expect(wrongOf({ locked: { linkHosts: [pattern] } })).toEqual([]);
  });

  it.each(['ms-msdt', 'search-ms', 'Shell', 'file', 'javascript'])('reports %s as dangerous', (scheme) => {
    const sentence = /^locked\.linkSchemes\[1\] = .*: can run code, .*: no policy can allow it\. It takes/;
    const wrong = wrongOf({ locked: { linkSchemes: ['priority', scheme] } });
    expect(wrong).toEqual([expect.stringMatching(sentence)]);
  });

  it('continues with the entries that fit', () => {
    const { does, wrong } = lintPolicy('{"locked": {"linkHosts": ["a.example.com", "*", "b"]}}');
    expect(does).toEqual([expect.stringMatching(/^locked\.linkHosts = \["a\.example\.com"\]: /)]);
    expect(wrong.map((line) => line.split(' = ')[0])).toEqual(['locked.linkHosts[1]', 'locked.linkHosts[2]']);
  });

  it.each<[string, object, RegExp]>([
    [
      'a link beyond the hosts for links',
      { locked: { linkHosts: ['crm.example.com'], crmLink: 'https://evil.example/' } },
      /^locked\.crmLink = .*: leads to a host that `linkHosts` does not name/,
    ],
    [
      'a link where no host is allowed',
      { locked: { linkHosts: [], crmLink: 'https://crm.example.com/' } },
      /^locked\.crmLink = .*: leads to a host that `linkHosts` does not name/,
    ],
    [
      'links where no host is allowed',
      {
        preset: { moreLinks: [{ id: 'a', name: 'A', template: 'https://crm.example.com/' }] },
        locked: { linkHosts: [] },
      },
      /^preset\.moreLinks = .*: leads to a host that `linkHosts` does not name/,
    ],
    [
      'a lookup address beyond its hosts',
      { locked: { lookupHosts: ['a.example.com'], lookupUrl: 'https://b.example.com/' } },
      /^locked\.lookupUrl = .*: lies at a host that `lookupHosts` does not name/,
    ],
    [
      'a login server beyond its hosts',
      {
        preset: { loginServer: 'https://b.example.com' },
        locked: { loginType: 'two-step', loginHosts: ['*.voicenter.com'] },
      },
      /^preset\.loginServer = .*: lies at a host that `loginHosts` does not name/,
    ],
    [
      'a settings server foreign to the login server',
      { locked: { settingsServer: 'https://b.example.com/' } },
      /^locked\.settingsServer = .*: would get tokens, .* Name its host in `monitorHosts`\./,
    ],
    [
      'a key that is both preset and locked',
      { preset: { linkHosts: ['a.example.com'] }, locked: { linkHosts: ['b.example.com'] } },
      /^preset\.linkHosts: is locked, too/,
    ],
  ])('refuses %s', (_, policy, sentence) => {
    expect(wrongOf(policy)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each<[string, object, readonly RegExp[]]>([
    [
      'a list that allows no link',
      { locked: { linkHosts: [] } },
      [/^linkHosts allows no host: no link leads to a web page\. Leave it out to allow any\.$/],
    ],
    ['a list of which no entry fits', { locked: { linkHosts: ['*'] } }, [/^linkHosts allows no host/]],
    [
      'a list that lets nobody sign in',
      { preset: { loginHosts: [] } },
      [/^loginHosts allows no host: nobody can sign in/],
    ],
    [
      'a list that allows no lookup',
      { locked: { lookupHosts: [] } },
      [/^lookupHosts allows no host: no lookup address can be set/],
    ],
    [
      'a usual login server beyond its hosts',
      { locked: { loginHosts: ['in.example.com'] } },
      [/^loginHosts does not name .* loginapi\.voicenter\.co\.il\. Preset or lock `loginServer`\.$/],
    ],
    [
      'a usual two-step login server beyond its hosts',
      { locked: { loginType: 'two-step', loginHosts: ['in.example.com'] } },
      [/^loginHosts does not name .* loginapi\.voicenter\.com\. Preset or lock `twoStepServer`\.$/],
    ],
    ['no list that names the login server', { locked: { loginHosts: ['*.voicenter.co.il'] } }, []],
    ['no list that is not given', { locked: { monitorHosts: [], linkSchemes: [] } }, []],
  ])('warns of %s', (_, policy, sentences) => {
    expect(doubtsOf(policy)).toEqual(sentences.map((each) => expect.stringMatching(each) as unknown));
  });

  it('accepts a key that looks like a place in a list', () => {
    expect(wrongOf({ locked: { 'linkHosts[0]': 1, 'nothing[1]': 2 } })).toEqual([
      expect.stringMatching(/^locked\.linkHosts\[0\]: Ringside knows no such key/),
      expect.stringMatching(/^locked\.nothing\[1\]: Ringside knows no such key/),
    ]);
  });
});

it('the schema uses only what Chrome supports, and lists have one kind of item', () => {
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

describe('the CRM of a policy', () => {
  const adapter = {
    adapter: 1,
    id: 'acme',
    name: 'Acme',
    asks: [
      { id: 'team', type: 'id' },
      { id: 'token', type: 'secret' },
    ],
    origin: 'https://crm.example.com',
    auth: { header: 'X-Token', value: '<token>' },
    requests: [{ method: 'GET', path: '/find/<team>', query: { q: '{{bare}}' } }],
    answer: { records: '[*]', id: 'id', type: 'person', name: ['{name}'] },
  };
  const lint = (locked: object) => lintPolicy(JSON.stringify({ locked }));

  it('has an adapter of the administrator, whose faults are named with their place', () => {
    const good = JSON.stringify(adapter);
    expect(lint({ crmAdapters: [good] })).toMatchObject({ wrong: [], doubts: [] });
    const bad = JSON.stringify({ ...adapter, origin: 'http://crm.example.com' });
    expect(lint({ crmAdapters: [good, bad, '{'] }).wrong).toEqual([
      expect.stringMatching(/^locked\.crmAdapters\[1\]: origin: /),
      expect.stringMatching(
        /^locked\.crmAdapters\[2\]: It is no JSON, or it is too long or too deep\. It takes/,
      ),
    ]);
  });

  it.each([
    [{ crmAdapter: 'nobody' }, /no adapter has this id\. Known are: hubspot, zendesk, /],
    [{ crmAdapter: 'zendesk', crmFields: [{ id: 'token', value: 'x' }] }, /asks for no "token"/],
    [{ crmAdapter: 'zendesk' }, /"subdomain" is missing/],
    [{ crmAdapter: 'acme', crmAdapters: [JSON.stringify(adapter)] }, /"team" is missing/],
  ])('%j raises a doubt', (locked, why) => {
    expect(lint(locked).doubts).toEqual([expect.stringMatching(why)]);
  });

  it('is without doubt if everything but the token is filled in', () => {
    const crmFields = [
      { id: 'subdomain', value: 'acme' },
      { id: 'email', value: 'agent@acme.com' },
    ];
    expect(lint({ crmAdapter: 'zendesk', crmFields })).toMatchObject({ wrong: [], doubts: [] });
  });
});
