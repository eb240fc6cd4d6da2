/** The effect of importing a settings file, before anything is stored. */
import { ruleWith } from '../../support/rule.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/settings/managed-policy.ts';
import {
  type ImportPlan,
  importUpdate,
  isImported,
  LONGEST_ADDRESS,
  previewOf,
  signatureOf,
} from '../../../src/domain/settings/settings-import.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { AGENT_SETTINGS, SETTING_NAMES, type Settings } from '../../../src/domain/settings/settings.ts';
import { hostileText, hostileValue } from '../../support/malicious-values.ts';

const NONE: Policy = { preset: {}, locked: {}, lockedDefaults: [] };
const settingsWith = (stored: object): Settings => readSettings(stored, {});
const textOf = (told: object, ringside = 1): string => JSON.stringify({ ringside, settings: told });

function planOf(told: object, stored: object = {}, policy = NONE): ImportPlan {
  const preview = previewOf(textOf(told), { ...settingsWith(stored), ...policy.locked }, policy);
  if (preview.kind !== 'plan') throw new Error(`It is ${JSON.stringify(preview)}`);
  return preview;
}

const link = (id: string, template = `https://crm.example.com/${id}?q={e164}`): object => ({
  id,
  name: id.toUpperCase(),
  template,
});
const HOURS = { days: [0, 1], from: 540, to: 1080 };
/** A value for each setting that differs from its default. */
const OTHERS: Readonly<Record<(typeof AGENT_SETTINGS)[number], unknown>> = {
  loginType: 'account',
  loginServer: 'https://login.example.com',
  email: 'agent@example.com',
  username: 'agent',
  twoStepServer: 'https://two.example.com/auth',
  settingsServer: 'https://two.voicenter.com/settings',
  refreshServer: 'https://two.voicenter.com/refresh',
  pickedLines: ['SIPSIP1'],
  followUser: '7',
  keepSignedIn: false,
  keepPassword: false,
  crmLink: 'https://crm.example.com/?q={e164}',
  moreLinks: [link('a')],
  newRecordLink: 'https://crm.example.com/new?q={e164}',
  openWhen: 'ring',
  reuseTab: true,
  rules: [ruleWith()],
  lookupUrl: 'https://lookup.example.com/who',
  lookupMethod: 'json',
  crmAdapter: 'zendesk',
  crmFields: [{ id: 'subdomain', value: 'acme' }],
  notification: false,
  callWindow: false,
  notifyOnTop: true,
  sound: true,
  soundName: 'pulse',
  soundRepeat: true,
  soundVolume: 10,
  mostCards: 3,
  quietInternal: true,
  quietHidden: true,
  quietTalking: true,
  quietStatuses: [3],
  workHours: HOURS,
  historyDays: 1,
  historyCalls: 10,
  eraseAtSignOut: true,
  eraseContacts: true,
  region: 'GB',
  language: 'he',
};

describe('the changes of a file', () => {
  it.each(AGENT_SETTINGS)('contain %s only where its value differs', (name) => {
    expect(planOf({ [name]: OTHERS[name] }).changed).toEqual([name]);
    expect(planOf({ [name]: OTHERS[name] }, { [name]: OTHERS[name] }).changed).toEqual([]);
    expect(planOf({ [name]: settingsWith({})[name] }, { [name]: OTHERS[name] }).changed).toEqual([name]);
  });

  it.each([
    ['picked lines', { pickedLines: ['a', 'b'] }, { pickedLines: ['b', 'a'] }, []],
    ['quiet statuses', { quietStatuses: [3, 5] }, { quietStatuses: [5, 3] }, []],
    ['working days', { workHours: HOURS }, { workHours: { to: 1080, from: 540, days: [1, 0] } }, []],
    [
      'links, whose order is shown',
      { moreLinks: [link('a'), link('b')] },
      { moreLinks: [link('b'), link('a')] },
      ['moreLinks'],
    ],
  ])('do not depend on the order alone of %s', (_, stored, told, changed) => {
    expect(planOf(told, stored).changed).toEqual(changed);
  });

  it('leave out what the file does not name', () => {
    const plan = planOf({ region: 'GB' }, { sound: true });
    expect([plan.after, plan.named]).toEqual([{ ...plan.before, region: 'GB' }, ['region']]);
  });

  it('leave out locked settings, which are named where the file has another value', () => {
    const policy: Policy = {
      preset: {},
      lockedDefaults: [],
      locked: { region: 'GB', language: 'he', crmLink: 'https://crm.example.com/{phone}' },
    };
    const plan = planOf(
      { region: 'US', language: 'he', crmLink: 'https://crm.example.net/{phone}', sound: true },
      {},
      policy,
    );
    expect(plan).toMatchObject({
      changed: ['sound'],
      named: ['sound'],
      held: ['crmLink', 'region'],
      addresses: [],
    });
  });
});

describe('a file that is refused', () => {
  it('names every setting that does not fit, though others do', () => {
    expect(
      previewOf(
        textOf({ region: 'GB', crmLink: 'javascript:alert(1)', soundVolume: 101 }),
        settingsWith({}),
        NONE,
      ),
    ).toMatchObject({
      kind: 'refused',
      refused: [
        { name: 'crmLink', fault: 'template-not-http' },
        { name: 'soundVolume', fault: 'unknown-choice' },
      ],
    });
  });

  it('may contain a link to a host that the organisation does not allow', () => {
    const settings: Settings = { ...settingsWith({}), linkHosts: ['*.example.com'] };
    expect(previewOf(textOf({ crmLink: 'https://evil.example/{phone}' }), settings, NONE)).toMatchObject({
      refused: [{ name: 'crmLink', fault: 'template-host-forbidden' }],
    });
  });

  const long = (length: number): string => 'https://crm.example.com/'.padEnd(length, 'x');
  it.each([
    ['an address of as many characters as can be read', { crmLink: long(LONGEST_ADDRESS) }, {}, []],
    ['a longer address', { crmLink: long(LONGEST_ADDRESS + 1) }, {}, ['crmLink']],
    [
      'a longer link that a rule leads to',
      { moreLinks: [link('a', long(LONGEST_ADDRESS + 1))], rules: [{ id: 'r', when: {}, link: 'a' }] },
      {},
      ['moreLinks', 'rules'],
    ],
    [
      'a longer address that is set already',
      { crmLink: long(LONGEST_ADDRESS + 1), region: 'GB' },
      { crmLink: long(LONGEST_ADDRESS + 1) },
      [],
    ],
  ])('is refused for %s', (_, told, stored, names) => {
    const preview = previewOf(textOf(told), settingsWith(stored), NONE);
    expect(preview.kind === 'refused' ? preview.refused : []).toEqual(
      names.map((name) => ({ name, fault: 'address-too-long' })),
    );
  });

  it.each(['', 'garbage', '[]', '['.repeat(100_000)])('is no settings file: %.20s', (text) => {
    expect(previewOf(text, settingsWith({}), NONE)).toEqual({ kind: 'no-settings' });
  });
});

describe('the servers of the sign-in', () => {
  it.each([
    ['the login server', {}, { loginServer: 'https://login.example.com' }, true],
    ['the login server in its default spelling', {}, { loginServer: 'loginapi.voicenter.co.il' }, false],
    [
      'the login server while the sign-in takes two steps',
      { loginType: 'two-step' },
      { loginServer: 'https://login.example.com' },
      false,
    ],
    [
      'the refresh server of two steps',
      { loginType: 'two-step' },
      { refreshServer: 'https://login.voicenter.com/r' },
      true,
    ],
    [
      'the refresh server while the sign-in takes one step',
      {},
      { refreshServer: 'https://login.voicenter.com/r' },
      false,
    ],
    ['the way to sign in, from one step to two', {}, { loginType: 'two-step' }, true],
    ['the way to sign in, at the same server', {}, { loginType: 'account' }, false],
    ['who signs in', {}, { email: 'other@example.com' }, false],
  ])('change with %s: %o', (_, stored, told, moves) => {
    expect(planOf(told, stored).movesSignIn).toBe(moves);
  });
});

describe('the update that stores a plan', () => {
  const plan = planOf({ region: 'US', sound: true, language: 'auto' }, { region: 'GB' });
  const changes = { region: 'US', sound: true };

  it.each([
    ['are as they were shown', { region: 'GB' }, changes],
    ['are otherwise in what the file does not name', { region: 'GB', historyDays: 1 }, changes],
    ['are half as they would be', { region: 'US' }, changes],
    ['are as they would be, for a page that closes says its updates once more', changes, changes],
    ['have another old value', { region: 'CY' }, {}],
    ['differ from the file where they did not', { region: 'GB', language: 'he' }, {}],
  ])('stores all or nothing where the settings %s', (_, stored, expected) => {
    const update = importUpdate(plan)(settingsWith(stored));
    expect(update).toEqual(expected);
    expect(isImported(plan, update)).toBe(Object.keys(expected).length > 0);
  });

  it('is recognised as done by what was stored', () => {
    expect(
      [{}, { region: 'US' }, { ...changes, region: 'CY' }, { ...changes, historyDays: 1 }].map((stored) =>
        isImported(plan, stored as Partial<Settings>),
      ),
    ).toEqual([false, false, false, true]);
  });
});

describe('the signature of a plan', () => {
  it('is the same for the same changes, and different for others', () => {
    const base = signatureOf(planOf({ region: 'US' }, { region: 'GB' }));
    expect(signatureOf(planOf({ region: 'US', sound: false }, { region: 'GB', historyDays: 1 }))).toBe(base);
    expect(signatureOf(planOf({ region: 'US' }, { region: 'CY' }))).not.toBe(base);
    expect(signatureOf(planOf({ region: 'US', sound: true }, { region: 'GB' }))).not.toBe(base);
  });
});

it('any file changes only agents’ settings that parse, and leaves the others unchanged', () => {
  const told = fc.dictionary(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...SETTING_NAMES) },
      { weight: 1, arbitrary: hostileText },
    ),
    fc.oneof(hostileValue, fc.constantFrom(...Object.values(OTHERS))),
    { maxKeys: 4 },
  );
  fc.assert(
    fc.property(told, (settings) => {
      const preview = previewOf(textOf(settings), settingsWith({}), NONE);
      if (preview.kind !== 'plan') return;
      const update = importUpdate(preview)(preview.before);
      expect(settingsWith(update)).toEqual(preview.after);
      expect(Object.keys(update)).toEqual(preview.changed);
      expect(preview.changed.every((name) => AGENT_SETTINGS.includes(name))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
