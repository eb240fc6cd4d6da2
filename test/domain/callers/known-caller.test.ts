/** What the contacts and the past calls change of a call: its name, its rule and its links. */
import { describe, expect, it } from 'vitest';
import { summarize } from '../../../src/domain/callers/summarize.ts';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import type { AlertContext } from '../../../src/domain/alerts/alert-policy.ts';
import { notificationText } from '../../../src/domain/alerts/texts.ts';
import type { Call } from '../../../src/domain/calls/call.ts';
import type { CallSummary } from '../../../src/domain/calls/call-summary.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import type { Contact, KnownCaller } from '../../../src/domain/calls/lookup-result.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { isCallerFirst, needsCaller, needsEarlierCalls } from '../../../src/domain/callers/needs.ts';
import { mainLink } from '../../../src/domain/crm/call-links.ts';
import type { Effect } from '../../../src/domain/alerts/effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { Rule } from '../../../src/domain/rules/rules.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  SERVER_START,
} from '../../support/event-builders.ts';
import { ruleWith } from '../../support/rule.ts';

const CRM = 'https://crm.example.com';
const base = readSettings({ crmLink: `${CRM}/?q={phone}` }, {});
const DANA: Contact = {
  name: 'Dana Levi',
  company: 'Levi Logistics',
  tag: 'VIP',
  owner: 'Lois',
  recordUrl: `${CRM}/contact/1`,
  list: 'Customers',
  people: 1,
};
const knows = (contact: Contact | null, earlier: readonly number[] | null = null): KnownCaller => ({
  contact,
  earlier,
});
const ring = eventOf(line('NEWCALL', call()));
const again = eventOf(line('NEWCALL', call({ callStarted: SERVER_START + 20 })), AGENT_START + 20_000);
const read = (known: KnownCaller): CallEvent => ({ kind: 'caller-read', callId: 'call-1', known });
const lookedUp = (different: object): CallEvent => ({
  kind: 'looked-up',
  callId: 'call-1',
  answer: { kind: 'found', url: null, urlRefused: false, name: '', company: '', total: 1, ...different },
});

interface Played {
  readonly state: CallState;
  readonly call: Call;
  readonly summary: CallSummary;
  readonly effects: readonly Effect[];
}

function play(
  events: readonly CallEvent[],
  using: Partial<Settings> = {},
  context: Partial<AlertContext> = {},
): Played {
  const settings = { ...base, ...using };
  let state = initialState;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = transition(state, event, settings, { ...around(), findsCaller: true, ...context });
    effects.push(...next.effects);
    state = next.state;
  }
  const [first] = Object.values(state.calls);
  if (first === undefined) throw new Error('no call');
  return { state, call: first, summary: summarize(state, first, settings.region), effects };
}
const kinds = (effects: readonly Effect[]): string[] => effects.map(({ kind }) => kind);

describe('a ring', () => {
  it('makes the worker look for the caller, and each later ring once more', () => {
    expect(kinds(play([ring]).effects)).toContain('find-caller');
    const found = kinds(play([ring, read(knows(DANA)), again]).effects);
    expect(found.filter((kind) => kind === 'find-caller')).toHaveLength(2);
  });

  it('does not, where nothing is known of anybody', () => {
    expect(kinds(play([ring], {}, { findsCaller: false }).effects)).not.toContain('find-caller');
  });

  it.each([
    ['a hidden number', { callerphone: 'Anonymous', callername: 'Anonymous' }],
    ['a colleague', { isInternal: true, callerphone: 'Lois Lane' }],
    ['an outgoing call', { direction: 'Outgoing' }],
  ])('does not for %s', (_, different) => {
    expect(kinds(play([eventOf(line('NEWCALL', call(different)))]).effects)).not.toContain('find-caller');
  });

  it('does not if the caller was read before the ring was judged', () => {
    const { effects, call: rung } = play([ring], {}, { known: knows(DANA) });
    expect(kinds(effects)).not.toContain('find-caller');
    expect(rung.known?.contact).toEqual(DANA);
  });
});

describe('a contact', () => {
  it('names the caller in the card, the notification and the history', () => {
    const { summary, effects } = play([ring, read(knows(DANA))]);
    expect(summary).toMatchObject({
      name: 'Dana Levi',
      company: 'Levi Logistics',
      tag: 'VIP',
      owner: 'Lois',
      source: 'directory',
    });
    expect(notificationText(summary, 'ringing', base).title).toEqual({ raw: 'Dana Levi' });
    expect(kinds(effects).slice(-2)).toEqual(['update-notification', 'record']);
  });

  it('leads to its record, where links may lead there', () => {
    const { summary } = play([ring, read(knows(DANA))]);
    expect(mainLink(summary, base)).toEqual({ kind: 'link', url: DANA.recordUrl });
    const elsewhere = { ...base, linkHosts: ['other.example.com'] };
    expect(mainLink(summary, elsewhere)).not.toMatchObject({ url: DANA.recordUrl });
  });

  it('does not lead to a host that only the contact list names', () => {
    const { summary } = play([ring, read(knows({ ...DANA, recordUrl: 'https://other.example.net/1' }))]);
    expect(mainLink(summary, base)).not.toMatchObject({ url: 'https://other.example.net/1' });
    const allowed = { ...base, linkHosts: ['other.example.net'] };
    expect(mainLink(summary, allowed)).toMatchObject({ url: 'https://other.example.net/1' });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'no address', 'file:///etc/passwd'])(
    'never leads to %s',
    (recordUrl) => {
      const { summary } = play([ring, read(knows({ ...DANA, recordUrl }))]);
      expect(mainLink(summary, base)).toEqual({ kind: 'link', url: `${CRM}/?q=0501234567` });
    },
  );

  it('gives way to what the lookup knows', () => {
    const url = `${CRM}/known`;
    const told = lookedUp({ name: 'Dana Levi-Cohen', url });
    const { summary } = play([ring, read(knows(DANA)), told], { lookupUrl: `${CRM}/lookup` });
    expect(summary).toMatchObject({ name: 'Dana Levi-Cohen', source: 'lookup', tag: 'VIP', recordUrl: url });
  });

  it('that shares its number with others names nobody', () => {
    const { summary } = play([ring, read(knows({ ...DANA, people: 3 }))]);
    expect(summary).toMatchObject({ name: 'Clark Kent', source: 'label', recordUrl: '', tag: '' });
    expect(summary.company).toBe('');
    const company = { ...DANA, name: '', tag: '', owner: '', recordUrl: '', people: 3 };
    expect(play([ring, read(knows(company))]).summary.company).toBe('Levi Logistics');
  });

  it('that was read again without a change changes nothing', () => {
    const { state } = play([ring, read(knows(DANA))]);
    const next = transition(state, read(knows({ ...DANA })), base, around());
    expect(next.state).toBe(state);
  });

  it('is forgotten when the call is passed on with another caller', () => {
    const passed = eventOf(
      line('NEWCALL', call({ ivrid: 'call-2', relatedIvrUniqueIDs: ['call-1'], callerphone: '0507654321' })),
    );
    const { call: after } = play([ring, read(knows(DANA)), passed]);
    expect(after.known).toBeNull();
  });

  it('that comes after the call has ended still names it in the history', () => {
    const { summary, effects } = play([ring, eventOf(hangUp(call())), read(knows(DANA))]);
    expect(summary.name).toBe('Dana Levi');
    expect(kinds(effects).at(-1)).toBe('record');
  });
});

describe('a rule about the caller', () => {
  const vip = ruleWith({ id: 'vip', when: { tags: ['vip'] }, colour: 'red', open: 'click' });
  const unknown = ruleWith({ id: 'new', when: { known: false }, colour: 'blue', silent: true });

  it('decides with what was read before the ring', () => {
    const known = knows(DANA);
    expect(play([ring], { rules: [vip] }, { known }).call.ruleResult?.ruleId).toBe('vip');
    const { call: silent } = play([ring], { rules: [unknown] }, { known: knows(null) });
    expect([silent.ruleResult?.ruleId, silent.suppressed]).toEqual(['new', 'rule']);
  });

  it('fits later if the caller is known later, and leaves the alert as it was', () => {
    const before = play([ring], { rules: [unknown, vip] });
    expect([before.call.ruleResult?.ruleId, before.call.suppressed]).toEqual([null, null]);
    const after = play([ring, read(knows(DANA))], { rules: [unknown, vip] });
    expect([after.call.ruleResult?.ruleId, after.call.ruleResult?.colour]).toEqual(['vip', 'red']);
    const stranger = play([ring, read(knows(null))], { rules: [unknown, vip] });
    expect([stranger.call.ruleResult?.colour, stranger.call.suppressed]).toEqual(['blue', null]);
  });

  it('takes a number of several contacts for known', () => {
    const { call: shared } = play([ring], { rules: [unknown] }, { known: knows({ ...DANA, people: 2 }) });
    expect(shared.ruleResult?.ruleId).toBeNull();
  });

  it('does not take a caller for unknown while the lookup has not answered', () => {
    const using = { rules: [unknown], lookupUrl: `${CRM}/lookup` };
    const { call: asking } = play([ring], using, { known: knows(null) });
    expect([asking.ruleResult?.ruleId, asking.suppressed]).toEqual([null, null]);
    const { call: found } = play([ring, lookedUp({ name: 'Dana' })], using, { known: knows(null) });
    expect(found.ruleResult?.ruleId).toBeNull();
  });

  it.each([
    ['several records', { total: 2 }],
    ['a page alone', { url: `${CRM}/1`, total: null }],
  ])('takes a caller for known of whom the lookup has %s', (_, answer) => {
    const using = { rules: [unknown], lookupUrl: `${CRM}/lookup` };
    const { call: found } = play([ring, lookedUp({ name: '', ...answer })], using, { known: knows(null) });
    expect(found.ruleResult?.ruleId).toBeNull();
  });

  it('does not take a caller for unknown when the lookup fails', () => {
    const using = { rules: [unknown], lookupUrl: `${CRM}/lookup` };
    const answer = { kind: 'failed', why: 'slow' } as const;
    const failed: CallEvent = { kind: 'looked-up', callId: 'call-1', answer };
    const { call: after } = play([ring, failed], using, { known: knows(null) });
    expect(after.ruleResult?.ruleId).toBeNull();
  });

  it('opens the page of a caller whom the lookup knows', () => {
    const rule = ruleWith({ id: 'known', when: { known: true }, open: 'ring' });
    const using = { rules: [rule], lookupUrl: `${CRM}/lookup` };
    const { effects } = play([ring, lookedUp({ url: `${CRM}/known`, name: 'Dana' })], using, {
      known: knows(null),
    });
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'open-tab', url: `${CRM}/known` }));
  });

  it('does not open anything for a rule that suppresses rings', () => {
    const silent = ruleWith({ id: 'quiet', when: { tags: ['VIP'] }, open: 'ring', silent: true });
    expect(kinds(play([ring, read(knows(DANA))], { rules: [silent] }).effects)).not.toContain('open-tab');
  });

  it('counts earlier calls', () => {
    const often = ruleWith({ id: 'often', when: { calledBefore: { times: 2, hours: 1 } } });
    const at = (minutes: number): number => AGENT_START - minutes * 60_000;
    const ruleOf = (...earlier: number[]): unknown =>
      play([ring], { rules: [often] }, { known: knows(null, earlier) }).call.ruleResult?.ruleId;
    expect(ruleOf(at(10), at(50))).toBe('often');
    expect(ruleOf(at(10), at(70))).toBeNull();
    expect(ruleOf(at(10))).toBeNull();
  });
});

describe('the number of calls of today', () => {
  it('counts this call and the earlier ones of its day', () => {
    const startOfDay = new Date(AGENT_START).setHours(0, 0, 0, 0);
    const { summary } = play([ring, read(knows(null, [startOfDay - 1, startOfDay, startOfDay + 1]))]);
    expect(summary.callsToday).toBe(3);
    expect(play([ring]).summary.callsToday).toBeNull();
  });

  it('is read only if a rule or a link needs it', () => {
    const using = (different: Partial<Settings>): Settings => ({ ...base, ...different });
    const link = { id: 'x', name: 'X', template: `${CRM}/{ callsToday }` };
    const rule = ruleWith({ when: { calledBefore: { times: 1, hours: 1 } } });
    expect(needsEarlierCalls(base)).toBe(false);
    expect(needsEarlierCalls(using({ crmLink: `${CRM}/{callstoday:last1}` }))).toBe(true);
    expect(needsEarlierCalls(using({ moreLinks: [link] }))).toBe(true);
    expect(needsEarlierCalls(using({ rules: [rule] }))).toBe(true);
  });
});

describe('a ring waits for its caller', () => {
  it.each<[string, Partial<Settings>, boolean, boolean]>([
    ['by default', {}, false, false],
    ['if the page opens with the ring', { openWhen: 'ring' }, true, false],
    ['if a rule opens it', { rules: [ruleWith({ when: {}, open: 'ring' })] }, true, false],
    ['if a rule asks for a tag', { rules: [ruleWith({ when: { tags: ['VIP'] } })] }, true, true],
    [
      'if a rule asks for the number alone',
      { rules: [ruleWith({ when: { numbers: ['05*'] } })] },
      false,
      false,
    ],
  ])('%s: %s', (_, using, waits, needs) => {
    expect([isCallerFirst({ ...base, ...using }), needsCaller({ ...base, ...using })]).toEqual([
      waits,
      needs,
    ]);
  });
});

describe('of several records of the CRM', () => {
  const record = (id: number) => ({
    key: `user ${String(id)}`,
    name: `Lane ${String(id)}`,
    company: '',
    tag: '',
    owner: '',
    url: `${CRM}/user/${String(id)}`,
  });
  const matches = [record(1), record(2)];
  const two = { source: 'crm', total: 2, matches, chosen: null };
  const opened = (how: Partial<Rule>, different: object): unknown => {
    const using = { crmAdapter: 'zendesk', rules: [ruleWith({ open: 'ring', ...how })] };
    const { effects, call: rung } = play([ring, lookedUp(different)], using);
    return [effects.flatMap((each) => (each.kind === 'open-tab' ? [each.url] : [])), rung.lookup];
  };
  const search = `${CRM}/?q=0501234567`;

  it.each<[string, Partial<Rule>, object, string]>([
    ['none opens by itself, but the link', {}, { latest: 'user 2' }, search],
    ['the first opens where the rule says so', { record: 'first' }, {}, `${CRM}/user/1`],
    ['the latest opens where the rule says so', { record: 'latest' }, { latest: 'user 2' }, `${CRM}/user/2`],
    ['none opens as the latest if the CRM gives no dates', { record: 'latest' }, {}, search],
    [
      'the agent’s choice comes before the rule',
      { record: 'first' },
      { chosen: 'user 2', url: `${CRM}/user/2` },
      `${CRM}/user/2`,
    ],
  ])('%s', (_, how, different, url) => {
    expect(opened(how, { ...two, ...different })).toEqual([
      [url],
      // The card still offers the choice.
      expect.objectContaining({ matches, chosen: 'chosen' in different ? different.chosen : null }),
    ]);
  });
});
