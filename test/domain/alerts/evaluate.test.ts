import { describe, expect, it } from 'vitest';
import type { Call, SuppressedReason } from '../../../src/domain/calls/call.ts';
import { LOOKUP_TIMEOUT_MS } from '../../../src/domain/calls/caller-lookup.ts';
import type { LookupFound } from '../../../src/domain/calls/lookup-result.ts';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import type { Opening } from '../../../src/domain/rules/rules.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { type Settings } from '../../../src/domain/settings/settings.ts';
import { testCall } from '../../../src/domain/calls/call.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  SERVER_START,
  snapshot,
  type WireCall,
} from '../../support/event-builders.ts';
import { ruleWith } from '../../support/rule.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import type { Effect, TabWish } from '../../../src/domain/alerts/effects.ts';

const CRM = 'https://crm.example.com';
const base = readSettings({ crmLink: `${CRM}/?q={phone}` }, {});
const ring = (different: WireCall = {}): object => line('NEWCALL', call(different));
const again = (different: WireCall = {}): object => ring({ callStarted: SERVER_START + 20, ...different });
const talking = call({ callstatus: 'Talking' });
const tick = (ms: number): CallEvent => ({ kind: 'tick', at: AGENT_START + ms });
const FOUND: LookupFound = {
  kind: 'found',
  url: `${CRM}/known`,
  urlRefused: false,
  name: '',
  company: '',
  total: 1,
};

interface Told {
  readonly state: CallState;
  readonly call: Call;
  readonly effects: readonly Effect[];
  /** The pages that open by themselves, in order. */
  readonly pops: readonly string[];
}

/** Plays a story under these settings. Wire events are a second apart. */
function tell(story: readonly (object | CallEvent)[], using: Partial<Settings>, from = initialState): Told {
  const settings = { ...base, ...using };
  const effects: Effect[] = [];
  const state = story.reduce<CallState>((before, each, index) => {
    const event = 'kind' in each ? each : eventOf(each, AGENT_START + index * 1_000);
    const next = transition(before, event, settings, around({ at: 'at' in event ? event.at : AGENT_START }));
    effects.push(...next.effects);
    return next.state;
  }, from);
  const [first] = Object.values(state.calls);
  if (first === undefined) throw new Error('no call');
  const pops = effects
    .flatMap((each) => (each.kind === 'open-tab' ? [each satisfies TabWish] : []))
    .map(({ url, behind }) => `${url}${behind ? '' : ' in front'}`);
  return { state, call: first, effects, pops };
}
const DEFAULT = `${CRM}/?q=0501234567`;

describe('a ring is evaluated', () => {
  it.each<[string, Partial<Settings>, WireCall, SuppressedReason | null]>([
    ['by a silent rule', {}, {}, 'rule'],
    [
      'the internal calls before the rules',
      { quietInternal: true },
      { isInternal: true, callerphone: 'Lois Lane' },
      'internal',
    ],
    ['the hidden numbers before the rules', { quietHidden: true }, { callerphone: 'Anonymous' }, 'hidden'],
    ['the status before the rules', { quietStatuses: [1] }, {}, 'status'],
    ['the hours before the rules', { workHours: { days: [], from: 0, to: 1 } }, {}, 'hours'],
    ['the rules before the switches', { notification: false, callWindow: false }, {}, 'rule'],
  ])('%s', (_, using, different, reason) => {
    expect(tell([ring(different)], { ...using, rules: [ruleWith({ silent: true })] }).call.suppressed).toBe(
      reason,
    );
  });

  it('as suppressed by a fixed setting, even where a rule would open the call', () => {
    const { call: judged, pops } = tell([ring()], {
      quietStatuses: [1],
      rules: [ruleWith({ open: 'ring' })],
    });
    expect(judged).toMatchObject({ suppressed: 'status', ruleResult: { ruleId: 'r', open: 'ring' } });
    expect(pops).toEqual([]);
  });

  it('by the current rules, each time it rings', () => {
    const first = tell([ring(), hangUp(call())], { rules: [ruleWith({ silent: true })] });
    const second = tell([again()], { rules: [ruleWith({ id: 'other', colour: 'red' })] }, first.state);
    expect(first.call).toMatchObject({ suppressed: 'rule', ruleResult: { ruleId: 'r', colour: null } });
    expect(second.call).toMatchObject({ suppressed: null, ruleResult: { ruleId: 'other', colour: 'red' } });
  });

  it('only when it rings, not when the rules change in between', () => {
    const rung = tell([ring()], { rules: [ruleWith({ colour: 'red' })] });
    expect(tell([line('ANSWER', talking)], { rules: [] }, rung.state).call.ruleResult).toMatchObject({
      ruleId: 'r',
      colour: 'red',
    });
  });

  it('as suppressed by the rule when the rule removes the only surface', () => {
    const sound = { notification: false, callWindow: false, sound: true };
    expect(tell([ring()], { ...sound, rules: [ruleWith({ sound: 'none' })] }).call.suppressed).toBe('rule');
    expect(tell([ring()], { ...sound, rules: [ruleWith({ sound: 'pulse' })] }).call.suppressed).toBeNull();
    expect(tell([ring()], { sound: true, rules: [ruleWith({ sound: 'none' })] }).call.suppressed).toBeNull();
  });

  it('with the rule’s sound in place of the agent’s, or none, where sounds are on', () => {
    const sounds = (using: Partial<Settings>): unknown[] =>
      tell([ring()], using).effects.filter(({ kind }) => kind === 'sound');
    expect(sounds({ sound: true, rules: [ruleWith({ sound: 'pulse' })] })).toEqual([
      { kind: 'sound', name: 'pulse' },
    ]);
    expect(sounds({ sound: true, soundName: 'marimba', rules: [ruleWith()] })).toEqual([
      { kind: 'sound', name: 'marimba' },
    ]);
    expect(sounds({ sound: true, rules: [ruleWith({ sound: 'none' })] })).toEqual([]);
    expect(sounds({ sound: false, rules: [ruleWith({ sound: 'pulse' })] })).toEqual([]);
  });

  it('by no rule when the call does not alert', () => {
    expect(
      tell([line('NEWCALL', call({ direction: 'Outgoing', callstatus: 'Dialing' }))], { rules: [ruleWith()] })
        .call.ruleResult,
    ).toBeNull();
    expect(tell([line('ANSWER', talking)], { rules: [ruleWith()] }).call.ruleResult).toBeNull();
  });
});

describe('a call opens by itself', () => {
  const joined = line('NEWCALL', talking);
  it.each<[string, Opening, (object | CallEvent)[], number]>([
    ['on its ring', 'ring', [ring()], 1],
    ['on its answer, not before', 'answer', [ring()], 0],
    ['on its answer', 'answer', [ring(), line('ANSWER', talking)], 1],
    ['on the click only', 'click', [ring(), line('ANSWER', talking), hangUp(talking)], 0],
    ['a late ring too', 'ring', [snapshot(call())], 1],
    ['joined already talking, "on ring"', 'ring', [joined], 1],
    ['joined already talking, "on answer"', 'answer', [joined], 1],
    [
      'once over all its rings',
      'ring',
      [
        ring(),
        hangUp(call()),
        again(),
        hangUp(call({ callStarted: SERVER_START + 20 })),
        ring({ callStarted: SERVER_START + 40 }),
      ],
      1,
    ],
    [
      'once over ring, hold and talk',
      'answer',
      [ring(), line('ANSWER', talking), line('HOLD', talking), line('UNHOLD', talking)],
      1,
    ],
    [
      'once over a transfer that gives it another id',
      'ring',
      [
        ring(),
        line('ANSWER', talking),
        hangUp(talking, '', 'Transfer'),
        line('NEWCALL', call({ ivrid: 'call-2', callstatus: 'Talking', relatedIvrUniqueIDs: ['call-1'] })),
      ],
      1,
    ],
    ['once at two lines', 'ring', [ring(), line('NEWCALL', call(), { data: { extenUser: 'SIPSIP9' } })], 1],
    ['not where somebody else answered', 'answer', [ring(), hangUp(call(), 'Answered elsewhere')], 0],
    [
      'not where the agent places it',
      'ring',
      [
        line('NEWCALL', call({ direction: 'Outgoing', callstatus: 'Dialing' })),
        line('ANSWER', call({ direction: 'Outgoing', callstatus: 'Talking' })),
      ],
      0,
    ],
    [
      'not where the agent muted it before the answer',
      'answer',
      [ring(), { kind: 'muted', callId: 'call-1' }, line('ANSWER', talking)],
      0,
    ],
  ])('%s', (_, openWhen, story, times) => {
    expect(tell(story, { openWhen }).pops).toEqual(Array(times).fill(DEFAULT));
  });

  it('with the link of its rule, at the moment that the rule names', () => {
    const links = {
      moreLinks: [{ id: 'orders', name: 'Orders', template: `${CRM}/orders/{callId}` }],
      rules: [ruleWith({ link: 'orders', open: 'answer' })],
    };
    expect(tell([ring()], { ...links, openWhen: 'ring' }).pops).toEqual([]);
    expect(tell([ring(), line('ANSWER', talking)], { ...links, openWhen: 'ring' }).pops).toEqual([
      `${CRM}/orders/call-1`,
    ]);
  });

  it('never while suppressed, not even when answered, but on a later ring that is shown', () => {
    const silent = tell([ring()], { rules: [ruleWith({ silent: true, open: 'ring' })] });
    expect(silent.pops).toEqual([]);
    expect(
      tell([line('ANSWER', talking)], { rules: [ruleWith({ silent: true, open: 'answer' })] }, silent.state)
        .pops,
    ).toEqual([]);
    const stopped = tell([hangUp(call())], {}, silent.state);
    expect(tell([again()], { openWhen: 'ring' }, stopped.state).pops).toEqual([DEFAULT]);
  });

  it('only with a link, and once the number becomes known', () => {
    const hidden = call({ callerphone: 'Anonymous', callstatus: 'Talking' });
    const unknown = tell([line('NEWCALL', hidden)], { openWhen: 'ring' });
    expect(unknown.call.autoOpened).toBe('no');
    expect(
      tell([line('HOLD', call({ callstatus: 'Hold' }))], { openWhen: 'ring' }, unknown.state).pops,
    ).toEqual([DEFAULT]);
    expect(tell([ring()], { openWhen: 'ring', crmLink: '' }).call.autoOpened).toBe('no');
  });

  it('after its notification and the other alerts, but before the history is written', () => {
    expect(tell([ring()], { openWhen: 'ring' }).effects.map(({ kind }) => kind)).toEqual([
      'notify',
      'open-window',
      'log-ring',
      'open-tab',
      'record',
    ]);
  });
});

describe('with a lookup', () => {
  const asks = { openWhen: 'ring', lookupUrl: `${CRM}/who` } as const;
  const heard = (answer: LookupFound | { kind: 'failed'; why: 'status' }): CallEvent => ({
    kind: 'looked-up',
    callId: 'call-1',
    answer,
  });

  it('the page waits for the answer and opens what was found', () => {
    const rung = tell([ring()], asks);
    expect(rung.pops).toEqual([]);
    expect(tell([heard(FOUND)], asks, rung.state).pops).toEqual([`${CRM}/known`]);
  });

  it('the default page opens when nothing was found', () => {
    const rung = tell([ring()], asks);
    expect(tell([heard({ kind: 'failed', why: 'status' })], asks, rung.state).pops).toEqual([DEFAULT]);
    expect(tell([heard({ ...FOUND, url: null })], asks, rung.state).pops).toEqual([DEFAULT]);
  });

  it('the page waits at most 4 s and does not open again when a late answer arrives', () => {
    const rung = tell([ring()], asks);
    expect(tell([tick(LOOKUP_TIMEOUT_MS - 1)], asks, rung.state).pops).toEqual([]);
    expect(tell([tick(LOOKUP_TIMEOUT_MS), heard(FOUND)], asks, rung.state).pops).toEqual([DEFAULT]);
    expect(LOOKUP_TIMEOUT_MS).toBe(4_000);
  });

  it('no page opens for a call that has ended by then', () => {
    expect(
      tell([ring(), hangUp(call(), 'Answered elsewhere'), heard(FOUND), tick(LOOKUP_TIMEOUT_MS)], asks).pops,
    ).toEqual([]);
  });

  it('the answer to an earlier ring is used at once for a later ring', () => {
    const first = tell([ring(), heard(FOUND), hangUp(call())], {
      ...asks,
      rules: [ruleWith({ silent: true })],
    });
    expect(tell([again()], asks, first.state).pops).toEqual([`${CRM}/known`]);
  });

  it('a call that needs no lookup does not wait', () => {
    expect(tell([ring({ isInternal: true, callerphone: 'Lois Lane' })], asks).pops).toEqual([DEFAULT]);
  });
});

describe('a test call', () => {
  const test: CallEvent = { kind: 'test-call', call: testCall('1', AGENT_START), at: AGENT_START };
  it('is neither matched to a rule nor looked up nor opened', () => {
    const {
      call: shown,
      pops,
      effects,
    } = tell([test], {
      openWhen: 'ring',
      lookupUrl: `${CRM}/who`,
      rules: [ruleWith({ silent: true, open: 'ring', sound: 'pulse' })],
    });
    expect(shown).toMatchObject({
      suppressed: null,
      autoOpened: 'no',
      lookup: null,
      ruleResult: { ruleId: null },
    });
    expect(pops).toEqual([]);
    expect(effects.map(({ kind }) => kind)).toEqual(['notify', 'open-window']);
  });
});

describe('with a CRM to ask', () => {
  const asks = { openWhen: 'ring', crmAdapter: 'zendesk' } as const;
  const lookUps = ({ effects }: Told): number => effects.filter(({ kind }) => kind === 'look-up').length;

  it('a ring from outside is asked about once, and the page waits for the answer', () => {
    const rung = tell([ring(), line('ANSWER', talking)], asks);
    expect(rung.call.lookup?.kind).toBe('asking');
    expect(lookUps(tell([ring()], asks))).toBe(1);
    expect(rung.pops).toEqual([]);
    const found: CallEvent = { kind: 'looked-up', callId: 'call-1', answer: FOUND };
    expect(tell([found], asks, rung.state).pops).toEqual([`${CRM}/known`]);
  });

  it.each<[string, WireCall]>([
    ['an outgoing call', { direction: 'Outgoing', callstatus: 'Dialing' }],
    ['a colleague', { isInternal: true, callerphone: '123' }],
    ['a hidden number', { callerphone: 'Anonymous' }],
    ['a short number', { callerphone: '12345' }],
  ])('%s is not asked about', (_, different) => {
    const told = tell([ring(different)], { ...asks, lookupUrl: '' });
    expect([told.call.lookup, lookUps(told)]).toEqual([null, 0]);
  });

  it('a test call is not asked about', () => {
    const event: CallEvent = { kind: 'test-call', call: testCall('test-1', AGENT_START), at: AGENT_START };
    const told = tell([event], asks);
    expect([told.call.lookup, lookUps(told)]).toEqual([null, 0]);
  });

  it('a short number is still reported to the endpoint, but nothing waits for it', () => {
    const told = tell([ring({ callerphone: '12345' })], { ...asks, lookupUrl: `${CRM}/who` });
    expect([told.call.lookup, lookUps(told)]).toEqual([null, 1]);
  });

  it('a CRM that failed is asked again at the next ring', () => {
    const failed: CallEvent = {
      ...{ kind: 'looked-up', callId: 'call-1' },
      answer: { kind: 'failed', why: 'slow' },
    };
    const told = tell([ring(), failed], asks);
    expect(told.call.lookup?.kind).toBe('failed');
    const second = tell([again()], asks, told.state);
    expect([second.call.lookup?.kind, lookUps(second)]).toEqual(['asking', 1]);
  });

  it('the record that the agent chooses is recorded and shown', () => {
    const match = { key: 'a 1', name: 'Lois Lane', company: '', tag: '', owner: '', url: `${CRM}/1` };
    const answer = {
      ...FOUND,
      url: null,
      total: 2,
      matches: [match, { ...match, key: 'a 2' }],
      chosen: null,
    };
    const rung = tell([ring(), { kind: 'looked-up', callId: 'call-1', answer }], asks);
    const chosen = tell([{ kind: 'record-chosen', callId: 'call-1', record: 'a 1' }], asks, rung.state);
    expect(chosen.call.lookup).toMatchObject({ name: 'Lois Lane', url: `${CRM}/1`, chosen: 'a 1' });
    expect(chosen.effects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['update-notification', 'record']),
    );
  });
});
