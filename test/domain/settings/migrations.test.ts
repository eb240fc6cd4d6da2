import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import {
  SETTINGS_VERSION,
  migrate,
  versionOf,
  applyChanges,
} from '../../../src/domain/settings/migrations.ts';

/** As the first build with the main features stored it, unchanged. */
const FIRST_BUILD =
  '{"crmLink":"https://crm.example.com/search?q={phone}&name={name}","email":"agent@example.com","keepSignedIn":false,"language":"he","loginServer":"https://login.example.com","region":"CY"}';
/** As the last builds without version numbers stored it, with all settings of that time. */
const BEFORE_VERSIONS = `{"loginType":"account","username":"desk","pickedLines":["SIPSIP1"],"openWhen":"ring","moreLinks":[{"id":"a","name":"Orders","template":"https://crm.example.com/o/{data.Order}"}],
  "rules":[{"id":"r","name":"VIP","when":{"numbers":["050*"]},"link":"a","open":"answer","colour":"red","sound":null,"silent":false}],"quietStatuses":[3,5],"workHours":{"days":[0,1,2,3,4],"from":480,"to":1020},"historyDays":7,"callWindow":false}`;

describe('version 0, stored without a number', () => {
  it.each([
    ['the first build', FIRST_BUILD],
    ['the last build before versions', BEFORE_VERSIONS],
  ])('of %s keeps every setting', (_, stored) => {
    const old = JSON.parse(stored) as Record<string, unknown>;
    const today = migrate(old);
    expect(today).toEqual({ ...old, version: 1 });
    expect(readSettings(today, {})).toMatchObject(old);
    expect(applyChanges(old, { sound: true }, {})).toEqual({ ...old, sound: true, version: 1 });
  });

  it('reads anything that is no settings object as empty', () => {
    for (const stored of [undefined, null, 7, 'x', []])
      expect(migrate(stored)).toEqual({ version: SETTINGS_VERSION });
  });
});

describe('the current version', () => {
  it('keeps values that do not fit now, because the policy that forbids them may be corrected', () => {
    const stored = {
      version: 1,
      crmLink: 'https://crm.example.com/{phone}',
      moreLinks: [{ id: 'a', name: 'Orders', template: 'https://crm.example.com/o' }],
    };
    const strict = { linkHosts: ['crm.example.org'] };
    expect(readSettings(stored, strict)).toMatchObject({ crmLink: '', moreLinks: [] });
    expect(applyChanges(stored, { sound: true }, strict)).toEqual({ ...stored, sound: true });
  });

  it('is read unchanged, and only differences from the defaults are stored', () => {
    const stored = { version: 1, region: 'GB', sound: true };
    expect(migrate(stored)).toEqual(stored);
    expect(applyChanges(stored, { region: 'IL' }, {})).toEqual({ version: 1, sound: true });
  });

  it.each([['x'], [-1], [0.5], [null], [1e300], [{}]])(
    'loses nothing if the stored version is invalid (%j)',
    (version) => {
      expect(versionOf({ version })).toBe(0);
      expect(applyChanges({ version, region: 'GB' }, { sound: true }, {})).toEqual({
        version: 1,
        region: 'GB',
        sound: true,
      });
    },
  );
});

describe('a newer version', () => {
  const newer = {
    version: 7,
    region: 'GB',
    crmLink: { primary: 'https://crm.example.com/{phone}' },
    hologram: { on: true },
    sound: false,
  };

  it('is read as far as it parses', () => {
    expect(readSettings(migrate(newer), {})).toMatchObject({ region: 'GB', crmLink: '', sound: false });
  });

  it('is kept, and a change is written beside unknown settings', () => {
    expect(migrate(newer)).toEqual(newer);
    expect(applyChanges(newer, { sound: true }, {})).toEqual({ ...newer, sound: true });
    // A change to our default is stored too, because the newer version may have another default.
    expect(applyChanges(newer, { region: 'IL' }, {})).toEqual({ ...newer, region: 'IL' });
  });
});
