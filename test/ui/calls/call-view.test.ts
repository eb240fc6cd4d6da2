import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/domain/calls/call.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import english from '../../../src/locales/en.json' with { type: 'json' };
import { mainLink } from '../../../src/domain/crm/call-links.ts';
import {
  callLabel,
  cardForms,
  clockOf,
  runningTime,
  talkTime,
  tileOf,
  toneOf,
} from '../../../src/ui/calls/call-view.ts';
import { sanitize } from '../../../src/domain/common/sanitize.ts';
import { callSummary } from '../../support/call-summary.ts';

const call = callSummary();
const t = (text: unknown): string => {
  const { key, raw } =
    typeof text === 'string' ? { key: text, raw: undefined } : (text as { key?: string; raw?: string });
  return raw ?? (english as Record<string, string>)[key ?? ''] ?? '';
};

describe('the accessible name of a call', () => {
  it.each<[string, Partial<CallSummary>, string]>([
    ['is name and number', {}, 'Clark Kent 050-123-4567'],
    ['is the number where there is no name', { name: '' }, '050-123-4567'],
    ['says that the number is hidden', { caller: { kind: 'hidden' }, name: '' }, 'Hidden number'],
    [
      'is the colleague, with a number or without',
      { caller: { kind: 'internal', name: 'Dana', number: null }, name: 'Dana' },
      'Dana',
    ],
    ['is never empty', { caller: { kind: 'internal', name: '', number: null }, name: '' }, 'Hidden number'],
  ])('%s', (_, change, label) => {
    expect(callLabel({ ...call, ...change }, { region: 'IL' }, t)).toBe(label);
  });
});

describe('the times of a call', () => {
  const times = { ringingAt: 2_000, startedAt: 1_000, talkingAt: 5_000, endedAt: 9_000 };

  it('count the current ring, then the talk including hold, then the ended talk', () => {
    expect(runningTime({ ...times, phase: 'ringing' }, 10_000)).toBe(8_000);
    expect(runningTime({ ...times, phase: 'ringing', ringingAt: null }, 10_000)).toBe(9_000);
    expect(runningTime({ ...times, phase: 'talking' }, 10_000)).toBe(5_000);
    expect(runningTime({ ...times, phase: 'held' }, 12_000)).toBe(7_000);
    expect(runningTime({ ...times, phase: 'ended' }, 20_000)).toBe(4_000);
  });

  it('include no talk time for a call that nobody answered', () => {
    expect(talkTime({ talkingAt: null, endedAt: 9_000 })).toBeNull();
  });
});

describe('the view of a call', () => {
  const settings = {
    crmLink: 'https://crm.example.com/?q={e164}',
    moreLinks: [],
    newRecordLink: '',
    region: 'IL',
    linkSchemes: [],
    linkHosts: null,
  } as const;

  it('links a caller with a number, and gives the reason where it does not', () => {
    expect(mainLink(call, settings)).toEqual({
      kind: 'link',
      url: 'https://crm.example.com/?q=%2B972501234567',
    });
    expect(mainLink({ ...call, caller: { kind: 'hidden' } }, settings)).toEqual({
      kind: 'none',
      why: 'no-number',
    });
    expect(mainLink(call, { ...settings, crmLink: '' })).toEqual({ kind: 'none', why: 'no-template' });
  });

  it('shows a missed call differently from other ended calls', () => {
    expect(toneOf('ended', 'missed')).toBe('missed');
    expect(toneOf('ended', 'answered')).toBe('ended');
    expect(toneOf('ringing', null)).toBe('ringing');
  });
});

describe('a name from outside', () => {
  it.each([
    ['loses what turns its direction', 'invoice\u202Efdp.exe', 'invoice fdp.exe'],
    ['loses line breaks and tabs', 'A\n\tB', 'A B'],
    ['keeps markup as the text that it is', '<b>Bob</b>', '<b>Bob</b>'],
    ['keeps Hebrew', 'דנה כהן', 'דנה כהן'],
  ])('%s', (_, raw, shown) => {
    expect(sanitize(raw)).toBe(shown);
  });
});

describe('the form of cards', () => {
  const form = (...phases: string[]) => [
    ...cardForms(phases.map((phase, index) => ({ callId: String(index), phase }) as Call)).values(),
  ];
  it.each([
    ['one live call', ['ringing'], ['full']],
    ['one call that is over', ['ended'], ['full']],
    ['two live calls', ['ringing', 'talking'], ['compact', 'compact']],
    ['a live call and one that is over', ['talking', 'ended'], ['full', 'slim']],
    ['a call that may ring again beside a live one', ['talking', 'stopped'], ['compact', 'compact']],
    ['calls that are over', ['ended', 'ended'], ['slim', 'slim']],
  ])('of %s', (_, phases, forms) => expect(form(...phases)).toEqual(forms));
});

describe('the tile of a caller', () => {
  const abroad = { kind: 'external', number: '+442079460958' } as const;
  const hidden = { kind: 'hidden' } as const;
  const found = { kind: 'found', url: null, urlRefused: false, name: '', company: '', total: 3 } as const;
  it.each<[string, Partial<CallSummary>, object]>([
    ['has initials', { name: 'Dana de Levi' }, { kind: 'initials', text: 'DL' }],
    ['has one initial', { name: '(dana) 7' }, { kind: 'initials', text: 'D' }],
    ['has Hebrew initials', { name: 'לויס ליין' }, { kind: 'initials', text: 'לל' }],
    ['shows a person for a name without letters', { name: '☎ 7' }, { kind: 'person' }],
    ['shows a person for a number of the own country', { name: '' }, { kind: 'person' }],
    [
      'has the country of a number from abroad',
      { name: '', caller: abroad },
      { kind: 'country', text: 'GB' },
    ],
    ['shows several people', { lookup: found }, { kind: 'several' }],
    ['shows that the number is hidden', { name: '', caller: hidden }, { kind: 'hidden' }],
    ['shows a colleague', { caller: { kind: 'internal', name: 'Dana', number: '7' } }, { kind: 'colleague' }],
  ])('%s', (_, change, tile) => expect(tileOf({ ...call, ...change }, 'IL')).toEqual(tile));
});

describe('the time on a card', () => {
  const at = { ringingAt: 1_000, startedAt: 500, talkingAt: null, endedAt: null, outcome: null };
  it.each<[string, object, number, object | null]>([
    ['runs while it rings', { phase: 'ringing' }, 3_000, { text: null, time: 2_000 }],
    [
      'runs backwards while it may ring again',
      { phase: 'stopped', endedAt: 2_000 },
      5_000,
      { text: null, time: 12_000 },
    ],
    ['never runs below zero', { phase: 'stopped', endedAt: 2_000 }, 60_000, { text: null, time: 0 }],
    [
      'is the talk in the end',
      { phase: 'ended', talkingAt: 2_000, endedAt: 9_000 },
      9_999,
      { text: 'card.talked', time: 7_000 },
    ],
    [
      'is the ring of a missed call',
      { phase: 'ended', outcome: 'missed', endedAt: 9_000 },
      9_999,
      { text: 'card.rang', time: 8_000 },
    ],
    [
      'is left out for a call that a colleague answered',
      { phase: 'ended', outcome: 'answered-elsewhere', endedAt: 9_000 },
      9_999,
      null,
    ],
  ])('%s', (_, change, now, clock) => expect(clockOf({ ...at, ...change } as Call, now)).toEqual(clock));
});
