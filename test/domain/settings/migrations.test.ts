import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../src/domain/settings/settings.ts';
import {
  SETTINGS_VERSION,
  migrate,
  versionOf,
  applyChanges,
} from '../../../src/domain/settings/migrations.ts';

/** As the first build that did the main job left it in a profile, letter by letter. */
const FIRST_BUILD =
  '{"crmLink":"https://crm.example.com/search?q={phone}&name={name}","email":"agent@example.com","keepSignedIn":false,"language":"he","loginServer":"https://login.example.com","region":"CY"}';
/** As the builds before versions left it, with all that had come by then. */
const BEFORE_VERSIONS = `{"loginType":"account","username":"desk","pickedLines":["SIPSIP1"],"openWhen":"ring","moreLinks":[{"id":"a","name":"Orders","template":"https://crm.example.com/o/{data.Order}"}],
  "rules":[{"id":"r","name":"VIP","when":{"numbers":["050*"]},"link":"a","open":"answer","colour":"red","sound":null,"silent":false}],"quietStatuses":[3,5],"workHours":{"days":[0,1,2,3,4],"from":480,"to":1020},"historyDays":7,"callWindow":false}`;

describe('version 0, which named none', () => {
  it.each([
    ['the first build', FIRST_BUILD],
    ['the last build before versions', BEFORE_VERSIONS],
  ])('%s keeps every setting', (_, stored) => {
    const old = JSON.parse(stored) as Record<string, unknown>;
    const today = migrate(old);
    expect(today).toEqual({ ...old, version: 1 });
    expect(readSettings(today, {})).toMatchObject(old);
    expect(applyChanges(old, { sound: true }, {})).toEqual({ ...old, sound: true, version: 1 });
  });

  it('what is no settings at all is none', () => {
    for (const stored of [undefined, null, 7, 'x', []])
      expect(migrate(stored)).toEqual({ version: SETTINGS_VERSION });
  });
});

describe('today’s version', () => {
  it('what does not hold today stays: a policy that forbids a link may be mended', () => {
    const stored = {
      version: 1,
      crmLink: 'https://crm.example.com/{phone}',
      moreLinks: [{ id: 'a', name: 'Orders', template: 'https://crm.example.com/o' }],
    };
    const strict = { linkHosts: ['crm.example.org'] };
    expect(readSettings(stored, strict)).toMatchObject({ crmLink: '', moreLinks: [] });
    expect(applyChanges(stored, { sound: true }, strict)).toEqual({ ...stored, sound: true });
  });

  it('is read as it is, and only differences from the defaults are stored', () => {
    const stored = { version: 1, region: 'GB', sound: true };
    expect(migrate(stored)).toEqual(stored);
    expect(applyChanges(stored, { region: 'IL' }, {})).toEqual({ version: 1, sound: true });
  });

  it.each([['x'], [-1], [0.5], [null], [1e300], [{}]])(
    'a version that is none (%j) loses nothing',
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

  it('is left alone: a change is written beside what we do not know', () => {
    expect(migrate(newer)).toEqual(newer);
    expect(applyChanges(newer, { sound: true }, {})).toEqual({ ...newer, sound: true });
    // Also one to the default, which may be another one there.
    expect(applyChanges(newer, { region: 'IL' }, {})).toEqual({ ...newer, region: 'IL' });
  });
});
