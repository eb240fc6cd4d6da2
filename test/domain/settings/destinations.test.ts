/** Where settings send secrets and caller details, and how such an address is shown. */
import { describe, expect, it } from 'vitest';
import { lookOf, newAddresses } from '../../../src/domain/settings/destinations.ts';
import { checkTemplate } from '../../../src/domain/crm/crm-url.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { AGENT_SETTINGS, type Settings, table } from '../../../src/domain/settings/settings.ts';

const settingsWith = (stored: object): Settings => readSettings(stored, {});
const link = (id: string, address: string): object => ({ id, name: id.toUpperCase(), template: address });
const rule = (id: string, to: string | null): object => ({ id, name: id.toUpperCase(), when: {}, link: to });
/**
 * Each new address with its uses: setting, name of the link or rule, what is sent, and the previous address.
 */
const added = (before: object, after: object): unknown =>
  newAddresses(settingsWith(before), settingsWith(after)).map(({ address, uses }) => [
    address,
    ...uses.map(({ setting, holder, sent, before: old }) => [setting, holder?.name, sent, old]),
  ]);

const A = 'https://a.example/';
const B = 'https://b.example/';
/** One of Voicenter's own hosts, which may receive tokens. */
const OWN = 'https://a.voicenter.com/';
const TWO_STEP = settingsWith({});
const LOGIN = 'https://loginapi.voicenter.co.il';

describe('a new address', () => {
  it.each([
    [
      'of the login server',
      {},
      { loginServer: A },
      [['https://a.example', ['loginServer', undefined, 'sign-in', LOGIN]]],
    ],
    [
      'of the login server, though it is the default',
      { loginServer: A },
      {},
      [[LOGIN, ['loginServer', undefined, 'sign-in', 'https://a.example']]],
    ],
    [
      'of the two-step login',
      {},
      { twoStepServer: A },
      [['https://a.example', ['twoStepServer', undefined, 'sign-in', settingsWith({}).twoStepServer]]],
    ],
    [
      'of the CRM that is asked, where the customer hosts it',
      {},
      {
        crmAdapter: 'odoo19',
        crmFields: [
          { id: 'host', value: 'https://a.example' },
          { id: 'web', value: 'b.example' },
          { id: 'db', value: 'acme' },
          { id: 'email', value: 'agent@a.example' },
          { id: 'companyCode', value: 'דוגמה' },
        ],
      },
      [
        ['https://a.example', ['crmFields', 'host', 'lookup', '']],
        ['https://b.example', ['crmFields', 'web', 'lookup', '']],
      ],
    ],
    [
      'of the settings server',
      {},
      { settingsServer: OWN },
      [
        [
          'https://a.voicenter.com',
          ['settingsServer', undefined, 'sign-in', settingsWith({}).settingsServer],
        ],
      ],
    ],
    [
      'of the refresh server',
      {},
      { refreshServer: OWN },
      [['https://a.voicenter.com', ['refreshServer', undefined, 'sign-in', settingsWith({}).refreshServer]]],
    ],
    ['of the lookup', {}, { lookupUrl: A }, [['https://a.example', ['lookupUrl', undefined, 'lookup', '']]]],
    ['of the CRM link', { crmLink: A }, { crmLink: B }, [[B, ['crmLink', undefined, 'link', A]]]],
    [
      'of the link for a new record',
      {},
      { newRecordLink: A },
      [[A, ['newRecordLink', undefined, 'link', '']]],
    ],
    [
      'of a link that comes',
      { moreLinks: [link('x', A)] },
      { moreLinks: [link('y', B), link('x', A)] },
      [[B, ['moreLinks', 'Y', 'link', '']]],
    ],
    [
      'of a link that changes',
      { moreLinks: [link('x', A)] },
      { moreLinks: [link('x', B)] },
      [[B, ['moreLinks', 'X', 'link', A]]],
    ],
    [
      'of a rule that comes, though its link is known',
      { moreLinks: [link('x', A)] },
      { moreLinks: [link('x', A)], rules: [rule('r', 'x')] },
      [[A, ['rules', 'R', 'link', '']]],
    ],
    [
      'of a rule that leads to another link',
      { moreLinks: [link('x', A), link('y', B)], rules: [rule('r', 'x')] },
      { moreLinks: [link('x', A), link('y', B)], rules: [rule('r', 'y')] },
      [[B, ['rules', 'R', 'link', A]]],
    ],
    [
      'of a rule whose link changes',
      { moreLinks: [link('x', A)], rules: [rule('r', 'x')] },
      { moreLinks: [link('x', B)], rules: [rule('r', 'x')] },
      [[B, ['moreLinks', 'X', 'link', A], ['rules', 'R', 'link', A]]],
    ],
    [
      'of a server that another way to sign in asks',
      {},
      { loginType: 'two-step' },
      [
        [TWO_STEP.twoStepServer, ['twoStepServer', undefined, 'sign-in', '']],
        [TWO_STEP.settingsServer, ['settingsServer', undefined, 'sign-in', '']],
        [TWO_STEP.refreshServer, ['refreshServer', undefined, 'sign-in', '']],
      ],
    ],
    [
      'of the login server that the sign-in comes back to',
      { loginType: 'two-step' },
      { loginServer: A },
      [['https://a.example', ['loginServer', undefined, 'sign-in', '']]],
    ],
    [
      'that two settings share is one',
      {},
      { crmLink: A, newRecordLink: A },
      [[A, ['crmLink', undefined, 'link', ''], ['newRecordLink', undefined, 'link', '']]],
    ],
    [
      'that two settings exchange is new to both',
      { crmLink: A, newRecordLink: B },
      { crmLink: B, newRecordLink: A },
      [
        [B, ['crmLink', undefined, 'link', A]],
        [A, ['newRecordLink', undefined, 'link', B]],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(added(before, after)).toEqual(expected);
  });

  it.each([
    [
      'the settings stay',
      { crmLink: A, moreLinks: [link('x', A)], rules: [rule('r', 'x')] },
      { crmLink: A, moreLinks: [link('x', A)], rules: [rule('r', 'x')] },
    ],
    [
      'addresses are taken away',
      { crmLink: A, lookupUrl: A, moreLinks: [link('x', A)], rules: [rule('r', 'x')] },
      { rules: [rule('r', 'x')] },
    ],
    [
      'a rule leads to the CRM link',
      { crmLink: A },
      { crmLink: A, rules: [rule('r', null), rule('s', 'gone')] },
    ],
    ['the sign-in asks the same server in another way', { loginType: 'user' }, { loginType: 'account' }],
    [
      'a link is renamed and moved',
      { moreLinks: [link('x', A), link('y', B)] },
      { moreLinks: [link('y', B), { id: 'x', name: 'Other', template: A }] },
    ],
  ])('is not reported where %s', (_, before, after) => {
    expect(added(before, after)).toEqual([]);
  });

  it('is found in every setting that accepts an address', () => {
    const address = 'https://probe.voicenter.com/path';
    const free = ['username', 'followUser'];
    const taking = AGENT_SETTINGS.filter((name) => !free.includes(name) && table[name].parse(address).ok);
    expect(taking.length).toBeGreaterThan(6);
    for (const name of taking)
      expect(added({}, { [name]: address }), name).toEqual([
        [address, [name, undefined, expect.any(String), settingsWith({})[name]]],
      ]);
  });
});

describe('the display of an address', () => {
  it.each([
    [
      'https://crm.example.com/search?q={phone}',
      'crm.example.com',
      'https://crm.example.com/search?q={phone}',
      false,
    ],
    [
      'HTTPS://CRM.Example.com:8443/?q={data.Order Number}',
      'crm.example.com:8443',
      'HTTPS://CRM.Example.com:8443/?q={data.Order Number}',
      false,
    ],
    ['http://127.0.0.1:3000/', '127.0.0.1:3000', 'http://127.0.0.1:3000/', false],
    ['https://crm.example.com/?q=שלום', 'crm.example.com', 'https://crm.example.com/?q=שלום', false],
    ['priority:{phone}', '', 'priority:{phone}', false],
    ['https://сrm.example.com/', 'xn--rm-nmc.example.com', 'https://сrm.example.com/', true],
    ['https://xn--rm-nmc.example.com/', 'xn--rm-nmc.example.com', 'https://xn--rm-nmc.example.com/', true],
    [
      'https://сrm.example.com/?https://xn--rm-nmc.example.com',
      'xn--rm-nmc.example.com',
      'https://сrm.example.com/?https://xn--rm-nmc.example.com',
      true,
    ],
    ['https://crm。example.com/', 'crm.example.com', 'https://crm。example.com/', true],
    ['https://ｃrm.example.com/', 'crm.example.com', 'https://ｃrm.example.com/', true],
    ['https://2130706433/', '127.0.0.1', 'https://2130706433/', true],
    [
      'https://loginapi.voicenter.co.il.evil.example/',
      'loginapi.voicenter.co.il.evil.example',
      'https://loginapi.voicenter.co.il.evil.example/',
      false,
    ],
    [
      'https://crm.example.com/\u202emoc.live',
      'crm.example.com',
      'https://crm.example.com/‹U+202E›moc.live',
      true,
    ],
    [
      'https://crm.ex\u00adample.com/\u200b\u2066',
      'crm.example.com',
      'https://crm.ex‹U+00AD›ample.com/‹U+200B›‹U+2066›',
      true,
    ],
    [
      'https://crm.example.com/a\u0301\u0338\ufe0f\u034f',
      'crm.example.com',
      'https://crm.example.com/a‹U+0301›‹U+0338›‹U+FE0F›‹U+034F›',
      true,
    ],
    [
      'https://crm.example.com/\u2800\u3164\u{e0041}\ud800\ue000',
      'crm.example.com',
      'https://crm.example.com/‹U+2800›‹U+3164›‹U+E0041›‹U+D800›‹U+E000›',
      true,
    ],
    [
      'https://crm.example.com/{data.a\u00a0b\n}',
      'crm.example.com',
      'https://crm.example.com/{data.a‹U+00A0›b‹U+000A›}',
      true,
    ],
  ])('%j', (address, host, text, isOdd) => {
    expect(
      checkTemplate(address, { schemes: ['priority'], hosts: null }),
      'is one that a file may bring',
    ).toBeNull();
    expect(lookOf(address)).toEqual({ host, text, isOdd });
  });

  it('is the text alone when it is no address', () => {
    expect(lookOf('\u202enot one')).toEqual({ host: '', text: '‹U+202E›not one', isOdd: true });
  });
});

it.each([
  ['an encoded dot', 'evil%2Eexample', 'https://evil.example'],
  ['a dot of another script', 'evil。example', 'https://evil.example'],
  ['a blank in the path', 'evil.example/ x', 'https://evil.example/%20x'],
  ['a way back in the path', 'https://a.example/my crm/../evil', 'https://a.example/evil'],
])('a field of the CRM with %s leads to the address that is used', (_, value, address) => {
  const after = settingsWith({ crmFields: [{ id: 'web', value }] });
  expect(newAddresses(settingsWith({}), after).map((each) => each.address)).toEqual([address]);
});
