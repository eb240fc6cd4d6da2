/** A line with several phones: every phone has its own events, and all of them are one call. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { effectsOf } from '../../../src/domain/alerts/side-effects.ts';
import { cards, liveCalls } from '../../../src/domain/calls/selectors.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import type { CallState } from '../../../src/domain/calls/state.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  line,
  play,
  SERVER_START,
  snapshot,
  TALKS,
  waited,
  type WireCall,
} from '../../support/event-builders.ts';

type Name = 'desk' | 'soft' | 'home';
/** The call on a phone that the server names by its channel. */
const named =
  (name: Name) =>
  (different: WireCall = {}): WireCall =>
    call({
      channel: `SIP/SIPSIP1-${name}`,
      channel2: 'SIP/Provider01-00000002',
      ip: '192.0.2.1',
      ...different,
    });
/** The call on a phone that looks like every other phone. */
const unnamed = () => call;
/** The phones differ in their address alone. */
const addressed =
  (name: Name) =>
  (different: WireCall = {}): WireCall =>
    call({ channel: 'SIP/SIPSIP1-00000001', ip: `phone-${name}`, ...different });

const over = (ended: WireCall, calls: WireCall[] | undefined, cause = 'Normal hangup'): object => {
  const message = line('HANGUP', ended, {
    envelope: { cause, ivruniqueid: ended.ivrid },
    ...(calls === undefined ? {} : { calls }),
  }) as { data: { calls?: unknown } };
  if (calls === undefined) delete message.data.calls;
  return message;
};
const the = (state: CallState) => state.calls['call-1'];

describe.each([
  ['by channel', named],
  ['by address', addressed],
  ['not at all', unnamed],
])('two phones on one line, which the server names %s,', (_, on) => {
  const [desk, soft] = [on('desk'), on('soft')];
  const both = [line('NEWCALL', desk()), line('NEWCALL', soft(), { calls: [desk(), soft()] })];

  it('are one card, and one alert', () => {
    expect(the(play(both))).toMatchObject({ phase: 'ringing', rings: 1, alerts: 1 });
  });

  it.each(['Normal hangup', 'Call Rejected', 'User busy', 'No user responding'])(
    'keep the card when one ends by "%s", until the other answers',
    (cause) => {
      const one = play([...both, over(desk(), [soft()], cause)]);
      expect(the(one)).toMatchObject({ phase: 'ringing', outcome: null, alerts: 1 });
      const answered = play([line('ANSWER', soft(TALKS))], one);
      expect(the(answered)).toMatchObject({ phase: 'talking', alerts: 1, card: true });
      const done = play([over(soft(TALKS), [])], answered);
      expect(the(done)).toMatchObject({ phase: 'ended', outcome: 'answered' });
      expect(waited(done).missed).toEqual([]);
    },
  );

  it('keep the card when the list of the second ring names that phone alone', () => {
    const story = [line('NEWCALL', desk()), line('NEWCALL', soft()), over(desk(), [soft()])];
    expect(the(play(story))?.phase).toBe('ringing');
    expect(the(play([...story, line('ANSWER', soft(TALKS))]))?.phase).toBe('talking');
  });

  it.each<[string, WireCall[] | undefined]>([
    ['lists the talking phone', [soft(TALKS)]],
    ['lists nothing', []],
    ['has no list', undefined],
  ])('stay in a call when the other one ends as answered elsewhere, and the end %s', (_title, calls) => {
    const answered = [...both, line('ANSWER', soft(TALKS), { calls: [desk(), soft(TALKS)] })];
    const state = play([...answered, over(desk(), calls, 'Answered elsewhere')]);
    expect(the(state)).toMatchObject({ phase: 'talking', outcome: null });
    const held = play([line('HOLD', soft({ ...TALKS, callstatus: 'Hold' }))], state);
    expect(the(held)?.phase).toBe('held');
    const back = play([line('UNHOLD', soft(TALKS)), over(soft(TALKS), [])], held);
    expect(the(back)).toMatchObject({ phase: 'ended', outcome: 'answered' });
    expect(liveCalls(back)).toEqual([]);
  });

  it('are answered though the end of one came without a list of the other', () => {
    for (const calls of [[], undefined])
      expect(the(play([...both, over(desk(), calls), line('ANSWER', soft(TALKS))]))).toMatchObject({
        phase: 'talking',
        outcome: null,
      });
  });

  it('are a call in progress when the second begins to ring after the answer of the first', () => {
    const story = [
      line('NEWCALL', desk()),
      line('ANSWER', desk(TALKS)),
      line('NEWCALL', soft(), { calls: [soft(), desk(TALKS)] }),
    ];
    expect(the(play(story))).toMatchObject({ phase: 'talking', alerts: 1 });
    expect(the(play([...story, over(soft(), [desk(TALKS)], 'Answered elsewhere')]))?.phase).toBe('talking');
    const later = soft({ callStarted: SERVER_START + 1 });
    expect(the(play([...story.slice(0, 2), line('NEWCALL', later)]))).toMatchObject({
      phase: 'talking',
      alerts: 1,
    });
  });

  it('may stop ringing, and the call may then ring again and be missed once', () => {
    const stopped = play([...both, over(desk(), [soft()]), over(soft(), [])]);
    expect(the(stopped)).toMatchObject({ phase: 'stopped', rings: 1 });
    const again = { callStarted: SERVER_START + 20 };
    const ringing = play(
      [line('NEWCALL', desk(again)), line('NEWCALL', soft(again), { calls: [desk(again), soft(again)] })],
      stopped,
    );
    expect(the(ringing)).toMatchObject({ phase: 'ringing', rings: 2, alerts: 2 });
    const missed = waited(play([over(desk(again), [soft(again)]), over(soft(again), [])], ringing));
    expect(missed.missed).toEqual(['call-1']);
    expect(cards(missed)).toEqual([]);
  });

  it('count as rejected when the agent rejects at one phone and the other stops', () => {
    const state = play([...both, over(desk(), [soft()], 'Call Rejected'), over(soft(), [])]);
    expect(the(state)).toMatchObject({ phase: 'ended', outcome: 'rejected' });
  });

  it('are one call of a snapshot, in its liveliest phase, in either order', () => {
    for (const calls of [
      [desk(), soft(TALKS)],
      [soft(TALKS), desk()],
    ])
      expect(the(play([...both, snapshot(...calls)]))?.phase).toBe('talking');
    expect(the(play([...both, snapshot(soft())]))?.phase).toBe('ringing');
    expect(the(play([...both, snapshot(soft()), over(soft(), [])]))?.phase).toBe('stopped');
  });

  it('tell by their list which call goes on when the end does not describe its call', () => {
    const bare = (calls: WireCall[]): object =>
      line('HANGUP', null, { envelope: { ivruniqueid: 'call-1' }, calls });
    expect(the(play([...both, bare([soft()])]))?.phase).toBe('ringing');
    expect(the(play([...both, bare([soft()]), line('ANSWER', soft(TALKS))]))?.phase).toBe('talking');
    expect(the(play([...both, bare([soft()]), bare([])]))?.phase).toBe('stopped');
  });

  it('are live when the first message of the call is the end of one of them', () => {
    expect(the(play([over(desk(), [soft()])]))).toMatchObject({ phase: 'ringing', alerts: 1 });
  });

  it('do not keep a call alive that has left both', () => {
    const transfer = { ...over(soft(TALKS), []), dialStatus: 'Transfer', cause: '' };
    const story = [...both, line('ANSWER', soft(TALKS)), over(desk(), [soft(TALKS)], 'Answered elsewhere')];
    expect(the(play([...story, transfer]))).toMatchObject({ phase: 'ended', outcome: 'transferred' });
  });
});

it('asks the server when the end of one phone leaves it unclear whether another has the call', () => {
  const [desk, soft] = [named('desk'), named('soft')];
  const before = play([line('NEWCALL', desk()), line('NEWCALL', soft(), { calls: [desk(), soft()] })]);
  const effects = (calls: WireCall[]): string[] =>
    effectsOf(
      before,
      reduce(before, eventOf(over(desk(), calls), AGENT_START + 5_000)),
      readSettings({}, {}),
      around(),
    ).map(({ kind }) => kind);
  expect(effects([])).toContain('resync');
  expect(effects([soft()])).not.toContain('resync');
});

it('keeps both legs of a Click2Call apart from the phones of a line', () => {
  const leg = (c2cdirection: number, different: WireCall): WireCall =>
    call({ direction: 'Click2Call', c2cdirection, ...different });
  const talked = [
    line('NEWCALL', leg(1, { callstatus: 'Dialing' })),
    line('ANSWER', leg(1, TALKS)),
    line('NEWCALL', leg(2, { callstatus: 'Talking' })),
    line('ANSWER', leg(2, TALKS)),
  ];
  expect(liveCalls(play(talked))).toMatchObject([{ phase: 'talking', alerts: 0, card: false }]);
  expect(liveCalls(play([...talked, over(leg(2, TALKS), [])]))).toEqual([]);
});

/** A server with up to three phones at one line. It lists what is live, as the real one does. */
interface Phone {
  readonly name: Name;
  readonly phase: 'Ringing' | 'Talking' | 'Hold';
}
type Step = readonly [at: number, act: 'ring' | 'answer' | 'hold' | 'unhold' | 'end' | 'snapshot'];

function simulate(steps: readonly Step[], on: (name: Name) => (different?: WireCall) => WireCall) {
  const NAMES: readonly Name[] = ['desk', 'soft', 'home'];
  let phones: readonly Phone[] = [];
  const story: object[] = [];
  const had = new Set<Name>();
  let answered = false;
  const wire = ({ name, phase }: Phone): WireCall =>
    on(name)(phase === 'Ringing' ? {} : { ...TALKS, callstatus: phase });
  const send = (reason: string, phone: Phone, cause?: string): void => {
    const envelope = { servertime: SERVER_START + story.length, ...(cause === undefined ? {} : { cause }) };
    story.push(line(reason, wire(phone), { calls: phones.map(wire), envelope }));
  };
  const end = (phone: Phone, cause: string): void => {
    phones = phones.filter((each) => each !== phone);
    send('HANGUP', phone, cause);
  };
  const turn = (phone: Phone, phase: Phone['phase'], reason: string): void => {
    const turned = { ...phone, phase };
    phones = phones.map((each) => (each === phone ? turned : each));
    send(reason, turned);
  };
  for (const [at, act] of steps) {
    const name = NAMES[at % NAMES.length] ?? 'desk';
    const phone = phones.find((each) => each.name === name);
    if (act === 'snapshot') story.push(snapshot(...phones.map(wire)));
    else if (act === 'ring' && phone === undefined && !had.has(name) && !answered) {
      had.add(name);
      phones = [...phones, { name, phase: 'Ringing' }];
      send('NEWCALL', { name, phase: 'Ringing' });
    } else if (act === 'answer' && phone?.phase === 'Ringing' && !answered) {
      answered = true;
      turn(phone, 'Talking', 'ANSWER');
    } else if (act === 'hold' && phone?.phase === 'Talking') turn(phone, 'Hold', 'HOLD');
    else if (act === 'unhold' && phone?.phase === 'Hold') turn(phone, 'Talking', 'UNHOLD');
    else if (act === 'end' && phone !== undefined)
      end(phone, answered && phone.phase === 'Ringing' ? 'Answered elsewhere' : 'Normal hangup');
  }
  const live = [...phones];
  for (const phone of live) end(phone, 'Normal hangup');
  return { story, answered, lived: story.length - live.length, live };
}

it('a call on any phones of a line is live while one has it, and never missed when one answered', () => {
  const steps = fc.array(
    fc.tuple(
      fc.nat(2),
      fc.constantFrom<Step[1]>('ring', 'ring', 'answer', 'hold', 'unhold', 'end', 'snapshot'),
    ),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(steps, fc.constantFrom(named, addressed, unnamed), (acts, on) => {
      const { story, answered, lived, live } = simulate(acts, on);
      const during = play(story.slice(0, lived));
      expect(liveCalls(during)).toHaveLength(Math.min(live.length, 1));
      const phases = live.map(({ phase }) => phase);
      if (phases.includes('Talking')) expect(the(during)?.phase).toBe('talking');
      const after = waited(play(story));
      expect(liveCalls(after)).toEqual([]);
      expect(cards(after)).toEqual([]);
      if (answered) {
        expect(after.missed).toEqual([]);
        expect(the(after)?.outcome).toBe('answered');
      }
    }),
    { numRuns: 1_000 },
  );
});
