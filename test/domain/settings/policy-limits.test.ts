/** Limits of a policy stay in force, whatever mistakes it contains and whatever agents and files set. */
import { describe, expect, it } from 'vitest';
import { isDangerousScheme } from '../../../src/domain/crm/dangerous-schemes.ts';
import { NO_LIMITS } from '../../../src/domain/common/limits.ts';
import { allowsScheme, isProgramScheme } from '../../../src/domain/crm/url-policy.ts';
import {
  isLocked,
  lockedOf,
  readPolicy,
  resolveSettings,
  toStored,
} from '../../../src/domain/settings/managed-policy.ts';
import { pickValid, readSettings } from '../../../src/domain/settings/read-settings.ts';
import { table } from '../../../src/domain/settings/settings.ts';
import { readSettingsFile } from '../../../src/domain/settings/settings-file.ts';

const under = (raw: unknown, stored: unknown = {}) => resolveSettings(readPolicy(raw).policy, stored, {});
const faultsOf = (raw: unknown) => readPolicy(raw).faults;

describe('a list of hosts', () => {
  it.each([
    [
      'keeps its valid entries',
      ['a.example.com', '*', '*.example.org', 7],
      ['a.example.com', '*.example.org'],
      [1, 3],
    ],
    ['allows nothing when none is valid', ['*', 'localhost'], [], [0, 1]],
    ['allows nothing when it is empty', [], [], []],
  ])('%s', (_, list, kept, unfit) => {
    for (const name of ['linkHosts', 'loginHosts', 'lookupHosts', 'monitorHosts'] as const) {
      for (const part of ['locked', 'preset']) {
        expect(under({ [part]: { [name]: list } })[name]).toEqual(kept);
        const faults = unfit.map((at) => ({ path: `${part}.${name}[${String(at)}]`, why: 'unknown-choice' }));
        expect(faultsOf({ [part]: { [name]: list } })).toEqual(faults);
      }
    }
  });

  it.each([
    ['a text', 'crm.example.com'],
    ['a switch', true],
    ['an object', { 0: 'crm.example.com' }],
  ])('that is %s allows nothing and is a fault', (_, value) => {
    for (const name of ['linkHosts', 'loginHosts', 'lookupHosts', 'monitorHosts', 'linkSchemes'] as const) {
      expect(under({ locked: { [name]: value } })[name]).toEqual([]);
      const fault = { path: `locked.${name}`, why: 'unknown-choice' };
      expect(faultsOf({ locked: { [name]: value } })).toEqual([fault]);
    }
  });

  it('of more than a hundred entries keeps the first hundred and is a fault', () => {
    const hosts = Array.from({ length: 101 }, (_, index) => `a${String(index)}.example.com`);
    const raw = { locked: { linkHosts: hosts } };
    expect(under(raw).linkHosts).toEqual(hosts.slice(0, 100));
    expect(faultsOf(raw)).toEqual([{ path: 'locked.linkHosts', why: 'too-many' }]);
  });

  it('that is missing allows any host', () => {
    const anything = { linkHosts: null, loginHosts: null, lookupHosts: null, monitorHosts: [] };
    expect(under({ locked: {} })).toMatchObject(anything);
    expect(under({}, { crmLink: 'https://any.example/' }).crmLink).toBe('https://any.example/');
  });

  it('that allows no host removes every link of an agent', () => {
    const own = {
      crmLink: 'https://crm.example.com/',
      moreLinks: [{ id: 'a', name: 'A', template: 'https://crm.example.com/' }],
    };
    expect(under({ locked: { linkHosts: [] } }, own)).toMatchObject({ crmLink: '', moreLinks: [] });
  });
});

it('a list of schemes keeps its valid entries', () => {
  const raw = { locked: { linkSchemes: ['priority', 'javascript', 'ms-msdt', 'Tel'] } };
  expect(under(raw).linkSchemes).toEqual(['priority', 'tel']);
  expect(faultsOf(raw)).toEqual(
    [1, 2].map((at) => ({ path: `locked.linkSchemes[${String(at)}]`, why: 'unknown-choice' })),
  );
});

describe('a locked value that cannot be read', () => {
  const raw = { locked: { sound: 'loud', crmLink: 'javascript:1', callWindow: 'no' } };
  const { policy, faults } = readPolicy(raw);

  it('locks the default and is a fault', () => {
    const stored = { sound: true, crmLink: 'https://own.example/' };
    expect(resolveSettings(policy, stored, {})).toMatchObject({ sound: false, crmLink: '' });
    const names = ['sound', 'crmLink', 'region'] as const;
    expect(names.map((name) => isLocked(policy, name))).toEqual([true, true, false]);
    expect(faults.map(({ path }) => path)).toEqual(['locked.sound', 'locked.crmLink', 'locked.callWindow']);
  });

  it('locks the browser’s own default where there is one', () => {
    expect(resolveSettings(policy, { callWindow: true }, { callWindow: false }).callWindow).toBe(false);
  });

  it('is never overwritten, and the agent’s choice returns when the lock is removed', () => {
    const stored = toStored(policy, { sound: true }, { sound: false, language: 'he' }, {});
    expect(stored).toEqual({ sound: true, language: 'he', version: 1 });
  });

  it('is shown as locked on a page', () => {
    const locked = lockedOf(policy, resolveSettings(policy, {}, {}));
    expect(locked).toEqual({ sound: false, crmLink: '', callWindow: true });
  });

  it('is named when the same setting is also preset', () => {
    expect(faultsOf({ preset: { sound: true }, locked: { sound: 'loud' } })).toEqual([
      { path: 'locked.sound', why: 'unknown-choice' },
      { path: 'preset.sound', why: 'locked-too' },
    ]);
  });
});

describe('allowed hosts of login servers and lookup addresses', () => {
  const locked = { loginHosts: ['login.example.com'], lookupHosts: ['*.crm.example'] };
  const own = {
    loginServer: 'https://evil.example',
    twoStepServer: 'https://evil.example/login',
    lookupUrl: 'https://evil.example/pop',
  };

  it('replace stored addresses of other hosts with the default', () => {
    const preset = {
      loginServer: 'https://login.example.com',
      twoStepServer: 'https://login.example.com/two',
      lookupUrl: 'https://a.crm.example/pop',
    };
    expect(under({ locked, preset }, own)).toMatchObject(preset);
    const { loginServer, twoStepServer } = table;
    expect(under({ locked }, own)).toMatchObject({
      loginServer: loginServer.fallback,
      twoStepServer: twoStepServer.fallback,
      lookupUrl: '',
    });
  });

  it('let an agent choose among them', () => {
    const choice = { loginServer: 'https://login.example.com:8443', lookupUrl: 'https://b.crm.example/pop' };
    expect(under({ locked }, choice)).toMatchObject(choice);
  });

  it.each([
    ['loginServer', 'https://evil.example', 'login-host-forbidden'],
    ['loginServer', '', 'login-host-forbidden'],
    ['twoStepServer', 'https://evil.example/login', 'login-host-forbidden'],
    ['lookupUrl', 'https://evil.example/pop', 'lookup-host-forbidden'],
  ] as const)('refuse %s "%s" in a field, a file and a policy: %s', (name, address, fault) => {
    const settings = under({ locked });
    expect(table[name].parse(address, settings)).toEqual({ ok: false, fault });
    const file = JSON.stringify({ ringside: 1, settings: { [name]: address } });
    expect(readSettingsFile(file, settings)).toMatchObject({ taken: {}, refused: [{ name, fault }] });
    const faults = faultsOf({ locked: { ...locked, [name]: address } });
    expect(faults).toEqual([{ path: `locked.${name}`, why: fault }]);
  });

  it('accept an empty lookup address', () => {
    expect(table.lookupUrl.parse('', { ...NO_LIMITS, lookupHosts: [] })).toEqual({ ok: true, value: '' });
  });
});

describe('the settings and refresh servers of the two-step login', () => {
  const names = ['settingsServer', 'refreshServer'] as const;
  const OWN = {
    twoStepServer: 'https://pbx.example/login',
    settingsServer: 'https://pbx.example/settings',
    refreshServer: 'https://api.pbx.example/refresh',
  };
  const foreign = { settingsServer: 'https://evil.example/s', refreshServer: 'https://evil.example/r' };
  const DEFAULTS = {
    settingsServer: table.settingsServer.fallback,
    refreshServer: table.refreshServer.fallback,
  };
  const ownLogin = { ...NO_LIMITS, twoStepServer: OWN.twoStepServer };
  const file = (settings: object): string => JSON.stringify({ ringside: 1, settings });

  it.each(names)('%s: the default is accepted', (name) => {
    const { fallback } = table[name];
    expect(table[name].parse(fallback)).toEqual({ ok: true, value: fallback });
    expect(table[name].parse('', ownLogin)).toEqual({ ok: true, value: fallback });
  });

  it.each(names)('%s: one on another host is refused', (name) => {
    expect(table[name].parse(foreign[name])).toEqual({ ok: false, fault: 'token-host-foreign' });
    expect(table[name].parse(OWN[name])).toEqual({ ok: false, fault: 'token-host-foreign' });
  });

  it.each(names)('%s: one on the login server’s host is accepted, and one that the policy allows', (name) => {
    expect(table[name].parse(OWN[name], ownLogin)).toEqual({ ok: true, value: OWN[name] });
    const monitorHosts = ['pbx.example', '*.pbx.example'];
    expect(table[name].parse(OWN[name], { ...NO_LIMITS, monitorHosts }).ok).toBe(true);
  });

  it('are accepted together on one host with the login server, from every source', () => {
    expect(readSettings(OWN, {})).toMatchObject(OWN);
    expect(readSettingsFile(file(OWN))).toMatchObject({ taken: OWN, refused: [] });
    expect(pickValid(OWN)).toEqual(OWN);
    expect(readPolicy({ locked: OWN })).toMatchObject({ policy: { locked: OWN }, faults: [] });
    const { twoStepServer, settingsServer } = OWN;
    expect(faultsOf({ preset: { twoStepServer }, locked: { settingsServer } })).toEqual([]);
  });

  it('on another host are refused in a file and a policy', () => {
    expect(readSettingsFile(file({ ...OWN, ...foreign }))).toMatchObject({
      taken: { twoStepServer: OWN.twoStepServer },
      refused: names.map((name) => ({ name, fault: 'token-host-foreign' })),
    });
    expect(faultsOf({ locked: { ...OWN, ...foreign } })).toEqual(
      names.map((name) => ({ path: `locked.${name}`, why: 'token-host-foreign' })),
    );
  });

  it('do not stay in use when the login server changes', () => {
    const changed = { ...OWN, twoStepServer: 'https://other.example/login' };
    expect(readSettings(changed, {})).toMatchObject({ twoStepServer: changed.twoStepServer, ...DEFAULTS });
  });

  it('that a policy sets are not used for another login server that the agent has chosen', () => {
    const raw = {
      preset: { twoStepServer: OWN.twoStepServer, refreshServer: OWN.refreshServer },
      locked: { settingsServer: OWN.settingsServer },
    };
    expect(under(raw)).toMatchObject(OWN);
    expect(under(raw, { twoStepServer: 'https://other.example/login' })).toMatchObject(DEFAULTS);
  });

  it('are evaluated by the locked login server, whatever the agent has stored', () => {
    const raw = { locked: { twoStepServer: OWN.twoStepServer } };
    const evil = { twoStepServer: 'https://evil.example/login' };
    expect(under(raw, { ...OWN, ...evil })).toMatchObject(OWN);
    expect(under(raw, { ...foreign, ...evil })).toMatchObject(DEFAULTS);
  });
});

describe('a scheme', () => {
  it.each([
    'ms-msdt',
    'search-ms',
    'search',
    'shell',
    'ms-officecmd',
    'ms-cxh',
    'ms-settings',
    'ms-appinstaller',
    'ms-word',
    'file',
    'javascript',
    'vbscript',
    'data',
    'ldap',
    'jnlp',
    'smb',
    'ssh',
    'telnet',
    'applescript',
    'x-apple.systempreferences',
    'apt',
    'steam',
    'vscode',
    'vscode-insiders',
    'microsoft-edge',
    'firefoxurl',
    'chrome-extension',
    'moz-extension',
    'view-source',
    'intent',
    'help',
  ])('%s can never be allowed', (scheme) => {
    expect(isDangerousScheme(scheme)).toBe(true);
    expect(isProgramScheme(scheme)).toBe(false);
    expect(allowsScheme(scheme, { schemes: [scheme], hosts: null })).toBe(false);
  });

  it.each(['priority', 'tel', 'sip', 'callto', 'mailto', 'zoommtg'])('%s can be allowed', (scheme) => {
    expect(allowsScheme(scheme, { schemes: [scheme], hosts: null })).toBe(true);
  });
});
