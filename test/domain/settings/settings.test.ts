import { describe, expect, it } from 'vitest';
import { isDefault, readSettings } from '../../../src/domain/settings/read-settings.ts';
import { table } from '../../../src/domain/settings/settings.ts';

describe('settings', () => {
  it('fall back where a value does not parse, and keep the rest', () => {
    const settings = readSettings(
      { region: 'GB', crmLink: 'javascript:x', notification: 'yes', email: 'a@example.com' },
      {},
    );
    expect(settings).toMatchObject({ region: 'GB', crmLink: '', notification: true, email: 'a@example.com' });
    expect(readSettings('garbage', { callWindow: false })).toMatchObject({
      callWindow: false,
      loginServer: 'https://loginapi.voicenter.co.il',
    });
  });

  it('have the browser’s own default before ours', () => {
    const settings = readSettings(
      { region: 'GB', notification: true, callWindow: false },
      { callWindow: false },
    );
    expect(
      (['region', 'notification', 'callWindow'] as const).map((name) =>
        isDefault(name, settings, { callWindow: false }),
      ),
    ).toEqual([false, true, true]);
  });
});

describe('the login server', () => {
  it.each([
    ['https://login.example.com/', 'https://login.example.com'],
    ['login.example.com', 'https://login.example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['https://example.com/voice/', 'https://example.com/voice'],
    ['', 'https://loginapi.voicenter.co.il'],
  ])('%s is accepted as %s', (written, value) => {
    expect(table.loginServer.parse(written)).toEqual({ ok: true, value });
  });

  it.each([
    ['http://login.example.com', 'http-only-loopback'],
    ['http://127.0.0.1.example.com', 'http-only-loopback'],
    ['ftp://example.com', 'not-a-url'],
    ['https://user:pw@example.com', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['javascript:alert(1)', 'not-a-url'],
  ])('%s is refused: %s', (written, fault) => {
    expect(table.loginServer.parse(written)).toEqual({ ok: false, fault });
  });
});
