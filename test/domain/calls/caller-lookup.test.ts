import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import type { Call } from '../../../src/domain/calls/call.ts';
import { evaluateAlert } from '../../../src/domain/alerts/evaluate.ts';
import { applyAnswer, lookupRequestOf, LOOKUP_TIMEOUT_MS } from '../../../src/domain/calls/caller-lookup.ts';
import type { LookupAnswer, LookupFound } from '../../../src/domain/calls/lookup-result.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
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
} from '../../support/event-builders.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { nextTick } from '../../../src/domain/calls/expiry.ts';

const settings = readSettings({ lookupUrl: 'https://crm.example.com/who' }, {});
const FOUND: LookupFound = {
  kind: 'found',
  url: 'https://crm.example.com/7',
  urlRefused: false,
  name: 'Clark Kent',
  company: '',
  total: 1,
};
const NOTHING: LookupFound = {
  kind: 'found',
  url: null,
  urlRefused: false,
  name: '',
  company: '',
  total: null,
};
const FAILED: LookupAnswer = { kind: 'failed', why: 'status' };

const SECOND = 1_000;
const tick = (seconds: number): CallEvent => ({ kind: 'tick', at: AGENT_START + seconds * SECOND });
const again = (different: object = {}): Record<string, unknown> =>
  call({ callStarted: SERVER_START + 20, ...different });
const talking = call({ callstatus: 'Talking' });
const dialing = call({ direction: 'Outgoing', callstatus: 'Dialing' });
const spoken = call({ direction: 'Outgoing', callstatus: 'Talking' });

/** The lookups that a story causes, each as "phase call". Wire events are a second apart. */
function told(story: readonly (object | CallEvent)[], using = settings): string[] {
  const news: string[] = [];
  story.reduce<CallState>((before, each, index) => {
    const at = AGENT_START + index * SECOND;
    const event = 'kind' in each ? each : eventOf(each, at);
    const after = evaluateAlert(before, reduce(before, event), using, around({ at }));
    for (const effect of effectsOf(before, after, using, around({ at })))
      if (effect.kind === 'look-up') news.push(`${effect.phase} ${effect.callId}`);
    return after;
  }, initialState);
  return news;
}

describe('the lookup endpoint is notified', () => {
  it.each<[string, (object | CallEvent)[], string[]]>([
    [
      'ring, answer and end',
      [line('NEWCALL', call()), line('ANSWER', talking), hangUp(talking)],
      ['Ringing', 'Talking', 'Hangup'],
    ],
    [
      'of a talk once, whatever is held',
      [
        line('NEWCALL', call()),
        line('ANSWER', talking),
        line('HOLD', talking),
        line('UNHOLD', talking),
        hangUp(talking),
      ],
      ['Ringing', 'Talking', 'Hangup'],
    ],
    [
      'of each ring, and of no end between them',
      [line('NEWCALL', call()), hangUp(call()), line('NEWCALL', again())],
      ['Ringing', 'Ringing'],
    ],
    [
      'of a missed call once it is decided',
      [line('NEWCALL', call()), hangUp(call()), tick(10), tick(20), tick(30)],
      ['Ringing', 'Hangup'],
    ],
    [
      'of the end once, however often it is heard',
      [line('NEWCALL', call()), hangUp(call(), 'Answered elsewhere'), hangUp(call()), tick(20)],
      ['Ringing', 'Hangup'],
    ],
    [
      'the same ring told twice is one',
      [line('NEWCALL', call()), line('NEWCALL', call()), snapshot(call())],
      ['Ringing'],
    ],
    [
      'a ring at two lines is one',
      [line('NEWCALL', call()), line('NEWCALL', call(), { data: { extenUser: 'SIPSIP9' } })],
      ['Ringing'],
    ],
    ['a late ring', [snapshot(call())], ['Ringing']],
    ['a call joined already talking', [line('NEWCALL', talking), hangUp(talking)], ['Talking', 'Hangup']],
    ['a call first heard of by its end', [hangUp(talking)], ['Hangup']],
    [
      'a call that the agent places',
      [line('NEWCALL', dialing), line('ANSWER', spoken), hangUp(spoken)],
      ['Dialing', 'Talking', 'Hangup'],
    ],
    [
      'a call that nobody answered to the agent',
      [line('NEWCALL', dialing), hangUp(dialing)],
      ['Dialing', 'Hangup'],
    ],
    [
      'a talk that goes on at another line is the same talk',
      [
        line('NEWCALL', call()),
        line('NEWCALL', call(), { data: { extenUser: 'SIPSIP9' } }),
        line('ANSWER', talking),
        hangUp(talking),
        line('ANSWER', talking, { data: { extenUser: 'SIPSIP9' } }),
      ],
      ['Ringing', 'Talking'],
    ],
    [
      'a call that comes back after a transfer talks anew',
      [
        line('NEWCALL', call()),
        line('ANSWER', talking),
        hangUp(talking, '', 'Transfer'),
        line('NEWCALL', call({ ivrid: 'call-2', callstatus: 'Talking', relatedIvrUniqueIDs: ['call-1'] })),
      ],
      ['Ringing', 'Talking', 'Hangup', 'Talking'],
    ],
    [
      'a caller whose number shows only later',
      [
        line('NEWCALL', call({ callerphone: 'Anonymous', callstatus: 'Talking' })),
        line('HOLD', call({ callstatus: 'Hold' })),
        hangUp(talking),
      ],
      ['Talking', 'Hangup'],
    ],
    [
      'never a hidden caller',
      [
        line('NEWCALL', call({ callerphone: 'Anonymous' })),
        hangUp(call({ callerphone: 'Anonymous' })),
        tick(20),
      ],
      [],
    ],
    ['never a colleague', [line('NEWCALL', call({ isInternal: true, callerphone: 'Lois Lane' }))], []],
    [
      'never a call that the agent listens to',
      [line('NEWCALL', call({ direction: 'Spy', callstatus: 'Spying' }))],
      [],
    ],
    [
      'never a call asked for on a web page',
      [line('NEWCALL', call({ direction: 'Click2Call', callstatus: 'Dialing' }))],
      [],
    ],
    [
      'never a test call',
      [{ kind: 'test-call', call: testCall('1', AGENT_START), at: AGENT_START }, tick(20)],
      [],
    ],
  ])('%s', (_, story, phases) => {
    expect(told(story)).toEqual(phases.map((phase) => `${phase} call-1`));
  });

  it('of nothing where no lookup is set up', () => {
    expect(told([line('NEWCALL', call()), hangUp(talking)], { ...settings, lookupUrl: '' })).toEqual([]);
  });

  it('of the call’s first id, also after a transfer', () => {
    const moved = call({ ivrid: 'call-2', callstatus: 'Talking', relatedIvrUniqueIDs: ['call-1'] });
    expect(told([line('NEWCALL', call()), line('NEWCALL', moved), hangUp(moved)])).toEqual([
      'Ringing call-1',
      'Talking call-1',
      'Hangup call-1',
    ]);
  });
});

describe('a call', () => {
  const step = (state: CallState, event: CallEvent): CallState =>
    evaluateAlert(
      state,
      reduce(state, event),
      settings,
      around({ at: 'at' in event ? event.at : AGENT_START }),
    );
  const lookupOf = (state: CallState): Call['lookup'] | undefined => state.calls['call-1']?.lookup;
  const heard = (answer: LookupAnswer): CallEvent => ({ kind: 'looked-up', callId: 'call-1', answer });
  const rung = step(initialState, eventOf(line('NEWCALL', call())));

  it('waits for the first answer, and stops by itself when none can come any more', () => {
    expect(lookupOf(rung)).toEqual({ kind: 'asking', since: AGENT_START });
    expect(nextTick(rung)).toBe(AGENT_START + LOOKUP_TIMEOUT_MS);
    const late = step(rung, { kind: 'tick', at: AGENT_START + LOOKUP_TIMEOUT_MS });
    expect(lookupOf(late)).toEqual({ kind: 'failed', why: 'slow' });
    expect(lookupOf(step(late, heard(FOUND)))).toEqual(FOUND);
  });

  it('does not wait for the answer to its end, since nobody needs it', () => {
    expect(lookupOf(step(initialState, eventOf(hangUp(talking))))).toBeNull();
  });

  it('does not wait when the agent places it', () => {
    expect(lookupOf(step(initialState, eventOf(line('NEWCALL', dialing))))).toBeNull();
  });

  it.each<[string, LookupAnswer, LookupAnswer, LookupAnswer]>([
    ['a later failure does not undo what was found', FOUND, FAILED, FOUND],
    ['nor does a mere "OK"', FOUND, NOTHING, FOUND],
    [
      'the last word on the caller counts',
      FOUND,
      { ...FOUND, name: 'Lois Lane' },
      { ...FOUND, name: 'Lois Lane' },
    ],
    [
      'that nobody is known by that number is a word',
      FOUND,
      { ...NOTHING, total: 0 },
      { ...NOTHING, total: 0 },
    ],
    ['what is found in the end counts', FAILED, FOUND, FOUND],
    ['a mere "OK" is no failure', FAILED, NOTHING, NOTHING],
  ])('keeps the right answer: %s', (_, first, second, kept) => {
    expect(lookupOf([heard(first), heard(second)].reduce(step, rung))).toEqual(kept);
  });

  it('updates its visible notification and its history row with what was found', () => {
    const kinds = (before: CallState, answer: LookupAnswer): string[] =>
      effectsOf(before, reduce(before, heard(answer)), settings, around()).map(({ kind }) => kind);
    expect(kinds(rung, FOUND)).toEqual(['update-notification', 'record']);
    expect(kinds(rung, FAILED)).toEqual([]);
    const over = step(rung, eventOf(hangUp(call(), 'Answered elsewhere')));
    expect(kinds(over, FOUND)).toEqual(['record']);
  });

  it('does not change when the same answer comes again', () => {
    const known = step(rung, heard(FOUND));
    expect(step(known, heard({ ...FOUND }))).toBe(known);
  });

  it('that no longer exists ignores an answer', () => {
    expect(reduce(initialState, heard(FOUND))).toBe(initialState);
  });
});

it('keeps what was found, whatever answers come in whatever order', () => {
  const answer = fc.constantFrom<LookupAnswer>(FAILED, NOTHING, FOUND, { kind: 'failed', why: 'slow' });
  const [first] = Object.values(reduce(initialState, eventOf(line('NEWCALL', call()))).calls);
  if (first === undefined) throw new Error('no call');
  fc.assert(
    fc.property(
      fc.array(answer),
      (answers) => (answers.reduce(applyAnswer, first).lookup === FOUND) === answers.includes(FOUND),
    ),
  );
  expect(lookupRequestOf(first, first)).toBeNull();
});
