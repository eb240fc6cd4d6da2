/** One call stays one call: at several lines, through transfers and when its user changes lines. */
import { describe, expect, it } from 'vitest';
import { RING_AGAIN_MS } from '../../../src/domain/calls/call-outcome.ts';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import type { LineScope } from '../../../src/domain/calls/lines.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  play,
  SERVER_START,
  snapshot,
  talking,
  waited,
  type WireCall,
} from '../../support/event-builders.ts';
import { initialState } from '../../../src/domain/calls/state.ts';
import { cards, liveCalls } from '../../../src/domain/calls/selectors.ts';

type CallState = ReturnType<typeof play>;
const as = (scope: LineScope): CallState =>
  reduce(initialState, { kind: 'signed-in', who: 'me', scope, at: AGENT_START });
const only = (state: CallState) => {
  const calls = Object.values(state.calls);
  expect(calls).toHaveLength(1);
  return calls[0];
};
const other = { data: { extenUser: 'SIPSIP9' } };

describe('a call at several lines of the agent', () => {
  it.each([
    [['Answered elsewhere', 'Normal hangup'], 'answered-elsewhere'],
    [['Normal hangup', 'Answered elsewhere'], 'answered-elsewhere'],
    [['Call Rejected', 'No user responding'], 'rejected'],
    [['Normal hangup', 'No user responding'], 'missed'],
  ])('that ends by %j counts as %s', ([first = '', second = ''], outcome) => {
    const ended = {
      ...hangUp(call(), second),
      ...{ data: { ...(hangUp(call(), second) as { data: object }).data, ...other.data } },
    };
    expect(
      only(
        waited(play([line('NEWCALL', call()), line('NEWCALL', call(), other), hangUp(call(), first), ended])),
      ),
    ).toMatchObject({ phase: 'ended', outcome, rings: 1 });
  });

  it('forgets how an earlier ring ended when it rings again', () => {
    const again = call({ callStarted: SERVER_START + 20 });
    const late = [
      line('NEWCALL', call(), other),
      line('HANGUP', call(), { ...other, envelope: { cause: 'Answered elsewhere' } }),
    ];
    expect(only(waited(play([...late, line('NEWCALL', again), hangUp(again)])))).toMatchObject({
      outcome: 'missed',
      rings: 2,
    });
  });
});

describe('after a transfer', () => {
  const consult = call({ callerphone: 'Lois Lane', isInternal: true, originalCallerID: '201' });
  const handedOver = (different: WireCall = {}): WireCall =>
    talking({
      ivrid: 'call-9',
      callStarted: SERVER_START - 600,
      callerphone: '0529999999',
      relatedIvrUniqueIDs: ['call-0', 'call-1'],
      ...different,
    });
  const story = [
    line('NEWCALL', consult),
    line('ANSWER', { ...consult, callstatus: 'Talking' }),
    hangUp({ ...consult, callstatus: 'Talking' }, '', 'Transfer'),
    line('NEWCALL', handedOver()),
  ];

  it('a caller under a new id is the same call and alerts once more', () => {
    const state = play(story);
    expect(only(state)).toMatchObject({
      callId: 'call-1',
      ids: ['call-1', 'call-9'],
      phase: 'talking',
      caller: { kind: 'external', number: '0529999999' },
      alerts: 2,
      outcome: null,
    });
    expect(cards(state)).toHaveLength(1);
  });

  it('a lookup answer about the colleague is not shown for the caller', () => {
    const answer = {
      kind: 'found',
      name: 'Lois Lane',
      company: '',
      url: null,
      urlRefused: false,
      total: null,
    } as const;
    const known = reduce(play([line('NEWCALL', call({ callerphone: '0521111111' }))]), {
      kind: 'looked-up',
      callId: 'call-1',
      answer,
    });
    const lookupOf = (...story: object[]): unknown => only(play(story, known))?.lookup;
    expect(lookupOf()).toEqual(answer);
    expect(lookupOf(line('NEWCALL', handedOver()))).toBeNull();
    // The same caller keeps the answer.
    expect(lookupOf(line('NEWCALL', handedOver({ callerphone: '0521111111' })))).toEqual(answer);
  });

  it.each([
    ['ends', [hangUp(handedOver())]],
    ['ends by a hang-up that only names it', [line('HANGUP', null, { envelope: { ivruniqueid: 'call-9' } })]],
    ['is gone from the list', [snapshot()]],
  ])('the call %s under the new id', (_, ending) => {
    expect(only(play([...story, ...ending]))).toMatchObject({ phase: 'ended', outcome: 'answered' });
  });

  it('a late event under the old id changes nothing', () => {
    const state = play(story);
    for (const late of [
      line('ANSWER', { ...consult, callstatus: 'Talking' }),
      hangUp(consult),
      line('HANGUP', null, { envelope: { ivruniqueid: 'call-1' } }),
    ])
      expect(play([late], state).calls).toEqual(state.calls);
  });

  it.each([
    ['a list', { relatedIvrUniqueIDs: ['call-1'] }],
    ['a text', { relatedIvrUniqueIDs: 'call-0,call-1' }],
    ['customdata', { relatedIvrUniqueIDs: [], customdata: { OriginalIvrUniqueID: 'call-1' } }],
    ['a list of customdata', { relatedIvrUniqueIDs: [], customdata: [{ OriginalIvrUniqueID: 'call-1' }] }],
  ])('the old id is found in %s', (_, different) => {
    expect(Object.keys(play([...story.slice(0, 3), line('NEWCALL', handedOver(different))]).calls)).toEqual([
      'call-1',
    ]);
  });

  it('a call that the agent places meanwhile stays a separate call', () => {
    const placed = call({
      ivrid: 'call-5',
      direction: 'Outgoing',
      callstatus: 'Dialing',
      relatedIvrUniqueIDs: ['call-1'],
    });
    expect(
      Object.keys(
        play([line('NEWCALL', call()), line('NEWCALL', placed, { data: { extenUser: 'SIPSIP9' } })]).calls,
      ),
    ).toEqual(['call-1', 'call-5']);
  });
});

describe('an agent of an account', () => {
  const at = (extenUser: string, onlineUserID: number, userID = onlineUserID): { data: object } => ({
    data: { extenUser, userID, onlineUserID },
  });
  const lines = {
    extensions: [
      { calls: [], extenUser: 'A', userID: 1, onlineUserID: 1 },
      { calls: [], extenUser: 'B', userID: 2, onlineUserID: 2 },
      { calls: [], extenUser: 'C', userID: 3, onlineUserID: 0 },
    ],
    servertime: SERVER_START,
  };
  const follow = as({ kind: 'picked', lineIds: [], userId: '1' });

  it.each<[string, LineScope, readonly string[]]>([
    ['nothing', { kind: 'picked', lineIds: [], userId: null }, []],
    ['a line', { kind: 'picked', lineIds: ['B'], userId: null }, ['B']],
    ['a user', { kind: 'picked', lineIds: [], userId: '1' }, ['A']],
    ['both', { kind: 'picked', lineIds: ['B', 'C'], userId: '1' }, ['A', 'B', 'C']],
  ])('who picked %s is alerted by those lines only', (_, scope, own) => {
    for (const before of [[], [lines]]) {
      const rung = ['A', 'B', 'C'].filter(
        (extenUser, index) =>
          liveCalls(
            play(
              [...before, line('NEWCALL', call(), at(extenUser, index === 2 ? 0 : index + 1, index + 1))],
              as(scope),
            ),
          ).length > 0,
      );
      expect(rung).toEqual(own);
    }
  });

  it('who follows a user gets the user’s new line, and a resync of what rings there', () => {
    const first = play([lines], follow);
    const sits = eventOf(line('userStatusUpdate', null, at('C', 1, 3)));
    const moved = reduce(first, sits);
    expect(effectsOf(first, moved, readSettings({}, {}), around())).toEqual([{ kind: 'resync' }]);
    expect(liveCalls(play([line('NEWCALL', call(), at('C', 1, 3))], moved))).toHaveLength(1);
  });

  it('loses a call at a line that the followed user left, and it is not missed', () => {
    const ringing = play([lines, line('NEWCALL', call(), at('A', 1))], follow);
    const left = play([line('userStatusUpdate', null, at('A', 7, 1))], ringing);
    expect(only(left)).toMatchObject({ phase: 'ended', outcome: 'moved' });
    expect(waited(left).missed).toEqual([]);
    const told = play(
      [{ ...lines, extensions: [{ calls: [call()], extenUser: 'A', userID: 1, onlineUserID: 7 }] }],
      ringing,
    );
    expect(only(told)).toMatchObject({ phase: 'ended', outcome: 'moved' });
  });

  it('who picks other lines loses the old calls and gets a resync', () => {
    const ringing = play(
      [lines, line('NEWCALL', call(), at('A', 1))],
      as({ kind: 'picked', lineIds: ['A'], userId: null }),
    );
    const changed = reduce(ringing, {
      kind: 'signed-in',
      who: 'me',
      scope: { kind: 'picked', lineIds: ['B'], userId: null },
      at: AGENT_START,
    });
    expect(only(changed)).toMatchObject({ phase: 'ended', outcome: 'moved' });
    expect(effectsOf(ringing, changed, readSettings({}, {}), around())).toContainEqual({ kind: 'resync' });
    expect(
      only(
        play([{ ...lines, extensions: [{ calls: [call()], extenUser: 'B', userID: 2, onlineUserID: 2 }] }], {
          ...changed,
          calls: {},
        }),
      ),
    ).toMatchObject({ phase: 'ringing', late: true });
  });
});

describe('a queue call that rings again', () => {
  it('keeps its card within the wait, and afterwards gets its row back', () => {
    const again = call({ callStarted: SERVER_START + 12 });
    const stopped = play([line('NEWCALL', call()), hangUp(call())]);
    expect(only(play([line('NEWCALL', again)], stopped))).toMatchObject({
      phase: 'ringing',
      rings: 2,
      card: true,
    });
    const gone = reduce(stopped, { kind: 'tick', at: AGENT_START + 1000 + RING_AGAIN_MS });
    expect(gone.missed).toEqual(['call-1']);
    const back = play([line('NEWCALL', again)], gone);
    expect(only(back)).toMatchObject({ phase: 'ringing', rings: 2, card: true, outcome: null });
    expect(back.missed).toEqual([]);
  });
});
