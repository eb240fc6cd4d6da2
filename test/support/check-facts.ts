/** The facts of the diagnostics on a day when everything works. */
import type { DiagnosticFacts } from '../../src/domain/diagnostics/facts.ts';
import { readSettings } from '../../src/domain/settings/read-settings.ts';
import { type Settings } from '../../src/domain/settings/settings.ts';
import type { LineFacts } from '../../src/domain/calls/lines.ts';
import { initialState } from '../../src/domain/calls/state.ts';

export const NOW = 1_700_000_000_000;
export const line: LineFacts = {
  lineId: 'SIPSIP1',
  number: '1234567',
  userId: '7654321',
  userName: 'Clark Kent',
  onlineUserId: '7654321',
  statusId: 1,
  statusSince: null,
};
export const settingsWith = (changes: Partial<Settings> = {}): Settings => ({
  ...readSettings({}, {}),
  crmLink: 'https://crm.example.com/{phone}',
  ...changes,
});

export const healthy: DiagnosticFacts = {
  now: NOW,
  status: { word: 'online', host: 'monitor1.voicenter.co', since: NOW - 185_000 },
  settings: settingsWith(),
  callState: { ...initialState, who: 'agent', hasSnapshot: true, lines: { SIPSIP1: line } },
  directory: [],
  worker: {
    at: NOW,
    servers: ['https://monitor1.voicenter.co', 'https://monitor5.voicenter.co.il'],
    heardAt: NOW - 2_500,
    lookup: null,
  },
  probes: {
    'https://loginapi.voicenter.co.il': { kind: 'answers' },
    'https://monitor1.voicenter.co': { kind: 'answers' },
    'https://monitor5.voicenter.co.il': { kind: 'answers' },
  },
  system: { browser: 'Chrome', version: '156.0.0.0', os: 'win' },
  notifications: 'granted',
  seen: null,
  windowSeen: null,
  heard: null,
  storedLink: 'https://crm.example.com/{phone}',
  policy: 'none',
  companyList: null,
  history: 'read',
  hasLostRows: false,
  isNotKept: false,
};
