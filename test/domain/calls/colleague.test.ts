/** A call that rang at the agent's line and is answered by a colleague at another line. */
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { phaseText } from '../../../src/domain/calls/labels.ts';
import { cards, mostRelevant } from '../../../src/domain/calls/selectors.ts';
import { summarize } from '../../../src/domain/callers/summarize.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { createDecoder } from '../../../src/voicenter/decode.ts';
import {
  AGENT_START,
  around,
  call,
  hangUp,
  line,
  play,
  SERVER_START,
  snapshot,
  TALKS,
  waited,
  type WireCall,
} from '../../support/event-builders.ts';

const DANA = { extenUser: 'SIPSIP2', userID: 7, onlineUserID: 7, userName: 'Dana' };
const dana = (reason: string, different: WireCall = {}, data: object = {}): object =>
  line(reason, call({ callStarted: SERVER_START + 5, ...TALKS, ...different }), {
    data: { ...DANA, ...data },
  });
const mine = reduce(initialState, {
  kind: 'signed-in',
  who: 'me',
  scope: { kind: 'picked', lineIds: ['SIPSIP1'], userId: null },
  at: AGENT_START,
});
const the = (state: CallState) => state.calls['call-1'];
const ring = line('NEWCALL', call());

describe('a call that a colleague answers', () => {
  it.each<[string, object[]]>([
    ['after my line stopped ringing', [ring, hangUp(call()), dana('ANSWER')]],
    ['before my line stopped ringing', [ring, dana('ANSWER'), hangUp(call())]],
    [
      'before my line reports it as answered elsewhere',
      [ring, dana('ANSWER'), hangUp(call(), 'Answered elsewhere')],
    ],
    [
      'after my line reported it as answered elsewhere',
      [ring, hangUp(call(), 'Answered elsewhere'), dana('ANSWER')],
    ],
    ['because it was joined to them', [ring, hangUp(call()), dana('NEWCALL')]],
    ['after I rejected it', [ring, hangUp(call(), 'Call Rejected'), dana('ANSWER')]],
  ])('is answered elsewhere, by name, %s', (_, story) => {
    const state = play(story, mine);
    expect(the(state)).toMatchObject({ phase: 'ended', outcome: 'answered-elsewhere', answeredBy: 'Dana' });
    const later = waited(state);
    expect(later.missed).toEqual([]);
    expect(cards(later)).toEqual([]);
  });

  it('is answered elsewhere when a list shows it at their line', () => {
    const list = {
      extensions: [
        { calls: [], extenUser: 'SIPSIP1', userID: 7654321 },
        { calls: [call({ callStarted: SERVER_START + 5, ...TALKS })], ...DANA },
      ],
      servertime: SERVER_START + 8,
    };
    expect(the(play([ring, hangUp(call()), list], mine))).toMatchObject({ answeredBy: 'Dana' });
    expect(the(play([ring, list], mine))).toMatchObject({
      outcome: 'answered-elsewhere',
      answeredBy: 'Dana',
    });
  });

  it('no longer counts as missed, and its row is written again', () => {
    const missed = waited(play([ring, hangUp(call())], mine));
    expect(missed.missed).toEqual(['call-1']);
    const answered = play([dana('ANSWER')], missed);
    expect(answered.missed).toEqual([]);
    expect(effectsOf(missed, answered, readSettings({}, {}), around())).toEqual([
      { kind: 'record', callId: 'call-1' },
      { kind: 'keep-missed', whose: 'me', missed: [] },
    ]);
  });

  it('keeps its card for a moment, from the answer on', () => {
    const state = play([ring, hangUp(call()), snapshot(), snapshot(), dana('ANSWER')], mine);
    expect(the(state)).toMatchObject({ card: true, endedAt: AGENT_START + 4_000 });
  });

  it('rings the agent again when it comes back, and is then missed if nobody answers', () => {
    const again = call({ callStarted: SERVER_START + 60 });
    const back = play([ring, hangUp(call()), dana('ANSWER'), line('NEWCALL', again)], mine);
    expect(the(back)).toMatchObject({
      phase: 'ringing',
      rings: 2,
      alerts: 2,
      outcome: null,
      answeredBy: null,
    });
    expect(waited(play([hangUp(again)], back)).missed).toEqual(['call-1']);
  });

  it('stays the agent’s own when the agent talked', () => {
    const talked = [ring, line('ANSWER', call(TALKS)), hangUp(call(TALKS), '', 'Transfer'), dana('ANSWER')];
    expect(the(play(talked, mine))).toMatchObject({ outcome: 'transferred', answeredBy: null });
    expect(
      the(play([ring, dana('ANSWER'), line('ANSWER', call(TALKS)), hangUp(call(TALKS))], mine)),
    ).toMatchObject({ outcome: 'answered', answeredBy: null });
  });

  it.each<[string, object]>([
    ['rings at their line', dana('NEWCALL', { callstatus: 'Ringing', callAnswered: 0, answered: 0 })],
    ['is placed from their line', dana('ANSWER', { direction: 'Outgoing' })],
    ['is listened to from their line', dana('NEWCALL', { direction: 'Spy', callstatus: 'Spying' })],
    ['is another call', dana('ANSWER', { ivrid: 'call-2' })],
    ['ends at their line', dana('HANGUP')],
  ])('counts as missed when it only %s', (_, message) => {
    const state = waited(play([ring, hangUp(call()), message], mine));
    expect(state.missed).toEqual(['call-1']);
    expect(Object.keys(state.calls)).toEqual(['call-1']);
  });

  it('names nobody when another user is logged in at the line', () => {
    const state = play([ring, hangUp(call()), dana('ANSWER', {}, { onlineUserID: 8 })], mine);
    expect(the(state)).toMatchObject({ outcome: 'answered-elsewhere', answeredBy: '' });
  });

  it('is shown with the name of the colleague', () => {
    const state = play([ring, hangUp(call()), dana('ANSWER')], mine);
    const known = the(state);
    if (known === undefined) throw new Error('no call');
    expect(phaseText(known)).toEqual({ key: 'outcome.answeredBy', params: { name: 'Dana' } });
    expect(summarize(state, known, 'IL').answeredBy).toBe('Dana');
    expect(phaseText({ ...known, answeredBy: '' })).toEqual({ key: 'outcome.answered-elsewhere' });
    expect(phaseText({ ...known, phase: 'ringing' })).toEqual({ key: 'phase.ringing' });
  });
});

it.each<[string, object, string | null]>([
  ['an answer', dana('ANSWER'), 'call-1'],
  ['a joined call', dana('NEWCALL'), 'call-1'],
  ['an answer in other spellings', dana('ANSWER', { ivrid: undefined, IvrUniqueID: 'call-1' }), 'call-1'],
  ['a ring', dana('NEWCALL', { callstatus: 'Ringing' }), null],
  ['a hold', dana('HOLD'), null],
  ['an outgoing call', dana('ANSWER', { direction: 'Outgoing' }), null],
  ['no current call', line('ANSWER', null, { data: DANA }), null],
])('reads of a colleague’s line only the id of an answered call: %s', (_, payload, callId) => {
  const message = createDecoder()('ExtensionEvent', payload, AGENT_START);
  expect(message.kind === 'line' ? message.read(false) : message).toMatchObject({
    kind: 'event',
    event: { kind: 'line', callId, call: null },
  });
});

describe('the cards', () => {
  const at = (index: number, different: WireCall = {}): WireCall =>
    call({ ivrid: `c${String(index)}`, callStarted: SERVER_START + index, ...different });
  const stopped = [0, 1, 2, 3, 4, 5].flatMap((index) => [line('NEWCALL', at(index)), hangUp(at(index))]);

  it('of live calls come before those of finished calls, the newest of these first', () => {
    const state = play([
      ...stopped,
      line('NEWCALL', at(6)),
      hangUp(at(6), 'Answered elsewhere'),
      line('NEWCALL', at(7)),
      line('HOLD', at(7, { ...TALKS, callstatus: 'Hold' })),
      line('NEWCALL', at(8)),
      line('ANSWER', at(8, TALKS)),
      line('NEWCALL', at(9)),
    ]);
    const order = ['c9', 'c8', 'c7', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0', 'c6'];
    expect(cards(state).map(({ callId }) => callId)).toEqual(order);
    expect(mostRelevant(cards(state), 5).map(({ callId }) => callId)).toEqual(['c9', 'c8', 'c7', 'c5', 'c6']);
    expect(mostRelevant(cards(state), 2).map(({ callId }) => callId)).toEqual(['c9', 'c8']);
  });

  it('show an answered call after six rings that stopped', () => {
    const state = play([...stopped, line('NEWCALL', at(6)), line('ANSWER', at(6, TALKS))]);
    expect(mostRelevant(cards(state), 5).map(({ callId, phase }) => [callId, phase])).toEqual([
      ['c6', 'talking'],
      ...['c5', 'c4', 'c3', 'c2'].map((callId) => [callId, 'stopped']),
    ]);
  });
});
