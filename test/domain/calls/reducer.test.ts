import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { RING_AGAIN_MS } from '../../../src/domain/calls/call-outcome.ts';
import {
  AGENT_START,
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
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { cards, liveCalls, queueName } from '../../../src/domain/calls/selectors.ts';
import { CARD_LINGER_MS, nextTick } from '../../../src/domain/calls/expiry.ts';

const again = (ring: number, different: WireCall = {}): WireCall =>
  call({ callStarted: SERVER_START + ring * 20, ...different });
const asPerson = (personId: string | null) =>
  reduce(initialState, {
    kind: 'signed-in',
    who: 'me',
    scope: { kind: 'person', personId },
    at: AGENT_START,
  });
const the = (state: ReturnType<typeof play>, id = 'call-1') => state.calls[id];

describe('a ringing call', () => {
  it('is one card that alerts once, however often it is reported', () => {
    const state = play([line('NEWCALL', call()), line('NEWCALL', call())]);
    expect(cards(state)).toHaveLength(1);
    expect(the(state)).toMatchObject({ phase: 'ringing', rings: 1, alerts: 1, outcome: null });
  });

  it('follows answer, hold, unhold and hang-up, and counts as answered', () => {
    const story = [
      line('NEWCALL', call()),
      line('ANSWER', talking()),
      line('HOLD', talking({ callstatus: 'Hold' })),
      line('UNHOLD', talking()),
      hangUp(talking()),
    ];
    expect(story.map((_, index) => the(play(story.slice(0, index + 1)))?.phase)).toEqual([
      'ringing',
      'talking',
      'held',
      'talking',
      'ended',
    ]);
    expect(the(play(story))).toMatchObject({ outcome: 'answered', alerts: 1 });
  });

  it.each(['Normal hangup', 'No user responding', '', 'User alerting, no answer', 'Unknown'])(
    'that ends ringing with "%s" may ring again for 15 s and then counts as missed',
    (cause) => {
      const stopped = play([line('NEWCALL', call()), hangUp(call(), cause)]);
      const stoppedAt = AGENT_START + 1000;
      expect(the(stopped)).toMatchObject({ phase: 'stopped', outcome: null, card: true });
      expect(stopped.missed).toEqual([]);
      expect(liveCalls(stopped)).toEqual([]);
      expect(nextTick(stopped)).toBe(stoppedAt + RING_AGAIN_MS);
      expect(reduce(stopped, { kind: 'tick', at: stoppedAt + RING_AGAIN_MS - 1 })).toBe(stopped);
      const missed = reduce(stopped, { kind: 'tick', at: stoppedAt + RING_AGAIN_MS });
      expect(the(missed)).toMatchObject({
        phase: 'ended',
        outcome: 'missed',
        card: false,
        endedAt: stoppedAt,
      });
      expect(missed.missed).toEqual(['call-1']);
    },
  );

  it.each([
    ['Answered elsewhere', 'answered-elsewhere'],
    ['Call Rejected', 'rejected'],
    ['User busy', 'busy'],
  ])('that ends ringing with "%s" counts as %s', (cause, outcome) => {
    const state = play([line('NEWCALL', call()), hangUp(call(), cause)]);
    expect(the(state)).toMatchObject({ phase: 'ended', outcome });
    expect(state.missed).toEqual([]);
  });

  it('is answered, not missed, if it was talking, whatever `answered` says', () => {
    const state = play([
      line('NEWCALL', call()),
      line('NEWCALL', call({ callstatus: 'Talking' })),
      hangUp(call({ callstatus: 'Talking' })),
    ]);
    expect(the(state)).toMatchObject({ outcome: 'answered', alerts: 1 });
    expect(state.missed).toEqual([]);
  });

  it('that rings again under the same id alerts again and stays one call, missed at most once', () => {
    const story = play([
      line('NEWCALL', call()),
      hangUp(call()),
      line('NEWCALL', again(1)),
      hangUp(again(1)),
      line('NEWCALL', again(2)),
      hangUp(again(2)),
    ]);
    const state = waited(story);
    expect(Object.keys(state.calls)).toEqual(['call-1']);
    expect(the(state)).toMatchObject({ rings: 3, alerts: 3, outcome: 'missed' });
    expect(state.missed).toEqual(['call-1']);
  });

  it('is no longer missed when a later ring is answered', () => {
    const missed = waited(play([line('NEWCALL', call()), hangUp(call())]));
    expect(missed.missed).toEqual(['call-1']);
    expect(
      play([line('NEWCALL', again(9)), line('ANSWER', again(9, { callstatus: 'Talking' }))], missed).missed,
    ).toEqual([]);
  });

  it('is not revived by an older message that arrives late', () => {
    const state = play([
      line('NEWCALL', again(1)),
      hangUp(again(1)),
      line('NEWCALL', again(1)),
      line('ANSWER', again(1)),
    ]);
    expect(the(state)).toMatchObject({ phase: 'stopped', alerts: 1 });
    const newer = play([line('NEWCALL', again(2)), hangUp(again(1))], play([line('NEWCALL', again(1))]));
    expect(the(newer)?.phase).toBe('ringing');
  });

  it('ends by a hang-up that only names it', () => {
    const bare = line('HANGUP', null, { envelope: { ivruniqueid: 'call-1', cause: 'Normal hangup' } });
    expect(the(play([line('NEWCALL', call()), bare]))?.phase).toBe('stopped');
  });
});

describe('a call without a ring', () => {
  it('has a card and one alert when its NEWCALL is already talking', () => {
    const joined = call({
      callstatus: 'Talking',
      callerphone: 'Anonymous',
      callername: '',
      did: '',
      queueID: 555,
    });
    const state = play([line('NEWCALL', joined), line('NEWCALL', joined)]);
    expect(the(state)).toMatchObject({
      phase: 'talking',
      rings: 0,
      alerts: 1,
      card: true,
      caller: { kind: 'hidden' },
    });
  });

  it.each([
    ['ANSWER', 'talking'],
    ['HOLD', 'held'],
    ['UNHOLD', 'talking'],
  ])('has a card but no alert when first seen by %s', (reason, phase) => {
    expect(the(play([line(reason, talking({ callstatus: 'Hold' }))]))).toMatchObject({
      phase,
      alerts: 0,
      card: true,
    });
  });

  it('is kept for the history without a card when first seen by HANGUP', () => {
    const state = play([hangUp(talking())]);
    expect(the(state)).toMatchObject({ phase: 'ended', outcome: 'answered', alerts: 0, card: false });
    expect(cards(state)).toEqual([]);
  });

  it.each(['Outgoing', 'Spy', 'Click2Call', 'Click2call'])(
    'is live without card or alert when its direction is %s',
    (direction) => {
      const state = play([line('NEWCALL', call({ direction, callstatus: 'Dialing' }))]);
      expect(liveCalls(state)).toHaveLength(1);
      expect(the(state)).toMatchObject({ alerts: 0, card: false });
    },
  );

  it('does not end at a status change', () => {
    const state = play([
      line('NEWCALL', call()),
      line('userStatusUpdate', null, { data: { representativeStatus: 3 } }),
    ]);
    expect(the(state)?.phase).toBe('ringing');
    expect(state.lines.SIPSIP1?.statusId).toBe(3);
  });
});

describe('a line', () => {
  const colleague = { extenUser: 'SIPSIP2', userID: 12345679, onlineUserID: 12345679 };

  it('of a colleague does not alert once the agent’s lines are known', () => {
    expect(play([snapshot(), line('NEWCALL', call(), { data: colleague })]).calls).toEqual({});
  });

  it('still alerts after a list without any line', () => {
    expect(the(play([{ extensions: [], servertime: SERVER_START }, line('NEWCALL', call())]))?.phase).toBe(
      'ringing',
    );
  });

  it('where the agent is logged in is the agent’s', () => {
    const signedIn = asPerson('7654321');
    const state = play(
      [snapshot(), line('NEWCALL', call(), { data: { ...colleague, onlineUserID: 7654321 } })],
      signedIn,
    );
    expect(the(state)?.phase).toBe('ringing');
  });

  it('in a snapshot counts only if it is the person’s; all count if none is', () => {
    const both = {
      extensions: [
        { calls: [], extenUser: 'SIPSIP1', userID: 7654321 },
        { calls: [], ...colleague },
      ],
      servertime: SERVER_START,
    };
    expect(Object.keys(play([both], asPerson('7654321')).lines)).toEqual(['SIPSIP1']);
    expect(Object.keys(play([both], asPerson('1')).lines)).toEqual(['SIPSIP1', 'SIPSIP2']);
  });
});

describe('an unusual server', () => {
  it('may leave out `callStarted`, and the call still follows its events', () => {
    const bare = { callStarted: 0 };
    expect(the(play([line('NEWCALL', call()), line('ANSWER', talking(bare))]))?.phase).toBe('talking');
    expect(the(play([line('NEWCALL', call()), hangUp(call(bare))]))?.phase).toBe('stopped');
  });

  it('may leave a call out of a list, and its next event brings it back', () => {
    const state = play([line('NEWCALL', call()), snapshot(), line('ANSWER', talking())]);
    expect(the(state)).toMatchObject({ phase: 'talking', outcome: null });
    expect(state.missed).toEqual([]);
  });

  it('may name a queue like a JavaScript property, and that gives no queue name', () => {
    const state = play([line('NEWCALL', call({ queueID: 'constructor' }))]);
    const known = the(state);
    expect(known === undefined ? null : queueName(state, known)).toBe('');
  });

  it('may repeat a sign-in without a change; another sign-in starts anew', () => {
    const state = play([line('NEWCALL', call())], asPerson(null));
    const scope = { kind: 'person', personId: null } as const;
    expect(reduce(state, { kind: 'signed-in', who: 'me', scope, at: AGENT_START })).toBe(state);
    expect(reduce(state, { kind: 'signed-in', who: 'another', scope, at: AGENT_START }).calls).toEqual({});
  });

  it('may repeat who waits in a queue without a change', () => {
    const queues = {
      kind: 'queues',
      queues: [{ queueId: '555', name: 'Support', waiting: [] }],
      whole: true,
      at: AGENT_START,
    } as const;
    const state = reduce(initialState, queues);
    expect(reduce(state, queues)).toBe(state);
    expect(reduce(state, { ...queues, at: AGENT_START + 10_000 }), 'the same word a little later').toBe(
      state,
    );
    expect(reduce(state, { ...queues, at: AGENT_START + 3_600_000 }), 'an hour in which nobody waits').toBe(
      state,
    );
    expect(reduce(state, { ...queues, queues: [] }).waiting, 'a whole list without the queue').toEqual({});
  });

  it('sends who waits, and the age of that list stays known where somebody waits', () => {
    const callers = [
      { callId: 'waits-1', caller: { kind: 'external', number: '0501234567' }, since: AGENT_START },
    ] as const;
    const queues = {
      kind: 'queues',
      queues: [{ queueId: '555', name: 'Support', waiting: callers }],
      whole: true,
      at: AGENT_START,
    } as const;
    const state = reduce(initialState, queues);
    expect(reduce(state, { ...queues, at: AGENT_START + 10_000 }), 'the same word a little later').toBe(
      state,
    );
    expect(
      reduce(state, { ...queues, at: AGENT_START + 30_000 }).waitingAt,
      'the panel says how old it is',
    ).toBe(AGENT_START + 30_000);
  });
});

describe('several calls', () => {
  it('include a ring at one line of a call that the agent places at another', () => {
    const state = play([
      line('NEWCALL', call({ direction: 'Outgoing', callstatus: 'Dialing' })),
      line('NEWCALL', call(), { data: { extenUser: 'SIPSIP9' } }),
    ]);
    expect(the(state)).toMatchObject({ direction: 'incoming', phase: 'ringing', alerts: 1, card: true });
  });

  const second = call({ ivrid: 'call-2', callerphone: '0521234567', callStarted: SERVER_START + 5 });

  it('are told apart by currentCall, whatever the order of `calls`', () => {
    const state = play([
      line('NEWCALL', talking()),
      line('NEWCALL', second, { calls: [second, talking()] }),
      line('HOLD', talking(), { calls: [second, talking({ callstatus: 'Hold' })] }),
    ]);
    expect(the(state)?.phase).toBe('held');
    expect(the(state, 'call-2')?.phase).toBe('ringing');
    expect(cards(state).map((card) => card.callId)).toEqual(['call-2', 'call-1']);
  });

  it('are one card when one call is at two lines, until both lines have left it', () => {
    const other = { data: { extenUser: 'SIPSIP9' } };
    const both = [
      line('NEWCALL', call()),
      line('NEWCALL', call(), other),
      hangUp(call(), 'Answered elsewhere'),
    ];
    expect(the(play(both))).toMatchObject({ phase: 'ringing', rings: 1, alerts: 1 });
    const end = [...both, line('ANSWER', talking(), other), line('HANGUP', talking(), other)];
    expect(the(play(end))).toMatchObject({ phase: 'ended', outcome: 'answered' });
  });

  it('alert again when a line rings again while the other still rings from before', () => {
    const ringAt = (s: number) => call({ callStarted: SERVER_START + s });
    const other = { data: { extenUser: 'SIPSIP9' } };
    const rings = [
      line('NEWCALL', ringAt(0)),
      line('NEWCALL', ringAt(10), other),
      hangUp(ringAt(0), 'Normal hangup'),
      line('NEWCALL', ringAt(20)),
    ];
    expect(the(play(rings))).toMatchObject({ phase: 'ringing', rings: 2, alerts: 2 });
    // The other line takes part in the same ring some seconds later.
    const more = [...rings, line('HANGUP', ringAt(10), { ...other, envelope: { cause: 'Normal hangup' } })];
    expect(the(play([...more, line('NEWCALL', ringAt(24), other)]))).toMatchObject({ rings: 2, alerts: 2 });
  });

  it('keep the caller when the colleague who calls picks up at their own line', () => {
    const lois = call({ callerphone: 'Lois Lane', callername: '', isInternal: true });
    const clark = { direction: 'Outgoing', callerphone: 'Clark Kent', callername: '' };
    const other = { data: { extenUser: 'SIPSIP9' } };
    const state = play([
      line('NEWCALL', lois),
      line('ANSWER', talking({ ...clark, isInternal: true }), other),
    ]);
    expect(the(state)).toMatchObject({
      direction: 'incoming',
      caller: { kind: 'internal', name: 'Lois Lane' },
    });
  });
});

describe('a snapshot', () => {
  it('creates a late ring for an unknown call that rings', () => {
    expect(the(play([snapshot(call())]))).toMatchObject({ phase: 'ringing', late: true, alerts: 1 });
  });

  it('does not change a known ring', () => {
    const before = play([snapshot(), line('NEWCALL', call())]);
    expect(play([snapshot(call())], before).calls).toBe(before.calls);
  });

  it('ends calls that it does not list and decides how they count', () => {
    const state = play([line('NEWCALL', call()), line('NEWCALL', talking({ ivrid: 'call-2' })), snapshot()]);
    expect(the(state)).toMatchObject({ phase: 'stopped', outcome: null });
    expect(the(state, 'call-2')).toMatchObject({ phase: 'ended', outcome: 'answered' });
  });

  it('shows a call that is already talking without an alert', () => {
    expect(the(play([snapshot(talking())]))).toMatchObject({ phase: 'talking', alerts: 0, card: true });
  });
});

describe('a long call', () => {
  const ringing = play([line('NEWCALL', call())]);

  it('is checked after 45 s, and again every 45 s', () => {
    expect(nextTick(ringing)).toBe(AGENT_START + 45_000);
    expect(reduce(ringing, { kind: 'tick', at: AGENT_START + 44_999 })).toBe(ringing);
    const doubted = reduce(ringing, { kind: 'tick', at: AGENT_START + 45_000 });
    expect(nextTick(doubted)).toBe(AGENT_START + 90_000);
    expect(nextTick(play([hangUp(talking())], play([line('ANSWER', talking())], doubted)))).toBe(
      AGENT_START + CARD_LINGER_MS,
    );
  });

  it('is checked while talking too, because its hang-up may have been lost', () => {
    expect(nextTick(play([line('ANSWER', talking())], ringing))).toBe(AGENT_START + 45_000);
  });
});

describe('a card', () => {
  const ended = play([line('NEWCALL', call()), hangUp(call(), 'Answered elsewhere')]);
  const endedAt = AGENT_START + 1000;

  it('stays 5 s after the end, then disappears', () => {
    expect(nextTick(ended)).toBe(endedAt + CARD_LINGER_MS);
    expect(cards(reduce(ended, { kind: 'tick', at: endedAt + CARD_LINGER_MS - 1 }))).toHaveLength(1);
    expect(cards(reduce(ended, { kind: 'tick', at: endedAt + CARD_LINGER_MS }))).toEqual([]);
  });

  it('stays while it is pinned, and disappears when it is unpinned', () => {
    const pinned = reduce(ended, { kind: 'pinned', callId: 'call-1', pinned: true, at: endedAt });
    expect(cards(reduce(pinned, { kind: 'tick', at: endedAt + 60_000 }))).toHaveLength(1);
    expect(
      cards(reduce(pinned, { kind: 'pinned', callId: 'call-1', pinned: false, at: endedAt + 60_000 })),
    ).toEqual([]);
    expect(cards(reduce(pinned, { kind: 'unpin-all', at: endedAt + 60_000 }))).toEqual([]);
  });

  it('that was dismissed stays away for this ring and returns with the next', () => {
    const dismissed = reduce(play([line('NEWCALL', call())]), { kind: 'dismissed', callId: 'call-1' });
    expect(cards(play([line('ANSWER', talking())], dismissed))).toEqual([]);
    expect(cards(play([hangUp(call()), line('NEWCALL', again(1))], dismissed))).toHaveLength(1);
  });
});

describe('the caller of a joined queue call', () => {
  it('is taken from the queue in which the call waited', () => {
    const waiting = reduce(initialState, {
      kind: 'queues',
      queues: [
        {
          queueId: '555',
          name: 'תמיכה',
          waiting: [
            { callId: 'call-1', caller: { kind: 'external', number: '0501234567' }, since: AGENT_START },
          ],
        },
      ],
      whole: true,
      at: AGENT_START,
    });
    expect(
      the(play([line('NEWCALL', call({ callstatus: 'Talking', callerphone: 'Anonymous' }))], waiting))
        ?.caller,
    ).toEqual({ kind: 'external', number: '0501234567' });
  });

  it('is known however many others have waited in other queues meanwhile', () => {
    const caller = (number: string) => ({ kind: 'external', number }) as const;
    const hear = (state: CallState, queueId: string, ids: readonly string[]): CallState =>
      reduce(state, {
        kind: 'queues',
        queues: [
          {
            queueId,
            name: '',
            waiting: ids.map((callId) => ({ callId, caller: caller('0501234567'), since: AGENT_START })),
          },
        ],
        whole: false,
        at: AGENT_START,
      });
    let state = hear(initialState, 'quiet', ['call-1']);
    for (let at = 0; at < 300; at += 1) state = hear(state, 'busy', [`other-${String(at)}`]);
    // The queue says that the caller has left it, just before the agent is joined.
    state = hear(state, 'quiet', []);
    const joined = call({ callstatus: 'Talking', callerphone: 'Anonymous' });
    expect(the(play([line('NEWCALL', joined)], state))?.caller).toEqual(caller('0501234567'));
    expect(Object.keys(state.waited).length).toBeLessThanOrEqual(200);
  });
});

it('the state keeps fewer than 45 ended calls', () => {
  const story = Array.from({ length: 200 }, (_, index) => [
    line('NEWCALL', call({ ivrid: `c${String(index)}` })),
    hangUp(call({ ivrid: `c${String(index)}` })),
  ]).flat();
  const state = reduce(play(story), { kind: 'tick', at: AGENT_START + 10_000_000 });
  expect(
    Object.keys(reduce(state, eventOf(line('NEWCALL', call()), AGENT_START + 10_000_000)).calls).length,
  ).toBeLessThan(45);
});
