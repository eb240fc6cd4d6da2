/** Settings in words, as in the preview of a settings file. */
import { describe, expect, it, vi } from 'vitest';
import { type ItemParts, type PartName, type SomeParts } from '../../../src/domain/settings/list-changes.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { AGENT_SETTINGS } from '../../../src/domain/settings/settings.ts';
import english from '../../../src/locales/en.json' with { type: 'json' };
import arabic from '../../../src/locales/ar.json' with { type: 'json' };
import { createTranslator } from '../../../src/platform/i18n.ts';
import { SETTING_GROUPS } from '../../../src/ui/app/setting-labels.ts';
import {
  listed,
  partLabel,
  partWords,
  settingWords,
  shownName,
  type Speech,
} from '../../../src/ui/import/setting-words.ts';
import type { LineFacts } from '../../../src/domain/calls/lines.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const en = createTranslator('en', english);
const LINES = [
  { lineId: 'SIPSIP1', userId: '7', userName: 'Lois\u202e Lane', number: '1234' },
] as Partial<LineFacts>[] as LineFacts[];
const speechOf = (stored: object): Speech => ({ ...en, lines: LINES, settings: readSettings(stored, {}) });
/** Without the characters that isolate entries. */
const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

type Single = Parameters<typeof settingWords>[0];
describe('a setting in words', () => {
  it.each<readonly [Single, unknown, string]>([
    ['loginType', 'two-step', 'Two-step'],
    ['loginServer', 'https://login.example.com/base', 'https://login.example.com/base'],
    ['twoStepServer', 'https://two.example.com/a', 'https://two.example.com/a'],
    ['settingsServer', 'https://two.voicenter.com/s', 'https://two.voicenter.com/s'],
    ['refreshServer', 'https://two.voicenter.com/r', 'https://two.voicenter.com/r'],
    ['email', 'agent@example.com', 'agent@example.com'],
    ['username', 'ag\u202eent', 'ag ent'],
    ['username', '', ''],
    ['pickedLines', ['SIPSIP1', 'SIPSIP2'], 'Lois Lane 1234, SIPSIP2'],
    ['pickedLines', [], ''],
    ['followUser', '7', 'Lois Lane'],
    ['followUser', '8', '8'],
    ['keepSignedIn', false, 'Off'],
    ['keepPassword', false, 'Off'],
    ['eraseAtSignOut', true, 'On'],
    ['eraseContacts', true, 'On'],
    ['crmLink', 'https://crm.example.com/\u200b', 'https://crm.example.com/‹U+200B›'],
    ['newRecordLink', '', ''],
    ['openWhen', 'answer', 'When I answer'],
    ['reuseTab', true, 'On'],
    ['lookupUrl', 'https://lookup.example.com', 'https://lookup.example.com'],
    ['lookupMethod', 'form', 'POST, form'],
    ['notification', false, 'Off'],
    ['callWindow', true, 'On'],
    ['sound', true, 'On'],
    ['soundName', 'marimba', 'Marimba'],
    ['soundRepeat', true, 'On'],
    ['soundVolume', 60, '60%'],
    ['mostCards', 1, '1 card'],
    ['mostCards', 5, '5 cards'],
    ['quietInternal', true, 'On'],
    ['quietHidden', true, 'On'],
    ['quietTalking', false, 'Off'],
    ['quietStatuses', [3, 99], 'Lunch, Status 99'],
    ['workHours', null, 'Off'],
    ['workHours', { days: [0, 4], from: 540, to: 1080 }, 'Sunday, Thursday 09:00–18:00'],
    ['historyDays', 0, 'Don’t keep'],
    ['historyDays', 30, '30 days'],
    ['historyCalls', 5000, '5,000 calls'],
    ['region', 'GB', 'United Kingdom'],
    ['language', 'auto', 'Browser’s language'],
  ])('for the setting %s %j', (name, value, words) => {
    expect(bare(settingWords(name, speechOf({ [name]: value })))).toBe(words);
  });
});

describe('a part of a rule or link in words', () => {
  it.each<{ [P in PartName]: readonly [P, ItemParts[P], string] }[PartName]>([
    ['always', true, 'When all of these are true: Matches every call'],
    ['queues', ['Sales', '555'], 'Queue: Sales, 555'],
    ['dialed', ['072*'], 'Dialled number: 072*'],
    ['numbers', ['+972501234567'], 'Caller’s number: +972501234567'],
    ['countries', ['IL', 'US'], 'Country: Israel, United States'],
    ['internal', false, 'Internal call: No'],
    ['hidden', true, 'Hidden number: Yes'],
    ['data', { name: 'Order', value: 'A*' }, 'Custom field: Order = A*'],
    ['lines', ['SIPSIP1'], 'Your line: SIPSIP1'],
    ['statuses', [1], 'Your status: Available'],
    ['hours', { days: [5], from: 0, to: 60 }, 'Days and hours: Friday 00:00–01:00'],
    ['silent', true, 'No alert: Yes'],
    ['link', 'o', 'Link: Orders'],
    ['link', 'gone', 'Link: The CRM link'],
    ['link', null, 'Link: The CRM link'],
    ['open', 'ring', 'Open: When it rings'],
    ['record', 'latest', 'When several records match: Open the last changed'],
    ['colour', null, 'Colour of the card: None'],
    ['colour', 'red', 'Colour of the card: Red'],
    ['sound', null, 'Sound: Default'],
    ['sound', 'none', 'Sound: None'],
    ['sound', 'bell', 'Sound: Bell'],
    ['template', 'https://crm.example.com/\u202e', 'Address: https://crm.example.com/‹U+202E›'],
  ])('for the part %s %j', (part, value, words) => {
    const speech = speechOf({
      moreLinks: [{ id: 'o', name: 'Orders', template: 'https://crm.example.com/' }],
    });
    const parts: SomeParts = { [part]: value };
    expect(`${en.t(partLabel(part))}: ${bare(partWords(part, parts, speech))}`).toBe(words);
  });

  it('is empty if the rule has no such part', () => {
    expect(partWords('queues', {}, speechOf({}))).toBe('');
  });
});

it('long names are cut between whole characters', () => {
  expect(shownName('x'.repeat(200))).toBe('x'.repeat(200));
  expect(shownName('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
  expect(shownName(`${'x'.repeat(199)}😀`).isWellFormed()).toBe(true);
});

it('lists isolate their entries and use the comma of the language', () => {
  expect(listed(['a\u2069', 'ב'], en)).toBe('\u2068a\u2069, \u2068ב\u2069');
  expect(listed(['a', 'b'], createTranslator('ar', arabic as unknown as typeof english))).toBe(
    '\u2068a\u2069، \u2068b\u2069',
  );
});

it('each setting of an agent is in exactly one group', () => {
  expect(SETTING_GROUPS.flatMap(([, names]) => names).sort()).toEqual([...AGENT_SETTINGS].sort());
});
