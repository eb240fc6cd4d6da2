/** The diagnostics report is useful and contains nothing that came from outside. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import english from '../../../src/locales/en.json' with { type: 'json' };
import { reportText, type ReportFacts } from '../../../src/domain/diagnostics/report.ts';
import { runChecks } from '../../../src/domain/diagnostics/run-checks.ts';
import type { DiagnosticFacts } from '../../../src/domain/diagnostics/facts.ts';
import { knownWords } from '../../../src/domain/diagnostics/report-allowlist.ts';
import type { LogLine } from '../../../src/domain/common/log-buffer.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { createTranslator } from '../../../src/platform/i18n.ts';
import { healthy, line, NOW, settingsWith } from '../../support/check-facts.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { t } = createTranslator('en', english);
const reportOf = (facts: DiagnosticFacts, log: readonly LogLine[] = [], version = '0.1.0'): string =>
  reportText(
    {
      at: NOW,
      version,
      system: facts.system,
      status: facts.status,
      findings: runChecks(facts),
      settings: facts.settings,
      log,
    } satisfies ReportFacts,
    t,
  );

describe('the report', () => {
  it('contains versions, findings with remedies, safe settings and the log', () => {
    const log: readonly LogLine[] = [
      {
        at: NOW - 1_000,
        level: 'warn',
        event: 'socket lost',
        facts: { failures: 2, words: 'transport close' },
      },
    ];
    const report = reportOf(
      { ...healthy, seen: false, settings: settingsWith({ soundVolume: 40, pickedLines: ['SIPSIP1'] }) },
      log,
    );
    expect(report).toContain(
      'Ringside 0.1.0, Chrome 156.0.0.0, win\n2023-11-14T22:13:20.000Z\nConnection: online',
    );
    expect(report).toContain('[ok] socket: Connected to <host> for 3 min.');
    expect(report).toContain(
      '[wrong] notification: You did not see the test notification. → In Windows Settings',
    );
    expect(report).toContain('[ok] lines: Showing calls to: <lines>.');
    expect(report).toMatch(/^soundVolume: 40$/m);
    expect(report).toMatch(/^pickedLines: 1 entries$/m);
    expect(report).toMatch(/^crmLink: set$/m);
    expect(report).toMatch(/^region: IL$/m);
    expect(report).toContain('2023-11-14T22:13:19.000Z warn socket lost failures=2 words=transport close');
  });

  it('says why a lookup gave no answer', () => {
    const lookupUrl = 'https://crm.example.com/pop';
    const report = reportOf({
      ...healthy,
      settings: settingsWith({ lookupUrl }),
      worker: { at: NOW, servers: [], heardAt: NOW, lookup: 'slow' },
      probes: { [lookupUrl]: { kind: 'answers' } },
    });
    expect(report).toContain('[wrong] lookup: The test at <host> failed: no answer within 3 seconds.');
  });

  const oneOf = (letters: string) => fc.constantFrom(...Array.from(letters));
  /** Texts that must not appear. Each is unlike anything that the report says by itself. */
  const digits = (least: number, most: number) =>
    fc.string({ unit: oneOf('0123456789'), minLength: least, maxLength: most });
  const letters = fc
    .string({ unit: oneOf('bcdfghjklmnpqrstvwxz'), minLength: 5, maxLength: 12 })
    .map((text) => `Zq${text}`);
  const secret = fc.oneof(
    digits(7, 13).map((number) => `05${number}`),
    fc.tuple(digits(2, 2), digits(3, 3), digits(4, 4)).map(([a, b, c]) => `0${a}-${b}-${c}`),
    digits(9, 12).map((number) => `+${number}`),
    letters,
    fc.tuple(letters, letters).map(([first, last]) => `${first} ${last}`),
    fc.constantFrom('דנה לוי', 'Дана Леви', 'سلمى خوري', 'Ünsal Öz', '𝓛ois 𝓛ane', 'Kent\u202e\u200bClark'),
    fc.tuple(letters, letters).map(([who, host]) => `${who}@${host}.com`),
    fc
      .tuple(letters, letters)
      .map(([host, query]) => `https://${host}.example.com:8443/${query}?token=${query}`),
    fc
      .string({ unit: oneOf('abcdefABCDEF0123456789_-'), minLength: 20, maxLength: 60 })
      .map((token) => `Zq${token}`),
    fc.tuple(letters, letters).map((parts) => `eyJ${parts.join('.')}`),
  );
  /** A report about nobody, with the default settings. */
  const innocent = reportOf(healthy, [], '1.0.0');
  /** A secret and each of its parts that could identify somebody. */
  const partsOf = (text: string): string[] =>
    [text, ...text.split(/[\s@/:?=&.-]+/)].filter(
      (part) => part.length > 3 && !/^(https?|example|token|8443)$/.test(part) && !innocent.includes(part),
    );

  it('contains nothing of the texts that the facts contain', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 12, maxLength: 12 }),
        fc.nat({ max: 9 }),
        fc.nat({ max: 6 }),
        (secrets, which, level) => {
          const [
            host = '',
            name = '',
            number = '',
            mail = '',
            url = '',
            token = '',
            query = '',
            userId = '',
            version = '',
            word = '',
            lookup = '',
            other = '',
          ] = secrets;
          const address = `https://${encodeURIComponent(host)}.example.com/${encodeURIComponent(query)}`;
          const problem = (
            [
              { kind: 'unreachable', host },
              { kind: 'refused', host, login: 'user' },
              { kind: 'socket-lost', host },
              { kind: 'server-trouble', host, status: 503 },
              { kind: 'not-voicenter', host },
            ] as const
          )[which % 5] ?? { kind: 'offline' };
          const settings = {
            ...readSettings({}, {}),
            email: mail,
            username: name,
            loginServer: address,
            twoStepServer: url,
            settingsServer: url,
            refreshServer: url,
            pickedLines: [number, token],
            followUser: userId,
            crmLink: `${address}/{phone}`,
            newRecordLink: url,
            moreLinks: [{ id: token, name, template: url }],
            lookupUrl: lookup,
            loginType: which > 7 ? ('two-step' as const) : ('account' as const),
          };
          const strange = { ...line, lineId: token, number, userName: name, userId, onlineUserId: other };
          const facts: DiagnosticFacts = {
            ...healthy,
            settings,
            status:
              which % 2 === 0
                ? { word: 'online', host, since: NOW }
                : { word: 'waiting', problem, retryAt: NOW, signedIn: true },
            callState: {
              ...healthy.callState,
              who: name,
              scope:
                which > 4 ? { kind: 'picked', lineIds: [number], userId: null } : healthy.callState.scope,
              lines: { [token]: level > 2 ? { ...strange, onlineUserId: userId } : strange },
            },
            directory: [{ ...strange, userId: other, userName: word }],
            worker: { at: NOW, servers: [address, url, host], heardAt: NOW, lookup: null },
            probes: {
              [address]: { kind: 'unreachable' },
              [url]: { kind: 'trouble', status: 502 },
              [lookup]: { kind: 'forbidden' },
            },
            system: { browser: 'Chrome', version, os: 'linux' },
            storedLink: url,
          };
          const log: LogLine[] = secrets.map((each, index) => ({
            at: NOW,
            level: 'warn',
            event: index % 3 === 0 ? each : 'socket lost',
            facts: { [index % 2 === 0 ? 'why' : each]: `failed at ${each} again`, times: 3 },
          }));
          const report = reportOf(facts, log, version);
          for (const part of secrets.flatMap(partsOf)) expect(report).not.toContain(part);
          expect(report).toContain('socket lost');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['transport close', 'transport close'],
    ['NetworkError when attempting to fetch resource.', 'NetworkError when attempting to fetch resource.'],
    ['Failed to fetch https://crm.example.com/x?phone=0501234567', 'Failed to fetch …'],
    ['call.server.com is closed', '… is closed'],
    ['Dana was rejected', '… was …'],
    ['ExtensionEvent.data.currentCall', 'ExtensionEvent.data.currentCall'],
    ['open-window', 'open-window'],
  ])('shortens "%s" to "%s"', (text, repeated) => {
    expect(knownWords(text)).toBe(repeated);
  });
});
