import { describe, expect, it } from 'vitest';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { withinLimit } from '../../../src/domain/alerts/alert-policy.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  SERVER_START,
  type WireCall,
} from '../../support/event-builders.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import type { Effect } from '../../../src/domain/alerts/effects.ts';

const CRM = 'https://crm.example.com';
const settings = readSettings({ crmLink: `${CRM}/?q={phone}`, openWhen: 'ring', lookupUrl: '' }, {});
const number = (at: number): WireCall => ({
  ivrid: `call-${String(at)}`,
  callerphone: `05012345${String(at).padStart(2, '0')}`,
});
const ring = (at: number, different: WireCall = {}): object =>
  line('NEWCALL', call({ ...number(at), ...different }));
const talk = (at: number): object => line('ANSWER', call({ ...number(at), callstatus: 'Talking' }));
const elsewhere = (at: number): object =>
  line('HANGUP', call(number(at)), {
    envelope: { cause: 'Answered elsewhere', dialStatus: '', ivruniqueid: number(at).ivrid },
  });

/** Applies wire events one after the other, each `ms` after the one before. */
function teller(using = settings, screen: Parameters<typeof around>[0] = {}) {
  let state: CallState = initialState;
  let at = AGENT_START;
  const hear = (event: CallEvent): readonly Effect[] => {
    const next = transition(state, event, using, around({ at, ...screen }));
    ({ state } = next);
    return next.effects;
  };
  return {
    tell: (payload: object, ms = 100): readonly Effect[] => hear(eventOf(payload, (at += ms))),
    state: () => state,
    hear,
  };
}
const kinds = (effects: readonly Effect[]): string[] => effects.map(({ kind }) => kind);
const of = <K extends Effect['kind']>(effects: readonly Effect[], kind: K) =>
  effects.filter((each): each is Extract<Effect, { kind: K }> => each.kind === kind);

describe('the limit', () => {
  it('allows five within 10 s, and more as time passes', () => {
    let times: readonly number[] = [];
    const taken = [0, 1, 2, 3, 4, 5, 9_999, 10_000, 10_000, 10_001].map((at) => {
      const next = withinLimit(times, at);
      times = next ?? times;
      return next !== null;
    });
    expect(taken).toEqual([true, true, true, true, true, false, false, true, false, true]);
  });

  it('does not last for ever after the clock was set back', () => {
    expect(withinLimit([100_000, 100_001, 100_002, 100_003, 100_004], 50_000)).toEqual([50_000]);
  });
});

describe('when sixty calls ring at once', () => {
  it('five open by themselves, all alert, and all are in the list', () => {
    const { tell, state } = teller();
    const effects = Array.from({ length: 60 }, (_, at) => tell(ring(at), 10)).flat();
    expect(of(effects, 'open-tab')).toHaveLength(5);
    expect(of(effects, 'log-ring')).toHaveLength(60);
    expect(new Set(of(effects, 'record').map(({ callId }) => callId)).size).toBe(60);
    expect(Object.values(state().calls).filter(({ card }) => card)).toHaveLength(60);
  });

  it('a page that was not opened is not opened later, but the next call’s page is', () => {
    const { tell } = teller({ ...settings, openWhen: 'answer' });
    for (let at = 0; at < 7; at += 1) tell(ring(at));
    const opened = Array.from({ length: 7 }, (_, at) => kinds(tell(talk(at))).includes('open-tab'));
    expect(opened).toEqual([true, true, true, true, true, false, false]);
    expect(kinds(tell(line('HOLD', call({ ...number(5), callstatus: 'Hold' })), 20_000))).not.toContain(
      'open-tab',
    );
    tell(ring(8));
    expect(kinds(tell(talk(8)))).toContain('open-tab');
  });
});

describe('lookups', () => {
  const asking = { ...settings, openWhen: 'click', lookupUrl: `${CRM}/who` } as const;

  it('are skipped for a sixth call at once; its card says why, and its next phase is sent later', () => {
    const { tell, state } = teller(asking);
    const told = Array.from({ length: 6 }, (_, at) => of(tell(ring(at)), 'look-up').length);
    expect(told).toEqual([1, 1, 1, 1, 1, 0]);
    expect(state().calls['call-5']).toMatchObject({
      lookupSkipped: true,
      lookup: { kind: 'failed', why: 'too-many' },
    });
    expect(of(tell(talk(5)), 'look-up')).toEqual([]);
    const { tell: later } = teller(asking);
    for (let at = 0; at < 6; at += 1) later(ring(at));
    expect(of(later(talk(5), 20_000), 'look-up')).toEqual([
      { kind: 'look-up', callId: 'call-5', phase: 'Talking' },
    ]);
  });

  it('always report the end of a call whose ring was reported, and never that of another', () => {
    const { tell } = teller(asking);
    for (let at = 0; at < 6; at += 1) tell(ring(at));
    const ends = Array.from({ length: 6 }, (_, at) => of(tell(elsewhere(at)), 'look-up').length);
    expect(ends).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it('are limited for one call that rings again and again, too', () => {
    const { tell } = teller(asking);
    const told = Array.from({ length: 20 }, (_, at) => {
      const rung = of(tell(ring(0, { callStarted: SERVER_START + at * 20 })), 'look-up').length;
      return rung + of(tell(hangUp(call(number(0)))), 'look-up').length;
    });
    expect(told.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(10);
  });
});

describe('notifications', () => {
  const quiet = { ...settings, openWhen: 'click' } as const;

  it('become one for all at the eleventh call, and the twelfth updates it', () => {
    const { tell } = teller(quiet);
    for (let at = 0; at < 10; at += 1) expect(kinds(tell(ring(at)))).toContain('notify');
    const eleventh = tell(ring(10));
    expect(of(eleventh, 'clear-notification')).toHaveLength(10);
    expect(of(eleventh, 'notify-crowd')).toEqual([{ kind: 'notify-crowd', silent: false }]);
    const twelfth = tell(ring(11));
    expect(of(twelfth, 'notify')).toEqual([]);
    expect(of(twelfth, 'notify-crowd')).toEqual([{ kind: 'notify-crowd', silent: false }]);
  });

  it('are reduced silently, and become separate again when five are left', () => {
    const { tell } = teller(quiet);
    for (let at = 0; at < 11; at += 1) tell(ring(at));
    for (let at = 0; at < 5; at += 1)
      expect(of(tell(elsewhere(at)), 'notify-crowd')).toEqual([{ kind: 'notify-crowd', silent: true }]);
    const back = tell(elsewhere(5));
    expect(kinds(back)).toContain('clear-crowd');
    expect(of(back, 'notify').map(({ callId, silent }) => [callId, silent])).toEqual(
      [6, 7, 8, 9, 10].map((at) => [`call-${String(at)}`, true]),
    );
    expect(kinds(tell(ring(20)))).toContain('notify');
  });

  it.each([true, false])('while the card is on top, follow the setting: %s', (notifyOnTop) => {
    const { tell } = teller({ ...quiet, notifyOnTop }, { isOnTop: true });
    for (let at = 0; at < 10; at += 1) tell(ring(at));
    expect(of(tell(ring(10)), 'notify-crowd')).toEqual(
      notifyOnTop ? [{ kind: 'notify-crowd', silent: false }] : [],
    );
  });

  it('are removed when the agent signs out', () => {
    const { tell, hear } = teller(quiet);
    for (let at = 0; at < 12; at += 1) tell(ring(at));
    expect(kinds(hear({ kind: 'signed-out' }))).toContain('clear-crowd');
  });

  it('appear in no form when they are switched off', () => {
    const { tell } = teller({ ...quiet, notification: false });
    const effects = Array.from({ length: 12 }, (_, at) => tell(ring(at))).flat();
    expect([of(effects, 'notify'), of(effects, 'notify-crowd')]).toEqual([[], []]);
  });
});
