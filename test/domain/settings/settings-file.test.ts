import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_LIMITS } from '../../../src/domain/common/limits.ts';
import {
  MAX_FILE_BYTES,
  readSettingsFile,
  settingsFile,
} from '../../../src/domain/settings/settings-file.ts';
import { limitsAmong, readSettings } from '../../../src/domain/settings/read-settings.ts';
import {
  AGENT_SETTINGS,
  SETTING_NAMES,
  type Settings,
  table,
} from '../../../src/domain/settings/settings.ts';
import { hostileText, hostileValue } from '../../support/malicious-values.ts';

const settings: Settings = readSettings(
  {
    crmLink: 'https://crm.example.com/{phone}',
    region: 'GB',
    rules: [],
    quietStatuses: [3],
    language: 'he',
    email: 'agent@example.com',
  },
  {},
);
const file = (told: unknown, ringside: unknown = 1): string => JSON.stringify({ ringside, settings: told });

describe('a file that Ringside has saved', () => {
  it('restores every setting', () => {
    const read = readSettingsFile(settingsFile(settings, {}));
    const taken = Object.fromEntries(AGENT_SETTINGS.map((name) => [name, settings[name]]));
    expect(read).toEqual({ kind: 'read', taken, refused: [], unknown: [], unknownCount: 0, isNewer: false });
  });

  it('leaves out the browser’s own defaults, so that those of another browser apply', () => {
    const read = readSettingsFile(settingsFile({ ...settings, callWindow: false }, { callWindow: false }));
    expect(read).toMatchObject({ taken: { region: 'GB' } });
    expect(read.kind === 'read' && Object.keys(read.taken)).not.toContain('callWindow');
    expect(settingsFile({ ...settings, callWindow: true }, { callWindow: false })).toContain(
      '"callWindow": true',
    );
  });

  it('contains settings and nothing else', () => {
    const written = JSON.parse(settingsFile(settings, {})) as { settings: object };
    expect(Object.keys(written)).toEqual(['ringside', 'settings']);
    expect(Object.keys(written.settings)).toEqual([...AGENT_SETTINGS]);
    // A yes-or-no setting about a secret contains no secret.
    expect(
      SETTING_NAMES.filter(
        (name) => /password|secret|token|account/i.test(name) && typeof settings[name] !== 'boolean',
      ),
    ).toEqual([]);
  });
});

describe('any other file', () => {
  it('cannot set what only an administrator may set', () => {
    expect(
      readSettingsFile(file({ monitorHosts: ['*.example.net'], linkSchemes: ['priority'] })),
    ).toMatchObject({ taken: {}, unknown: ['monitorHosts', 'linkSchemes'] });
  });

  it('applies what fits and names what does not, with the reason', () => {
    expect(
      readSettingsFile(
        `\ufeff${file({ region: 'GB', crmLink: 'javascript:alert(1)', loginServer: 'http://login.example.com', rules: [{}], hologram: 1, password: 'x' })}`,
      ),
    ).toEqual({
      kind: 'read',
      taken: { region: 'GB' },
      unknown: ['hologram', 'password'],
      unknownCount: 2,
      isNewer: false,
      refused: [
        { name: 'loginServer', fault: 'http-only-loopback' },
        { name: 'crmLink', fault: 'template-not-http' },
        { name: 'rules', fault: 'unknown-choice' },
      ],
    });
  });

  it('of a newer version is read as far as it parses, and reported as newer', () => {
    expect(readSettingsFile(file({ region: 'GB', hologram: 1 }, 9))).toMatchObject({
      taken: { region: 'GB' },
      unknown: ['hologram'],
      isNewer: true,
    });
  });

  it.each([
    '',
    'x',
    '{',
    'null',
    '[]',
    '7',
    '{}',
    file([]),
    file(null),
    file({}, 'one'),
    file({}, 1.5),
    file({}, -1),
    '{"settings":{}}',
    '{"ringside":1}',
    '{"__proto__":{"ringside":1,"settings":{"sound":true}}}',
    '['.repeat(100_000),
  ])('that is no settings file changes nothing: %s', (text) => {
    expect(readSettingsFile(text)).toEqual({ kind: 'no-settings' });
  });

  it('that is too long is not read', () => {
    expect(readSettingsFile(file({ region: 'GB', x: 'x'.repeat(MAX_FILE_BYTES) }))).toEqual({
      kind: 'too-big',
    });
  });

  it('has at most ten unknown settings named, without deceptive characters', () => {
    const told = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`\u202ename ${String(at)} ${'x'.repeat(100)}`, at]),
    );
    const read = readSettingsFile(file(told));
    expect(read).toMatchObject({ taken: {}, unknownCount: 500 });
    expect(read.kind === 'read' && read.unknown).toHaveLength(10);
    expect(
      read.kind === 'read' && read.unknown.every((name) => /^name \d+ x+$/.test(name) && name.length <= 40),
    ).toBe(true);
  });

  it('with any content sets only what parses', () => {
    const told = fc.dictionary(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...SETTING_NAMES) },
        { weight: 1, arbitrary: hostileText },
      ),
      hostileValue,
      { maxKeys: 8 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          { weight: 5, arbitrary: told.map((each) => file(each)) },
          { weight: 1, arbitrary: hostileText },
        ),
        (text) => {
          const read = readSettingsFile(text);
          if (read.kind !== 'read') return;
          // The servers that receive two-step tokens are evaluated by the login server in the same file.
          const limits = limitsAmong({ ...read.taken }, NO_LIMITS);
          for (const [name, value] of Object.entries(read.taken))
            expect(table[name as keyof Settings].parse(value, limits)).toEqual({ ok: true, value });
          expect(
            Object.keys(read.taken).some((name) => read.refused.some((each) => each.name === name)),
          ).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
