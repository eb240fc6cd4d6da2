import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mainLink } from '../../../src/domain/crm/call-links.ts';
import {
  EMPTY_POLICY,
  isLocked,
  readPolicy,
  resolveSettings,
  toStored,
} from '../../../src/domain/settings/managed-policy.ts';
import { releasedHosts, policyAddresses } from '../../../src/domain/account/required-hosts.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { SETTING_NAMES, table } from '../../../src/domain/settings/settings.ts';
import { callSummary } from '../../support/call-summary.ts';

const CRM = 'https://crm.example.com/?q={e164}';
const read = (raw: unknown) => readPolicy(raw).policy;
const without = (settings: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
const faults = (raw: unknown) => readPolicy(raw).faults;

describe('a policy', () => {
  const policy = read({
    preset: { crmLink: CRM, sound: true },
    locked: { language: 'he', callWindow: true },
  });

  it('presets what the agent has not chosen, and locks settings whatever the agent has chosen', () => {
    const settings = resolveSettings(policy, { sound: false, language: 'ru' }, { callWindow: false });
    expect(settings).toMatchObject({ crmLink: CRM, sound: false, language: 'he', callWindow: true });
    expect([isLocked(policy, 'language'), isLocked(policy, 'crmLink')]).toEqual([true, false]);
  });

  it('stores no locked value, so the agent’s choice returns when the lock is removed', () => {
    const before = { language: 'ru' };
    const stored = toStored(policy, before, { language: 'ar', sound: false }, {});
    expect(stored).toEqual({ language: 'ru', sound: false, version: 1 });
    expect(resolveSettings(EMPTY_POLICY, stored, {}).language).toBe('ru');
  });

  it('stores an agent’s choice that equals our default but not the preset', () => {
    expect(toStored(policy, {}, { crmLink: '' }, {})).toEqual({ crmLink: '', version: 1 });
    expect(resolveSettings(policy, { crmLink: '' }, {}).crmLink).toBe('');
  });

  it('can preset and lock every setting', () => {
    const settings = readSettings({}, {});
    for (const part of ['preset', 'locked'] as const) {
      expect(readPolicy({ [part]: settings })).toEqual({
        policy: { ...EMPTY_POLICY, [part]: settings },
        faults: [],
      });
    }
  });

  it('accepts lists, numbers and switches as text, as the Windows registry stores them', () => {
    expect(
      read({
        locked: {
          linkHosts: '["crm.example.com"]',
          historyDays: '7',
          sound: 'true',
          workHours: '{"days":[0],"from":540,"to":1080}',
          crmLink: 'https://crm.example.com/1',
        },
      }).locked,
    ).toEqual({
      linkHosts: ['crm.example.com'],
      historyDays: 7,
      sound: true,
      workHours: { days: [0], from: 540, to: 1080 },
      crmLink: 'https://crm.example.com/1',
    });
  });

  it.each<[string, unknown, readonly object[]]>([
    ['a key that is none', { locked: { colour: 'red' } }, [{ path: 'locked.colour', why: 'unknown-key' }]],
    ['a part that is none', { forced: {} }, [{ path: 'forced', why: 'unknown-key' }]],
    [
      'a password',
      { locked: { password: 'hunter2' }, token: 'x' },
      [
        { path: 'token', why: 'secret' },
        { path: 'locked.password', why: 'secret' },
      ],
    ],
    [
      'an unfit value',
      { preset: { crmLink: 'ftp://crm', historyDays: 1.5 } },
      [
        { path: 'preset.crmLink', why: 'template-not-http' },
        { path: 'preset.historyDays', why: 'unknown-choice' },
      ],
    ],
    [
      'what is preset and locked',
      { preset: { sound: true }, locked: { sound: false } },
      [{ path: 'preset.sound', why: 'locked-too' }],
    ],
    ['a part that is a list', { locked: [] }, [{ path: 'locked', why: 'not-an-object' }]],
    ['no object', 'locked', [{ path: '', why: 'not-an-object' }]],
    [
      'a whole top-level domain',
      { locked: { linkHosts: ['*.com'], monitorHosts: ['*'] } },
      ['locked.linkHosts[0]', 'locked.monitorHosts[0]'].map((path) => ({ path, why: 'unknown-choice' })),
    ],
    [
      'a scheme that runs code',
      { locked: { linkSchemes: ['javascript'] } },
      [{ path: 'locked.linkSchemes[0]', why: 'unknown-choice' }],
    ],
  ])('names %s as a fault', (_, raw, expected) =>
    expect(faults(raw)).toEqual(expect.arrayContaining([...expected])),
  );

  it('keeps its other values in force when one value does not fit', () => {
    expect(read({ locked: { crmLink: 'javascript:alert(1)', sound: true, language: 'xx' } }).locked).toEqual({
      sound: true,
    });
  });

  it('with any content is read and gives settings that the browser could have stored', () => {
    const value = fc.oneof(fc.anything(), fc.string(), fc.array(fc.string()));
    const part = fc.dictionary(
      fc.oneof(fc.constantFrom(...SETTING_NAMES, 'password', '__proto__', 'constructor'), fc.string()),
      value,
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ preset: part, locked: part }, { requiredKeys: [] })),
        fc.anything(),
        (raw, stored) => {
          const { policy: taken } = readPolicy(raw);
          const settings = resolveSettings(taken, stored, {});
          expect(Object.keys(settings).sort()).toEqual([...SETTING_NAMES].sort());
          // Where the policy names other login servers, the default address stays, but nobody can sign in
          // there.
          const logins = ['loginServer', 'twoStepServer'] as const;
          const refused = logins.filter((name) => !table[name].parse(settings[name], settings).ok);
          expect(readPolicy({ locked: settings })).toEqual({
            policy: { preset: {}, locked: without(settings, refused), lockedDefaults: refused },
            faults: refused.map((name) => ({ path: `locked.${name}`, why: 'login-host-forbidden' })),
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('the targets of links', () => {
  it('include a program’s scheme only where the policy allows it', () => {
    const template = 'priority:open?phone={digits}';
    const settings = resolveSettings(
      read({ locked: { linkSchemes: ['priority'] } }),
      { crmLink: template },
      {},
    );
    expect(mainLink(callSummary(), settings)).toEqual({
      kind: 'link',
      url: 'priority:open?phone=0501234567',
    });
    expect(resolveSettings(EMPTY_POLICY, { crmLink: template }, {}).crmLink).toBe('');
  });

  it('cannot be allowed by an agent or a settings file', () => {
    expect(
      resolveSettings(
        EMPTY_POLICY,
        { linkSchemes: ['priority'], linkHosts: ['x.example.com'], monitorHosts: ['*.example.net'] },
        {},
      ),
    ).toMatchObject({ linkSchemes: [], linkHosts: null, monitorHosts: [] });
    expect(toStored(EMPTY_POLICY, {}, { monitorHosts: ['*.example.net'] }, {})).toEqual({ version: 1 });
  });

  it('exclude hosts that the policy does not name, in templates and in lookup answers', () => {
    const limits = read({ locked: { linkHosts: ['*.example.com'] } });
    const settings = resolveSettings(limits, { crmLink: 'https://evil.example.net/{e164}' }, {});
    expect(settings.crmLink).toBe('');
    const found = (url: string) =>
      callSummary({ lookup: { kind: 'found', url, urlRefused: false, name: '', company: '', total: 1 } });
    expect(mainLink(found('https://evil.example.net/1'), settings)).toEqual({
      kind: 'none',
      why: 'no-template',
    });
    expect(mainLink(found('https://crm.example.com/1'), settings)).toEqual({
      kind: 'link',
      url: 'https://crm.example.com/1',
    });
  });
});

it('a host permission is returned when the last setting stops using it', () => {
  const both = readSettings(
    { lookupUrl: 'https://crm.example.com/lookup', crmLink: CRM, reuseTab: true },
    {},
  );
  const one = readSettings({ crmLink: CRM, reuseTab: true }, {});
  expect(releasedHosts(both, one)).toEqual([]);
  expect(releasedHosts(one, readSettings({ crmLink: CRM }, {}))).toEqual(['https://crm.example.com']);
});

describe('the hosts that a policy needs', () => {
  it('are those of its own addresses, once each', () => {
    const policy = read({
      locked: {
        lookupUrl: 'https://crm.example.com/lookup',
        reuseTab: true,
        crmLink: 'https://crm.example.com/?q={e164}',
        loginServer: 'https://login.example.net',
        directoryUrl: 'https://files.example.com/team.csv',
        lookupHosts: ['crm.example.com'],
      },
    });
    expect(policyAddresses(policy, resolveSettings(policy, {}, {}))).toEqual([
      'https://login.example.net',
      'https://crm.example.com/lookup',
      'https://files.example.com/team.csv',
    ]);
  });

  it('exclude those that only the agent has chosen', () => {
    expect(
      policyAddresses(EMPTY_POLICY, readSettings({ lookupUrl: 'https://crm.example.com/lookup' }, {})),
    ).toEqual([]);
  });
});
