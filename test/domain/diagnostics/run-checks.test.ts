/** The findings of the diagnostics and their remedies. */
import { describe, expect, it, vi } from 'vitest';
import english from '../../../src/locales/en.json' with { type: 'json' };
import type { CheckName, DiagnosticFacts, Finding } from '../../../src/domain/diagnostics/facts.ts';
import { runChecks, troubles } from '../../../src/domain/diagnostics/run-checks.ts';
import type { ConnectionStatus, Problem } from '../../../src/domain/account/connection-status.ts';
import { createTranslator } from '../../../src/platform/i18n.ts';
import { healthy, line, NOW, settingsWith } from '../../support/check-facts.ts';
import { initialState } from '../../../src/domain/calls/state.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { t } = createTranslator('en', english);
const spoken = ({ state, found, remedy }: Finding): string =>
  `${state}: ${t(found)}${remedy === null ? '' : ` → ${t(remedy)}`}`;
const of = (check: CheckName, changes: Partial<DiagnosticFacts>): string[] =>
  runChecks({ ...healthy, ...changes })
    .filter((finding) => finding.check === check)
    .map(spoken);
const waiting = (problem: Problem): ConnectionStatus => ({
  word: 'waiting',
  problem,
  retryAt: NOW,
  signedIn: true,
});
const LIST = 'https://files.example.com/contacts.csv';
const picked = { kind: 'picked', lineIds: ['SIPSIP1'], userId: null } as const;

describe('the diagnostics', () => {
  it('report no trouble when everything works', () => {
    const findings = runChecks(healthy);
    expect(troubles(findings)).toEqual([]);
    expect(findings.filter(({ state }) => state === 'ok').map(({ check }) => check)).toEqual([
      'sign-in',
      'login-server',
      'call-server',
      'call-server',
      'socket',
      'proof',
      'lines',
      'notification',
      'window',
      'crm-link',
      'storage',
    ]);
    expect(
      findings.filter(({ state }) => state === 'unused' || state === 'unknown').map(({ check }) => check),
    ).toEqual(['elsewhere', 'sound', 'lookup', 'policy']);
  });

  it('give a remedy for each trouble', () => {
    const problems: readonly Problem[] = [
      { kind: 'offline' },
      { kind: 'storage' },
      { kind: 'unreachable', host: 'h' },
      { kind: 'not-voicenter', host: 'h' },
      { kind: 'server-trouble', host: 'h', status: 503 },
      { kind: 'too-many', host: 'h' },
      { kind: 'socket-lost', host: 'h' },
      { kind: 'refused', host: 'h', login: 'user' },
      { kind: 'token-refused', host: 'h' },
      { kind: 'signed-in-elsewhere', host: 'h' },
    ];
    const states: Partial<DiagnosticFacts>[] = [
      ...problems.map((problem) => ({ status: waiting(problem) })),
      { history: 'unread' },
      { hasLostRows: true },
      { isNotKept: true },
      ...problems
        .filter(({ kind }) => kind !== 'socket-lost')
        .map((problem) => ({ status: { word: 'refused', problem } as const })),
      { status: { word: 'off' } },
      { worker: 'silent' },
      { notifications: 'denied' },
      { seen: false },
      { seen: 'refused' },
      { windowSeen: false },
      ...(['slow', 'unreachable'] as const).map((kind) => ({
        probes: Object.fromEntries(Object.keys(healthy.probes).map((address) => [address, { kind }])),
      })),
      { settings: settingsWith({ notification: false }) },
      { settings: settingsWith({ notification: false, callWindow: false }) },
      { settings: settingsWith({ crmLink: '' }) },
      { settings: settingsWith({ directoryUrl: LIST }) },
      { settings: settingsWith({ sound: true }), heard: false },
      { settings: settingsWith({ sound: true, soundVolume: 0 }) },
      { settings: settingsWith({ sound: true }), heard: 'refused' },
      {
        callState: {
          ...initialState,
          hasSnapshot: true,
          scope: { kind: 'picked', lineIds: [], userId: null },
        },
      },
    ];
    for (const changes of states) {
      const found = troubles(runChecks({ ...healthy, ...changes }));
      expect(found.length, JSON.stringify(changes)).toBeGreaterThan(0);
      for (const each of found) expect(each.remedy, spoken(each)).not.toBeNull();
      for (const each of found) expect(spoken(each)).not.toMatch(/[{}]/);
    }
  });

  it.each<[string, CheckName, Partial<DiagnosticFacts>, RegExp[]]>([
    [
      'nobody signed in',
      'sign-in',
      { status: { word: 'off' } },
      [/^wrong: You are not signed in\. → Sign in/],
    ],
    [
      'a wrong server',
      'sign-in',
      { status: { word: 'refused', problem: { kind: 'not-voicenter', host: 'crm.example.com' } } },
      [/^wrong: crm\.example\.com is not a Voicenter login server\. → Correct “Login server”/],
    ],
    [
      'a lost socket is no fault of the sign-in',
      'sign-in',
      { status: waiting({ kind: 'socket-lost', host: 'h' }) },
      [/^ok/],
    ],
    [
      'a lost socket',
      'socket',
      { status: waiting({ kind: 'socket-lost', host: 'monitor1.voicenter.co' }) },
      [/^wrong: Connection to monitor1\.voicenter\.co lost.*wss/],
    ],
    ['an open socket', 'socket', {}, [/^ok: Connected to monitor1\.voicenter\.co for 3 min\.$/]],
    [
      'a machine that is offline',
      'socket',
      { status: waiting({ kind: 'offline' }) },
      [/^wrong: This computer is offline/],
    ],
    [
      'a login server that is away while the socket stands',
      'login-server',
      { probes: { 'https://loginapi.voicenter.co.il': { kind: 'unreachable' } } },
      [/^attention: loginapi\.voicenter\.co\.il can’t be reached/],
    ],
    [
      'a login server that is away before the sign-in',
      'login-server',
      { status: { word: 'off' }, probes: { 'https://loginapi.voicenter.co.il': { kind: 'slow' } } },
      [/^wrong: .*within 5 seconds/],
    ],
    [
      'the server that serves us needs no probe',
      'call-server',
      {
        probes: {
          'https://monitor1.voicenter.co': { kind: 'unreachable' },
          'https://monitor5.voicenter.co.il': { kind: 'trouble', status: 502 },
        },
      },
      [/^ok: monitor1/, /^attention: monitor5\.voicenter\.co\.il answers with error 502/],
    ],
    [
      'a server that may not be asked',
      'call-server',
      { probes: { 'https://monitor5.voicenter.co.il': { kind: 'forbidden' } } },
      [/^ok: monitor1/, /^unknown: monitor5/],
    ],
    [
      'no server known yet',
      'call-server',
      { status: { word: 'off' }, worker: { at: NOW, servers: [], heardAt: null, lookup: null } },
      [/^unused/],
    ],
    ['a fresh sign of life', 'proof', {}, [/^ok: Received 2 s before/]],
    [
      'an old sign of life',
      'proof',
      { worker: { at: NOW, servers: [], heardAt: NOW - 120_000, lookup: null } },
      [/^attention: No signal for 120 s/],
    ],
    [
      'a background that is silent',
      'proof',
      { worker: 'silent' },
      [/^wrong: .*does not respond\. → Restart/],
    ],
    [
      'somebody else at the own line',
      'lines',
      { callState: { ...healthy.callState, lines: { SIPSIP1: { ...line, onlineUserId: '99' } } } },
      [/^wrong: Someone else is logged in on Clark Kent 1234567/],
    ],
    [
      'a known colleague at the picked line',
      'lines',
      {
        callState: {
          ...healthy.callState,
          scope: picked,
          lines: { SIPSIP1: { ...line, onlineUserId: '99' } },
        },
        settings: settingsWith({ pickedLines: ['SIPSIP1'] }),
        directory: [{ ...line, lineId: 'SIPSIP2', userId: '99', userName: 'Lois Lane' }],
      },
      [/^wrong: Lois Lane is logged in on Clark Kent 1234567/],
    ],
    [
      'a picked line that is gone',
      'lines',
      {
        callState: { ...healthy.callState, scope: picked, lines: {} },
        settings: settingsWith({ pickedLines: ['SIPSIP1'] }),
      },
      [/^wrong: The server no longer lists the selected line SIPSIP1/],
    ],
    [
      'no line picked',
      'lines',
      { callState: { ...healthy.callState, scope: { ...picked, lineIds: [] }, lines: {} } },
      [/^wrong: No line is selected/],
    ],
    [
      'a user who is at no desk',
      'lines',
      {
        callState: { ...healthy.callState, scope: { kind: 'picked', lineIds: [], userId: '1' }, lines: {} },
        settings: settingsWith({ followUser: '1' }),
      },
      [/^attention: The user you follow/],
    ],
    [
      'no line of one’s own',
      'lines',
      { callState: initialState },
      [/^attention: The server lists no line for you/],
    ],
    [
      'notifications off, window on',
      'notification',
      { settings: settingsWith({ notification: false }) },
      [/^attention: Notifications are turned off in the settings\. → Turn on “System notification”/],
    ],
    [
      'all alerts off',
      'notification',
      { settings: settingsWith({ notification: false, callWindow: false }) },
      [/^wrong: All alerts are off/],
    ],
    ['not seen on Windows', 'notification', { seen: false }, [/^wrong: .*Windows Settings.*turn on Chrome/]],
    [
      'not seen on a Mac',
      'notification',
      { seen: false, system: { browser: 'Firefox', version: '153.7', os: 'mac' } },
      [/System Settings → Notifications, allow Firefox/],
    ],
    [
      'not seen elsewhere',
      'notification',
      { seen: false, system: { browser: 'Edge', version: '1', os: null } },
      [/Allow notifications from Edge in the system settings/],
    ],
    ['a browser that does not tell', 'notification', { notifications: 'unknown' }, [/^ok/]],
    ['a window that nobody saw', 'window', { windowSeen: false }, [/^wrong: .*behind the browser/]],
    [
      'a stored link that does not fit',
      'crm-link',
      { settings: settingsWith({ crmLink: '' }), storedLink: 'https://{phone}.example.com' },
      [/^wrong: The saved CRM link is not valid/],
    ],
    [
      'no link, but a lookup that names pages',
      'crm-link',
      { settings: settingsWith({ crmLink: '', lookupUrl: 'https://crm.example.com/pop' }), storedLink: '' },
      [/^unused/],
    ],
    [
      'no link, but a CRM that names pages',
      'crm-link',
      { settings: settingsWith({ crmLink: '', crmAdapter: 'zendesk' }), storedLink: '' },
      [/^unused/],
    ],
    [
      'a lookup whose host is not allowed',
      'lookup',
      {
        settings: settingsWith({ lookupUrl: 'https://crm.example.com/pop' }),
        probes: { 'https://crm.example.com/pop': { kind: 'forbidden' } },
      },
      [/^wrong: Ringside needs your permission to reach crm\.example\.com\. → Use the button/],
    ],
    [
      'a lookup that is away',
      'lookup',
      {
        settings: settingsWith({ lookupUrl: 'https://crm.example.com/pop' }),
        probes: { 'https://crm.example.com/pop': { kind: 'unreachable' } },
      },
      [/^wrong: crm\.example\.com can’t be reached\. → Check “Lookup address”/],
    ],
    ['no list by policy', 'contacts', { companyList: { goodAt: null, fault: 'status' } }, []],
    [
      'a list by policy that is up to date',
      'contacts',
      { settings: settingsWith({ directoryUrl: LIST }), companyList: { goodAt: NOW, fault: null } },
      [/^ok: Your company’s contact list is up to date/],
    ],
    [
      'a list by policy that was never fetched',
      'contacts',
      { settings: settingsWith({ directoryUrl: LIST }), companyList: { goodAt: null, fault: 'status' } },
      [/^attention: .*was not fetched yet\. → Open “Caller lookup”/],
    ],
    [
      'a list by policy that is old',
      'contacts',
      { settings: settingsWith({ directoryUrl: LIST }), companyList: { goodAt: NOW, fault: 'slow' } },
      [/^attention: .*could not be updated\. → Open “Caller lookup”/],
    ],
    ['a policy', 'policy', { policy: 'set' }, [/^ok: Some settings are set by your organisation/]],
    ['a policy of which some does not fit', 'policy', { policy: 'faulty' }, [/^attention: .*is not valid/]],
  ])('report correctly: %s', (_, check, changes, expected) => {
    const said = of(check, changes);
    expect(said).toHaveLength(expected.length);
    said.forEach((sentence, index) => expect(sentence).toMatch(expected[index] ?? /never/));
  });

  it('offer to ask the lookup again after a bad answer', () => {
    const settings = settingsWith({ lookupUrl: 'https://crm.example.com/pop' });
    const worker = { at: NOW, servers: [], heardAt: NOW, lookup: 'not-json' } as const;
    const found = runChecks({
      ...healthy,
      settings,
      worker,
      probes: { 'https://crm.example.com/pop': { kind: 'answers' } },
    }).find(({ check }) => check === 'lookup');
    expect(found).toMatchObject({ state: 'wrong', why: 'lookup.why.not-json', action: 'ask-lookup' });
  });
});
